import type { ChildRecord } from '#contract/children.ts';
import { capital, wordsOf } from '#renderer/ui/codeWords.ts';
import { oneDecimal, plural } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { PlainDate } from '#renderer/ui/PlainDate.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { type RecordColumn, RecordTable } from '#renderer/ui/RecordTable.tsx';
import classes from './child.module.css';

type Row = ChildRecord['suspensions']['rows'][number];

/** Source: domain.md section 7, at most 45 school days in an academic year. */
const limit = 45;

const dayCount = (days: number): string => (Number.isInteger(days) ? String(days) : oneDecimal(days));

const columns: RecordColumn<Row>[] = [
  { header: 'From', cell: (row) => <PlainDate date={row.from} form="table" /> },
  { header: 'Category', cell: (row) => wordsOf('suspensionCategory', row.category) },
  { header: 'Days', end: true, cell: (row) => dayCount(row.days) },
  { header: 'Sessions', end: true, cell: (row) => row.sessions },
  {
    header: 'Reasons',
    cell: (row) =>
      row.reasons.length === 0
        ? 'not recorded'
        : capital(row.reasons.map((reason) => wordsOf('suspensionReason', reason)).join('; ')),
  },
  { header: 'School', cell: (row) => row.schoolName ?? 'not recorded' },
  {
    header: 'Status',
    cell: (row) => (
      <>
        {wordsOf('suspensionStatus', row.status)}
        {!row.standing && <span className="vsk-absent">, does not count</span>}
      </>
    ),
  },
  { header: 'Public exam', cell: (row) => (row.examAffected ? <Tag tone="red">Affected</Tag> : 'No') },
];

/** Standing suspended days of the year against the limit, with alerts, and every suspension and exclusion. */
export function SuspensionsTab({ record }: { record: ChildRecord }) {
  const { days, receivedTo, limitWords, rows } = record.suspensions;
  const tone = (days ?? 0) >= limit || rows.some((row) => row.category === 'PERM' && row.standing) ? 'red' : 'amber';
  return (
    <div className={classes.stack}>
      <Panel
        title={
          days === null
            ? `Days suspended in ${record.attendance.academicYear}: not available`
            : `${plural(days, 'day')} suspended in ${record.attendance.academicYear}, of at most ${limit}`
        }
        aside={limitWords === null ? undefined : <Tag tone={tone}>{limitWords}</Tag>}
      >
        {days === null ? (
          <p className={classes.notes}>No suspensions of this school year have been received.</p>
        ) : (
          <meter
            className={classes.meter}
            aria-label="School days suspended this academic year"
            min={0}
            max={limit}
            value={Math.min(days, limit)}
          />
        )}
        {receivedTo !== null && (
          <p className={classes.notes}>
            Suspensions of this school year have been received to <PlainDate date={receivedTo} />; later ones are not
            known.
          </p>
        )}
        <p className={classes.notes}>
          Standing suspensions only: cancelled, quashed and reinstated ones do not count. A lunchtime counts half a day
          here and towards the limits; shares and rates of suspended children count suspensions alone, as published ones
          do. For a looked-after child full-time education starts on day 1.
        </p>
      </Panel>
      <Panel title="Suspensions and exclusions" flush>
        <RecordTable
          label="Suspensions and exclusions"
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          empty="No suspension or exclusion is recorded."
        />
      </Panel>
    </div>
  );
}
