import { TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { usePlace } from '#renderer/data/usePlace.ts';
import { type DataColumn, DataTable } from '#renderer/ui/DataTable.tsx';
import { count, plural } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { EmptyState, ErrorState, LoadingSkeleton } from '#renderer/ui/states.tsx';
import { useImportHint } from '#renderer/ui/useImportHint.ts';
import type { SchoolChoice } from './exportPlan.ts';
import classes from './packs.module.css';

type School = CallOutput<'schools.list'>['rows'][number];

const columns: DataColumn<School>[] = [
  {
    id: 'name',
    header: 'School',
    width: 200,
    rowHeader: true,
    cell: (row) => <span title={row.name}>{row.name}</span>,
    sortValue: (row) => row.name,
  },
  { id: 'urn', header: 'URN', width: 66, cell: (row) => row.urn ?? 'no URN', sortValue: (row) => row.urn },
  {
    id: 'pupils',
    header: 'Pupils',
    width: 62,
    align: 'end',
    cell: (row) => count(row.pupils),
    sortValue: (row) => row.pupils,
  },
];

/** Schools with pupils in the caller's scope, searched by name or URN; above them the schools of the children selected. */
export function ChooseSchool(props: {
  asAt: string;
  chosenId: string | null;
  fromSelection: readonly SchoolChoice[];
  without: number;
  onChoose: (school: SchoolChoice) => void;
}) {
  const toImport = useImportHint();
  const { asAt, chosenId, fromSelection, without, onChoose } = props;
  const [text, setText] = usePlace('school-search', '');
  // Above the preview instead of beside it, the list must leave the preview in sight.
  const narrow = useMediaQuery('(max-width: 900px)') ?? false;
  const [search] = useDebouncedValue(text.trim(), 200);
  const schools = useCall('schools.list', { asAt, search, limit: 5000 }, { keepPrevious: true });
  const rows = schools.data?.rows ?? [];
  const childIdsOf = (schoolId: string) => fromSelection.find((each) => each.schoolId === schoolId)?.childIds ?? [];
  const ofSelection = new Set(fromSelection.map((each) => each.schoolId));
  const selected = fromSelection.reduce((sum, each) => sum + each.childIds.length, 0);
  return (
    <Panel title="School" className={classes.choose ?? ''}>
      {selected > 0 && (
        <p className={classes.selection}>
          {plural(selected, 'child', 'children')} selected at {plural(fromSelection.length, 'school')}, listed first.
          Make the packs of one school, then choose the next.
          {without > 0 && ` ${plural(without, 'child has', 'children have')} no school, so no designated teacher.`}
        </p>
      )}
      {selected === 0 && without > 0 && (
        <p className={classes.selection}>
          {plural(without, 'selected child has', 'selected children have')} no school, so there is no designated teacher
          to make a pack for.
        </p>
      )}
      <TextInput
        aria-label="Search schools by name or URN"
        placeholder="Name or URN"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        mb={8}
      />
      {schools.error !== null ? (
        <ErrorState failure={schools.error} onRetry={() => void schools.refetch()} />
      ) : (
        <DataTable
          label="Schools with pupils"
          rows={
            ofSelection.size === 0
              ? rows
              : rows.toSorted((a, b) => Number(ofSelection.has(b.schoolId)) - Number(ofSelection.has(a.schoolId)))
          }
          columns={columns}
          rowId={(row) => row.schoolId}
          onOpen={(row) => onChoose({ schoolId: row.schoolId, childIds: childIdsOf(row.schoolId) })}
          rowClassName={(row) => (row.schoolId === chosenId ? (classes.chosen ?? '') : '')}
          height={narrow ? 180 : 380}
          empty={
            schools.data === undefined ? (
              <LoadingSkeleton lines={8} label="Reading the schools" />
            ) : search !== '' ? (
              <EmptyState title="No school with pupils matches">Search for part of the name, or the URN.</EmptyState>
            ) : (
              <EmptyState title="No school has pupils on this date">
                {toImport('schools and enrolments')}, or choose another date.
              </EmptyState>
            )
          }
        />
      )}
    </Panel>
  );
}
