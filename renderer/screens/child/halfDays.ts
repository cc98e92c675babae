import { categoryOf } from '#domain/attendance/categoryOf.ts';
import { mergeSessions } from '#domain/attendance/mergeSessions.ts';
import { codeAt, EMPTY_WEEK, SLOTS, sessionAt, type WeekMarks } from '#domain/attendance/weekMarks.ts';
import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';

/** What a half-day's cell shows; 'none' is a half-day without a mark, or with one that is no register code. */
export type HalfDayKind = 'attended' | 'authorised' | 'unauthorised' | 'notPossible' | 'none';

/** One half-day of the heat map. */
export type HalfDay = { date: PlainDate; session: 'AM' | 'PM'; code: string; kind: HalfDayKind };

/** One column of the heat map: a week, with ten half-days from Monday morning. */
export type HeatWeek = { weekStart: PlainDate; schoolName: string; halfDays: HalfDay[] };

/** One school's week as the contract gives it. */
export type MarkedWeek = { weekStart: PlainDate; schoolName: string | null; marks: WeekMarks };

/** What marks of an activity that is at no school are of. */
const AT_NO_SCHOOL = 'no school';

const kindOf = (code: string, date: PlainDate): HalfDayKind => {
  const category = code === '' ? null : categoryOf(code, date);
  if (category === null) return 'none';
  return category === 'attending' || category === 'attendingElsewhere' ? 'attended' : category;
};

/**
 * The weeks of a year as columns of half-days, oldest first, with weeks without marks filled in so that columns keep
 * step with the calendar. A child at two schools in one week has one column, merged by the rule that counts sessions
 * (`mergeSessions`), so that the picture and the percentage beside it rest on the same marks.
 * `isMain` tells whether a school was the main registration in a week.
 */
export function heatWeeks(
  weeks: readonly MarkedWeek[],
  isMain: (schoolName: string | null, weekStart: PlainDate) => boolean,
): HeatWeek[] {
  const byStart = Map.groupBy(weeks, (week) => week.weekStart);
  const starts = [...byStart.keys()].sort();
  const first = starts[0];
  const last = starts.at(-1);
  if (first === undefined || last === undefined) return [];
  const columns: HeatWeek[] = [];
  for (let weekStart = first; weekStart <= last; weekStart = addDays(weekStart, 7)) {
    const ofWeek = byStart.get(weekStart) ?? [];
    const marks =
      ofWeek.length === 0
        ? EMPTY_WEEK
        : mergeSessions(
            weekStart,
            ofWeek.map((week) => ({
              enrolmentId: week.schoolName ?? AT_NO_SCHOOL,
              isMain: isMain(week.schoolName, weekStart),
              marks: week.marks,
            })),
          ).marks;
    columns.push({
      weekStart,
      schoolName: ofWeek.map((week) => week.schoolName ?? AT_NO_SCHOOL).join(' and '),
      halfDays: Array.from({ length: SLOTS }, (_, slot) => {
        const { date, session } = sessionAt(weekStart, slot);
        const code = codeAt(marks, slot);
        return { date, session, code, kind: kindOf(code, date) };
      }),
    });
  }
  return columns;
}

/** Sessions of each kind in some weeks, for the text alternative and the table view. */
export function countKinds(halfDays: readonly HalfDay[]): Record<HalfDayKind, number> {
  const counts: Record<HalfDayKind, number> = { attended: 0, authorised: 0, unauthorised: 0, notPossible: 0, none: 0 };
  for (const halfDay of halfDays) counts[halfDay.kind] += 1;
  return counts;
}

/** The columns at which a month's name stands: the first week that begins in it, at least three columns after the last. */
export function monthLabels(weeks: readonly HeatWeek[]): { column: number; month: number }[] {
  const labels: { column: number; month: number }[] = [];
  weeks.forEach((week, column) => {
    const month = Number(week.weekStart.slice(5, 7));
    const before = weeks[column - 1];
    const last = labels.at(-1);
    if (before !== undefined && Number(before.weekStart.slice(5, 7)) === month) return;
    if (last !== undefined && column - last.column < 3) return;
    labels.push({ column, month });
  });
  return labels;
}
