import { NativeSelect } from '@mantine/core';
import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { usePlace } from '#renderer/data/usePlace.ts';
import { type DataColumn, DataTable } from '#renderer/ui/DataTable.tsx';
import { oneDecimal } from '#renderer/ui/format.ts';
import { Page } from '#renderer/ui/Page.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Answered, EmptyState } from '#renderer/ui/states.tsx';

type Benchmark = CallOutput<'reference.benchmarks'>['rows'][number];

/** '% of headcount' and '% sessions' are percentages; the definition above says of what. */
const unitOf = (unit: string): string => (unit === 'percent' || unit.startsWith('%') ? '%' : unit);

/** The cohorts of published figures in words. */
const cohortWords: Record<string, string> = {
  ALL: 'All pupils',
  LAC12: 'Looked after, 12 months',
  LAC6: 'Looked after, 6 months',
  LAC: 'Looked after',
  LAC_ALL: 'Looked after',
};
const cohort = (row: Benchmark): string => cohortWords[row.cohort] ?? row.cohort;

const columns: DataColumn<Benchmark>[] = [
  {
    id: 'academicYear',
    header: 'Year',
    width: 80,
    cell: (row) => row.academicYear,
    sortValue: (row) => row.academicYear,
  },
  { id: 'geography', header: 'Where', width: 120, cell: (row) => row.geography, sortValue: (row) => row.geography },
  { id: 'cohort', header: 'Cohort', width: 170, cell: cohort, sortValue: cohort },
  {
    id: 'value',
    header: 'Value',
    width: 100,
    align: 'end',
    cell: (row) => `${oneDecimal(row.value)} ${unitOf(row.unit)}`,
    sortValue: (row) => row.value,
  },
  { id: 'variant', header: 'Variant', width: 110, cell: (row) => row.variant },
  { id: 'source', header: 'Source', width: 320, cell: (row) => <span title={row.source}>{row.source}</span> },
  { id: 'vintage', header: 'Published', width: 110, cell: (row) => row.vintage },
];

/** What a reader may see: published figures with their sources; no child of this store stands behind any of them. */
export function PublishedScreen() {
  const measures = useCall('reference.measures', {});
  const [chosen, setChosen] = usePlace<string | null>('measure', null);
  return (
    <Page
      title="Published figures"
      titleText="Published figures"
      sentence="As published by the Department for Education and others; no child of this store stands behind them."
    >
      <Answered query={measures} lines={10}>
        {({ rows }) => {
          const measure = rows.find((row) => row.measure === chosen) ?? rows[0];
          if (measure === undefined)
            return <EmptyState title="No measures yet">An administrator brings benchmarks in.</EmptyState>;
          return (
            <Panel title={measure.name}>
              <NativeSelect
                label="Measure"
                maw={420}
                value={measure.measure}
                onChange={(event) => setChosen(event.currentTarget.value)}
                data={rows.map((row) => ({ value: row.measure, label: row.name }))}
              />
              <p className="vsk-muted vsk-prose">{measure.definition}</p>
              <Benchmarks measure={measure.measure} name={measure.name} />
            </Panel>
          );
        }}
      </Answered>
    </Page>
  );
}

/** The figures of one measure, the newest first. */
function Benchmarks({ measure, name }: { measure: string; name: string }) {
  const query = useCall('reference.benchmarks', { measure }, { keepPrevious: true });
  return (
    <Answered query={query} lines={8}>
      {({ rows }) => (
        <DataTable
          label={`Published figures: ${name}`}
          rows={rows.toSorted((a, b) => b.academicYear.localeCompare(a.academicYear))}
          columns={columns.filter(
            ({ id }) => (id !== 'variant' && id !== 'vintage') || rows.some((row) => row[id] !== ''),
          )}
          rowId={(row) => row.id}
          height={460}
          empty={<EmptyState title="Nothing published for this measure" />}
        />
      )}
    </Answered>
  );
}
