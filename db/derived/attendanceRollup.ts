import type { Connection } from '#db/open.ts';
import {
  type CodeTable,
  codeTableOn,
  countWeekMarks,
  newTally,
  type SessionTally,
  sessionCountsOf,
} from '#domain/attendance/countWeekMarks.ts';
import { mergeSessions } from '#domain/attendance/mergeSessions.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import type { CareSpan, LocalityRow } from './careAndLocality.ts';

type WeekRow = { weekStart: string; marks: string; enrolmentId: string; kind: string };
export type WeekOfMarks = WeekRow;

const inCareOn = (care: readonly CareSpan[], date: string) =>
  care.some((span) => span.start <= date && (span.end === null || date < span.end));
const localityOn = (localities: readonly LocalityRow[], date: string) =>
  localities.find((span) => span.start <= date && (span.end === null || date <= span.end))?.locality ?? UNALLOCATED;

type Bucket = {
  academicYear: string;
  month: string;
  locality: string;
  inCare: number;
  tally: SessionTally;
  conflicts: number;
};

/** Sums of sessions by month, locality on the date, and in care or not: the shape of `attendance_rollup`. */
export class RollupBuckets {
  readonly buckets = new Map<string, Bucket>();

  add(
    date: string,
    locality: string,
    inCare: boolean,
    marks: string,
    table: CodeTable,
    from: number,
    to: number,
    conflicts: number,
  ): void {
    const month = date.slice(0, 7);
    const key = `${month}|${locality}|${inCare ? 1 : 0}`;
    let bucket = this.buckets.get(key);
    if (!bucket) {
      bucket = {
        academicYear: academicYearOf(date),
        month,
        locality,
        inCare: inCare ? 1 : 0,
        tally: newTally(),
        conflicts: 0,
      };
      this.buckets.set(key, bucket);
    }
    countWeekMarks(marks, table, bucket.tally, from, to);
    bucket.conflicts += conflicts;
  }
}

/** Adds one child's week, whole where nothing changes inside it and day by day where something does. */
export function addWeek(
  into: RollupBuckets,
  weekStart: string,
  marks: string,
  conflicts: number,
  care: readonly CareSpan[],
  localities: readonly LocalityRow[],
): void {
  const table = codeTableOn(weekStart);
  const friday = addDays(weekStart, 4);
  const locality = localityOn(localities, weekStart);
  const inCare = inCareOn(care, weekStart);
  const steady =
    weekStart.slice(0, 7) === friday.slice(0, 7) &&
    !localities.some(
      (span) =>
        (span.start > weekStart && span.start <= friday) ||
        (span.end !== null && span.end >= weekStart && span.end < friday),
    ) &&
    !care.some(
      (span) =>
        (span.start > weekStart && span.start <= friday) ||
        (span.end !== null && span.end > weekStart && span.end <= friday),
    );
  if (steady) {
    into.add(weekStart, locality, inCare, marks, table, 0, 10, conflicts);
    return;
  }
  for (let day = 0; day < 5; day += 1) {
    const date = addDays(weekStart, day);
    into.add(
      date,
      localityOn(localities, date),
      inCareOn(care, date),
      marks,
      table,
      day * 2,
      day * 2 + 2,
      day === 0 ? conflicts : 0,
    );
  }
}

/** Weeks of several enrolments as one child's weeks, a session that two schools marked counted once and listed. */
export function mergedWeeks(rows: readonly WeekRow[]): { weekStart: string; marks: string; conflicts: number }[] {
  const merged: { weekStart: string; marks: string; conflicts: number }[] = [];
  for (let index = 0; index < rows.length; ) {
    const first = rows[index] as WeekRow;
    let end = index + 1;
    while (end < rows.length && (rows[end] as WeekRow).weekStart === first.weekStart) end += 1;
    if (end === index + 1) merged.push({ weekStart: first.weekStart, marks: first.marks, conflicts: 0 });
    else {
      const result = mergeSessions(
        first.weekStart,
        rows
          .slice(index, end)
          .map((row) => ({ enrolmentId: row.enrolmentId, isMain: row.kind === 'main', marks: row.marks })),
      );
      merged.push({ weekStart: first.weekStart, marks: result.marks, conflicts: result.conflicts.length });
    }
    index = end;
  }
  return merged;
}

/** Recounts a child's sessions of the academic years given (null: all) and replaces their rollup rows. */
export function createAttendanceRollup(connection: Connection) {
  const selectWeeks = connection.prepare(
    `SELECT week_start AS weekStart, marks, enrolment_id AS enrolmentId, enrolment.kind FROM enrolment
     CROSS JOIN attendance_week ON attendance_week.enrolment_id = enrolment.id
     WHERE enrolment.child_id = ? AND week_start BETWEEN ? AND ? ORDER BY week_start, enrolment_id`,
  );
  const deleteAll = connection.prepare('DELETE FROM attendance_rollup WHERE child_id = ?');
  const deleteYear = connection.prepare('DELETE FROM attendance_rollup WHERE academic_year = ? AND child_id = ?');
  const insert = connection.prepare(
    `INSERT INTO attendance_rollup (academic_year, child_id, month, locality, in_care, attended, authorised, unauthorised, not_possible, conflicts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const deleteYears = connection.prepare('DELETE FROM attendance_year WHERE child_id = ?');
  const deleteOneYear = connection.prepare('DELETE FROM attendance_year WHERE academic_year = ? AND child_id = ?');
  const sumYears = connection.prepare(
    `INSERT INTO attendance_year (academic_year, child_id, locality, in_care, attended, authorised, unauthorised, not_possible, last_month)
     SELECT academic_year, child_id, locality, in_care, sum(attended), sum(authorised), sum(unauthorised), sum(not_possible), max(month)
     FROM attendance_rollup WHERE child_id = ? AND academic_year BETWEEN ? AND ? GROUP BY academic_year, locality, in_care`,
  );
  const store = (childId: string, buckets: RollupBuckets, year: string | null) => {
    for (const bucket of buckets.buckets.values()) {
      if (year !== null && bucket.academicYear !== year) continue;
      const counts = sessionCountsOf(bucket.tally);
      insert.run(
        bucket.academicYear,
        childId,
        bucket.month,
        bucket.locality,
        bucket.inCare,
        counts.attended,
        counts.authorised,
        counts.unauthorised,
        counts.notPossible,
        bucket.conflicts,
      );
    }
    sumYears.run(childId, year ?? '0000/00', year ?? '9999/99');
  };
  const count = (
    childId: string,
    from: string,
    to: string,
    care: readonly CareSpan[],
    localities: readonly LocalityRow[],
  ) => {
    const buckets = new RollupBuckets();
    for (const week of mergedWeeks(selectWeeks.all(childId, from, to) as WeekRow[]))
      addWeek(buckets, week.weekStart, week.marks, week.conflicts, care, localities);
    return buckets;
  };
  return (
    childId: string,
    care: readonly CareSpan[],
    localities: readonly LocalityRow[],
    years: ReadonlySet<string> | null,
  ): void => {
    if (years === null) {
      deleteAll.run(childId);
      deleteYears.run(childId);
      store(childId, count(childId, '0000-01-01', '9999-12-31', care, localities), null);
      return;
    }
    for (const year of years) {
      const first = Number(year.slice(0, 4));
      deleteYear.run(year, childId);
      deleteOneYear.run(year, childId);
      // A week can straddle 1 September: it is read for both years and each keeps its own months.
      store(childId, count(childId, `${first}-08-25`, `${first + 1}-08-31`, care, localities), year);
    }
  };
}
