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
import { addSessions, possibleSessions, zeroSessions } from '#domain/attendance/sessionCounts.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import { remembered } from '../remembered.ts';
import type { CareSpan, LocalityRow } from './careAndLocality.ts';
import { addSessionsOf, emptyDays, packDays, placeOfWeek } from './sessionDays.ts';

/** A week of marks of one enrolment. */
export type WeekOfMarks = { weekStart: string; marks: string; enrolmentId: string; kind: string };

const inCareOn = (care: readonly CareSpan[], date: string) =>
  care.some((span) => span.start <= date && (span.end === null || date < span.end));
const localityOn = (localities: readonly LocalityRow[], date: string) =>
  localities.find((span) => span.start <= date && (span.end === null || date <= span.end))?.locality ?? UNALLOCATED;

/** A child's sessions of an academic year in one locality, in care or not. */
type YearOfSessions = {
  academicYear: string;
  locality: string;
  inCare: number;
  days: Uint8Array;
  months: Map<string, { tally: SessionTally; conflicts: number }>;
};

/** Sessions by year, locality on the date, and in care or not: by month and day by day, as the derived tables keep them. */
class Rollup {
  readonly years = new Map<string, YearOfSessions>();

  /** Adds marks of a week from slot `from` up to but not including `to`; `date` is the day of the first. */
  add(
    weekStart: string,
    date: string,
    locality: string,
    inCare: boolean,
    marks: string,
    table: CodeTable,
    from: number,
    to: number,
    conflicts: number,
  ): void {
    const academicYear = yearOf(date);
    const key = `${academicYear}|${locality}|${inCare ? 1 : 0}`;
    let year = this.years.get(key);
    if (!year) {
      year = { academicYear, locality, inCare: inCare ? 1 : 0, days: emptyDays(), months: new Map() };
      this.years.set(key, year);
    }
    const name = date.slice(0, 7);
    let month = year.months.get(name);
    if (!month) {
      month = { tally: newTally(), conflicts: 0 };
      year.months.set(name, month);
    }
    countWeekMarks(marks, table, month.tally, from, to);
    month.conflicts += conflicts;
    addSessionsOf(year.days, placeOfWeek(academicYear, weekStart), marks, table, from, to);
  }
}

/** What is so of a week whoever's it is. */
const weekOf = remembered((weekStart: string) => {
  const friday = addDays(weekStart, 4);
  return { friday, table: codeTableOn(weekStart), isOfOneMonth: weekStart.slice(0, 7) === friday.slice(0, 7) };
});
const yearOf = remembered(academicYearOf);

/** Adds one child's week, whole where nothing changes inside it and day by day where something does. */
function addWeek(
  into: Rollup,
  weekStart: string,
  marks: string,
  conflicts: number,
  care: readonly CareSpan[],
  localities: readonly LocalityRow[],
): void {
  const { friday, table, isOfOneMonth } = weekOf(weekStart);
  const locality = localityOn(localities, weekStart);
  const inCare = inCareOn(care, weekStart);
  const steady =
    isOfOneMonth &&
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
    into.add(weekStart, weekStart, locality, inCare, marks, table, 0, 10, conflicts);
    return;
  }
  for (let day = 0; day < 5; day += 1) {
    const date = addDays(weekStart, day);
    into.add(
      weekStart,
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
export function mergedWeeks(rows: readonly WeekOfMarks[]): { weekStart: string; marks: string; conflicts: number }[] {
  const merged: { weekStart: string; marks: string; conflicts: number }[] = [];
  for (let index = 0; index < rows.length; ) {
    const first = rows[index] as WeekOfMarks;
    let end = index + 1;
    while (end < rows.length && (rows[end] as WeekOfMarks).weekStart === first.weekStart) end += 1;
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
  // As lists of values: a county's year is a hundred thousand of them.
  const selectWeeks = connection
    .prepare<[string, string, string], [string, string, string, string]>(
      `SELECT week_start, marks, enrolment_id, enrolment.kind FROM enrolment
       CROSS JOIN attendance_week ON attendance_week.enrolment_id = enrolment.id
       WHERE enrolment.child_id = ? AND week_start BETWEEN ? AND ? ORDER BY week_start, enrolment_id`,
    )
    .raw();
  const insert = connection.prepare(
    `INSERT INTO attendance_rollup (academic_year, child_id, month, locality, in_care, attended, authorised, unauthorised, not_possible, conflicts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertYear = connection.prepare(
    `INSERT INTO attendance_year (academic_year, child_id, locality, in_care, attended, authorised, unauthorised, not_possible, last_month)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertDays = connection.prepare(
    'INSERT INTO attendance_days (academic_year, child_id, locality, in_care, days) VALUES (?, ?, ?, ?, ?)',
  );
  const tables = ['attendance_rollup', 'attendance_year', 'attendance_days'];
  const deleteAll = tables.map((table) => connection.prepare(`DELETE FROM ${table} WHERE child_id = ?`));
  const deleteYear = tables.map((table) =>
    connection.prepare(`DELETE FROM ${table} WHERE academic_year = ? AND child_id = ?`),
  );
  const store = (childId: string, rollup: Rollup, only: string | null) => {
    for (const { academicYear, locality, inCare, months, days } of rollup.years.values()) {
      if (only !== null && academicYear !== only) continue;
      let sums = zeroSessions;
      let lastMonth = '';
      for (const [month, { tally, conflicts }] of months) {
        const counts = sessionCountsOf(tally);
        const { attended, authorised, unauthorised, notPossible } = counts;
        const possible = possibleSessions(counts);
        if (possible + notPossible + conflicts === 0) continue;
        insert.run(
          academicYear,
          childId,
          month,
          locality,
          inCare,
          attended,
          authorised,
          unauthorised,
          notPossible,
          conflicts,
        );
        sums = addSessions(sums, counts);
        if (possible > 0 && month > lastMonth) lastMonth = month;
      }
      const { attended, authorised, unauthorised, notPossible } = sums;
      // Weeks without a session to speak of leave no row.
      if (possibleSessions(sums) + notPossible === 0) continue;
      insertYear.run(
        academicYear,
        childId,
        locality,
        inCare,
        attended,
        authorised,
        unauthorised,
        notPossible,
        lastMonth,
      );
      insertDays.run(academicYear, childId, locality, inCare, packDays(days));
    }
  };
  const count = (
    childId: string,
    from: string,
    to: string,
    care: readonly CareSpan[],
    localities: readonly LocalityRow[],
  ) => {
    const rollup = new Rollup();
    const weeks = selectWeeks
      .all(childId, from, to)
      .map(([weekStart, marks, enrolmentId, kind]) => ({ weekStart, marks, enrolmentId, kind }));
    for (const week of mergedWeeks(weeks))
      addWeek(rollup, week.weekStart, week.marks, week.conflicts, care, localities);
    return rollup;
  };
  return (
    childId: string,
    care: readonly CareSpan[],
    localities: readonly LocalityRow[],
    years: ReadonlySet<string> | null,
  ): void => {
    if (years === null) {
      for (const remove of deleteAll) remove.run(childId);
      store(childId, count(childId, '0000-01-01', '9999-12-31', care, localities), null);
      return;
    }
    for (const year of years) {
      const first = Number(year.slice(0, 4));
      for (const remove of deleteYear) remove.run(year, childId);
      // A week can straddle 1 September: it is read for both years and each keeps its own months.
      store(childId, count(childId, `${first}-08-25`, `${first + 1}-08-31`, care, localities), year);
    }
  };
}
