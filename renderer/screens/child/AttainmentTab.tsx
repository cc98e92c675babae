import type { ChildRecord } from '#contract/children.ts';
import { capital, subjectWords, wordsOf } from '#renderer/ui/codeWords.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { PlainDate } from '#renderer/ui/PlainDate.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { type RecordColumn, RecordTable } from '#renderer/ui/RecordTable.tsx';
import classes from './child.module.css';
import { OutlookPanel } from './SummaryTab.tsx';

type Result = ChildRecord['attainment']['results'][number];

const places = { counts: 'counts in measures', best: 'best', both: 'best, counts in measures' } as const;

const columns: RecordColumn<Result>[] = [
  { header: 'Year', cell: (row) => row.academicYear },
  { header: 'Key stage', cell: (row) => wordsOf('keyStage', row.keyStage) },
  {
    header: 'Subject',
    cell: (row) => (
      <>
        {subjectWords(row.subject)}
        {row.qualification !== null && <span className="vsk-small vsk-muted">{` · ${row.qualification}`}</span>}
      </>
    ),
  },
  { header: 'Component', cell: (row) => wordsOf('component', row.component) },
  { header: 'Result', end: true, cell: (row) => wordsOf('result', row.value) },
  {
    header: 'Entry',
    cell: (row) => (
      <>
        {row.entry === 'resit' ? 'Resit' : 'First'}
        {row.place !== null && <span className="vsk-small vsk-muted">{` · ${places[row.place]}`}</span>}
      </>
    ),
  },
  {
    header: 'Issued',
    cell: (row) => (
      <>
        <PlainDate date={row.standsFrom} form="table" />
        {row.standsFromAssumed && (
          <span className="vsk-small vsk-muted" title="The file gave no date: the usual publication day is assumed">
            {' '}
            assumed
          </span>
        )}
      </>
    ),
  },
  {
    header: 'Status',
    cell: (row) => (row.standing ? capital(row.status) : <Tag tone="neutral">{`${row.status}, superseded`}</Tag>),
  },
];

/** Every result with its life: provisional, revised, final, and what took its place. */
export function AttainmentTab({ record }: { record: ChildRecord }) {
  return (
    <div className={classes.stack}>
      <OutlookPanel record={record} />
      <Panel title="Results" flush>
        <RecordTable
          label="Results"
          rows={record.attainment.results}
          columns={columns}
          rowKey={(row) => row.id}
          empty="No result is recorded. Results come in under Data, with the results template."
        />
      </Panel>
    </div>
  );
}
