import type { CallOutput } from '#contract/calls.ts';
import { useCall } from '#renderer/data/useCall.ts';
import { warningTags } from '#renderer/ui/exportWarnings.ts';
import { count, timeInTable } from '#renderer/ui/format.ts';
import { Name } from '#renderer/ui/Name.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { type RecordColumn, RecordTable } from '#renderer/ui/RecordTable.tsx';
import { Answered } from '#renderer/ui/states.tsx';
import classes from './packs.module.css';

type Row = CallOutput<'packs.history'>['rows'][number];

const columns: RecordColumn<Row>[] = [
  { header: 'When', cell: (row) => timeInTable(row.at) },
  { header: 'By', cell: (row) => <Name>{row.by}</Name> },
  { header: 'School', cell: (row) => row.schoolName },
  { header: 'Children', end: true, cell: (row) => count(row.children) },
  { header: 'Password', cell: (row) => (row.protected ? 'Yes' : 'No') },
  { header: 'As', cell: (row) => (row.asFile ? 'One file' : 'PDFs') },
  {
    header: 'Where',
    cell: (row) => (
      <>
        <span className={classes.path}>{row.folder}</span>
        {row.warnings.map((kind) => (
          <span key={kind}>
            {' '}
            <Tag tone="amber">{warningTags[kind]}</Tag>
          </span>
        ))}
      </>
    ),
  },
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
