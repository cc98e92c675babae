import type { WeekOfMarks } from '#db/derived/attendanceRollup.ts';
import type { CareSpan, LocalityRow } from '#db/derived/careAndLocality.ts';
import type { ReadConnection } from '#db/open.ts';
import { addDays } from '#domain/calendar/plainDate.ts';

export type MonthSum = {
  childId: string;
  locality: string;
  attended: number;
  authorised: number;
  unauthorised: number;
  notPossible: number;
  lastMonth: string;
};

/** Sums of each child's sessions in an academic year up to and including a month (`YYYY-MM`), by locality. */
export const monthSums = (reader: ReadConnection, academicYear: string, lastMonth: string): MonthSum[] =>
  reader
    .prepare(
      `SELECT child_id AS childId, locality, sum(attended) AS attended, sum(authorised) AS authorised, sum(unauthorised) AS unauthorised,
         sum(not_possible) AS notPossible, max(month) AS lastMonth
       FROM attendance_rollup WHERE academic_year = ? AND month <= ? GROUP BY child_id, locality`,
    )
    .all(academicYear, lastMonth) as MonthSum[];

export type ChildWeeks = { childId: string; weeks: WeekOfMarks[]; care: CareSpan[]; localities: LocalityRow[] };

/** Each child's weeks that touch the days from `from` to `to`, with the spans of care and locality they fall in. */
export function weeksOfMonth(reader: ReadConnection, from: string, to: string): ChildWeeks[] {
  const rows = reader
    .prepare(
      `SELECT enrolment.child_id AS childId, week_start AS weekStart, marks, enrolment_id AS enrolmentId, enrolment.kind
       FROM enrolment CROSS JOIN attendance_week ON attendance_week.enrolment_id = enrolment.id AND week_start BETWEEN ? AND ?
       WHERE enrolment.start_date <= ? AND (enrolment.end_date IS NULL OR enrolment.end_date >= ?)
       ORDER BY enrolment.child_id, week_start, enrolment_id`,
    )
    .all(addDays(from, -6), to, to, from) as (WeekOfMarks & { childId: string })[];
  const care = spansByChild<CareSpan>(
    reader,
    "SELECT child_id, start_date AS start, end_date AS end FROM care_period WHERE kind = 'all' AND start_date <= @to AND (end_date IS NULL OR end_date >= @from)",
    { from, to },
  );
  const localities = spansByChild<LocalityRow>(
    reader,
    "SELECT child_id, start_date AS start, end_date AS end, coalesce(locality_id, 'unallocated') AS locality FROM locality_period WHERE start_date <= @to AND (end_date IS NULL OR end_date >= @from)",
    { from, to },
  );
  const children: ChildWeeks[] = [];
  for (const row of rows) {
    let child = children.at(-1);
    if (child?.childId !== row.childId) {
      child = {
        childId: row.childId,
        weeks: [],
        care: care.get(row.childId) ?? [],
        localities: localities.get(row.childId) ?? [],
      };
      children.push(child);
    }
    child.weeks.push(row);
  }
  return children;
}

function spansByChild<Span>(
  reader: ReadConnection,
  sql: string,
  days: { from: string; to: string },
): Map<string, Span[]> {
  const spans = new Map<string, Span[]>();
  for (const row of reader.prepare(sql).all(days) as (Span & { child_id: string })[]) {
    const list = spans.get(row.child_id);
    if (list) list.push(row);
    else spans.set(row.child_id, [row]);
  }
  return spans;
}
