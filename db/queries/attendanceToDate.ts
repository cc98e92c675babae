import { mergedWeeks, type WeekOfMarks } from '#db/derived/attendanceRollup.ts';
import type { ReadConnection } from '#db/open.ts';
import {
  codeTableOn,
  countWeekMarks,
  newTally,
  sessionCountsOf,
  slotsWithin,
} from '#domain/attendance/countWeekMarks.ts';
import { addSessions, type SessionCounts, zeroSessions } from '#domain/attendance/sessionCounts.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { addDays, mondayOf } from '#domain/calendar/plainDate.ts';
import { listedChildren } from './careFacts.ts';

/** Sessions of the months of the academic year that are over by the end of `@asAt`, from the sums kept with the marks. */
export const wholeMonthsSql = `${listedChildren} SELECT childId, sum(attended), sum(authorised), sum(unauthorised), sum(not_possible) FROM listed
  CROSS JOIN attendance_rollup ON academic_year = @academicYear AND child_id = childId AND month < @month GROUP BY childId`;

/** Weeks of marks of the month under way. */
export const partMonthSql = `${listedChildren} SELECT childId, enrolment.id, enrolment.kind, week_start, marks FROM listed
  CROSS JOIN enrolment ON child_id = childId
  CROSS JOIN attendance_week ON enrolment_id = enrolment.id AND week_start BETWEEN @from AND @asAt`;

/**
 * Sessions of this academic year up to and including a date, of everybody looked after on it: whole months from the sums,
 * the month under way from its weeks of marks. A child without marks is not in the map.
 */
export function attendanceToDate(reader: ReadConnection, asAt: string): Map<string, SessionCounts> {
  const counts = new Map<string, SessionCounts>();
  const tomorrow = addDays(asAt, 1);
  const months = reader
    .prepare(wholeMonthsSql)
    .raw()
    .all({ asAt, academicYear: academicYearOf(asAt), month: tomorrow.slice(0, 7) }) as [
    string,
    number,
    number,
    number,
    number,
  ][];
  for (const [childId, attended, authorised, unauthorised, notPossible] of months)
    counts.set(childId, { attended, authorised, unauthorised, notPossible });
  if (tomorrow.slice(0, 7) !== asAt.slice(0, 7)) return counts;

  const span = { start: `${asAt.slice(0, 7)}-01`, end: asAt };
  const weeks = reader
    .prepare(partMonthSql)
    .raw()
    .all({ asAt, from: mondayOf(span.start) }) as [string, string, string, string, string][];
  const byChild = new Map<string, WeekOfMarks[]>();
  for (const [childId, enrolmentId, kind, weekStart, marks] of weeks) {
    const row = { enrolmentId, kind, weekStart, marks };
    const known = byChild.get(childId);
    if (known) known.push(row);
    else byChild.set(childId, [row]);
  }
  const slots = new Map<string, readonly [number, number]>();
  const slotsOf = (weekStart: string) => {
    const found = slots.get(weekStart) ?? slotsWithin(weekStart, span);
    slots.set(weekStart, found);
    return found;
  };
  for (const [childId, rows] of byChild) {
    const tally = newTally();
    rows.sort((a, b) => (a.weekStart < b.weekStart ? -1 : a.weekStart > b.weekStart ? 1 : 0));
    for (const { weekStart, marks } of mergedWeeks(rows)) {
      const [from, to] = slotsOf(weekStart);
      countWeekMarks(marks, codeTableOn(weekStart), tally, from, to);
    }
    counts.set(childId, addSessions(counts.get(childId) ?? zeroSessions, sessionCountsOf(tally)));
  }
  return counts;
}
