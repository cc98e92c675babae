import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { count, timeInTable } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { type RecordColumn, RecordTable } from '#renderer/ui/RecordTable.tsx';
import { Answered } from '#renderer/ui/states.tsx';

type Row = CallOutput<'packs.history'>['rows'][number];

const columns: RecordColumn<Row>[] = [
  { header: 'When', cell: (row) => timeInTable(row.at) },
  { header: 'By', cell: (row) => row.by },
  { header: 'School', cell: (row) => row.schoolName },
  { header: 'Children', end: true, cell: (row) => count(row.children) },
  { header: 'Password', cell: (row) => (row.protected ? 'Yes' : 'No') },
  { header: 'Folder', cell: (row) => row.folder },
];

/** The packs exported from this store, newest first. */
export function History() {
  const history = useCall('packs.history', {});
  return (
    <Panel title="Exported before" flush>
      <Answered query={history} lines={3}>
        {({ rows }) => (
          <RecordTable
            label="Packs exported before"
            rows={rows}
            columns={columns}
            rowKey={(row) => `${row.at} ${row.schoolName}`}
            empty="No pack has been exported yet."
          />
        )}
      </Answered>
    </Panel>
  );
}
