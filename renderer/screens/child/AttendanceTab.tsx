import type { ChildRecord } from '#contract/children.ts';
import { count, oneDecimal } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Tag } from '#renderer/ui/RagTag.tsx';
import { type RecordColumn, RecordTable } from '#renderer/ui/RecordTable.tsx';
import { AttendanceThisYear } from './AttendanceThisYear.tsx';
import classes from './child.module.css';

type Year = ChildRecord['attendance']['years'][number];

const percentOf = (part: number, whole: number): string =>
  whole === 0 ? 'no marks' : `${oneDecimal((100 * part) / whole)} %`;

const columns: RecordColumn<Year>[] = [
  { header: 'Year', cell: (row) => row.academicYear },
  { header: 'Possible sessions', end: true, cell: (row) => count(row.possible) },
  { header: 'Attended', end: true, cell: (row) => count(row.attended) },
  { header: 'Authorised', end: true, cell: (row) => count(row.authorised) },
  { header: 'Unauthorised', end: true, cell: (row) => count(row.unauthorised) },
  {
    header: 'Absence, whole year',
    end: true,
    cell: (row) => (row.percentAbsent === null ? 'no marks' : `${oneDecimal(row.percentAbsent)} %`),
  },
  {
    header: 'Absence, while in care',
    end: true,
    cell: (row) =>
      row.inCareOnly.possible === 0
        ? row.possible === 0
          ? 'no marks'
          : 'not in care'
        : `${percentOf(row.inCareOnly.absent, row.inCareOnly.possible)} of ${count(row.inCareOnly.possible)}`,
  },
  {
    header: 'Persistent absentee',
    cell: (row) =>
      row.persistent === null ? (
        <span className="vsk-absent">not available</span>
      ) : row.persistent ? (
        <Tag tone="red">Yes</Tag>
      ) : (
        'No'
      ),
  },
  { header: 'Rule of the year', cell: (row) => row.persistentRule ?? 'not known' },
];

/** The year's marks, then every year the child has marks for. */
export function AttendanceTab({ record }: { record: ChildRecord }) {
  return (
    <div className={classes.stack}>
      <AttendanceThisYear record={record} />
      <Panel title="By academic year" flush>
        <RecordTable
          label="Attendance by academic year"
          rows={record.attendance.years}
          columns={columns}
          rowKey={(row) => row.academicYear}
          empty="No marks are recorded in any year."
        />
        <p className="vsk-panel-notes">
          A session is half a school day. Sessions that were not possible are in no column. Persistent absence uses the
          threshold of its own year; since 2015/16, 10 % or more of possible sessions missed.
        </p>
      </Panel>
    </div>
  );
}
