import { addWeek, mergedWeeks, RollupBuckets } from '#db/derived/attendanceRollup.ts';
import type { ReadConnection } from '#db/open.ts';
import type { SessionsRow } from '#db/queries/cohorts.ts';
import { monthSums, weeksOfMonth } from '#db/queries/sessionsToDate.ts';
import { sessionCountsOf } from '#domain/attendance/countWeekMarks.ts';
import { type AcademicYear, endOfAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';

/** The last day whose marks a report as at a date reads in an academic year. */
export const lastDayRead = (academicYear: AcademicYear, asAt: PlainDate): PlainDate =>
  asAt < endOfAcademicYear(academicYear) ? asAt : endOfAcademicYear(academicYear);

const lastDayOfMonth = (date: PlainDate) => addDays(date, 1).slice(0, 7) !== date.slice(0, 7);

/**
 * Sessions of every child in an academic year up to and including a date, by locality: whole months from their sums, the
 * month of the date itself from its marks, day by day.
 */
export function sessionsToDate(reader: ReadConnection, academicYear: AcademicYear, asAt: PlainDate): SessionsRow[] {
  const until = lastDayRead(academicYear, asAt);
  if (until < startOfAcademicYear(academicYear)) return [];
  const month = until.slice(0, 7);
  const wholeMonth = lastDayOfMonth(until);
  const totals = new Map<string, SessionsRow>();
  const add = (row: SessionsRow) => {
    const key = `${row.childId}|${row.locality}`;
    const sum = totals.get(key);
    if (!sum) {
      totals.set(key, { ...row });
      return;
    }
    sum.attended += row.attended;
    sum.authorised += row.authorised;
    sum.unauthorised += row.unauthorised;
    sum.notPossible += row.notPossible;
    if (row.lastMonth > sum.lastMonth) sum.lastMonth = row.lastMonth;
  };
  for (const row of monthSums(reader, academicYear, wholeMonth ? month : previousMonth(month)))
    add({ ...row, academicYear });
  if (!wholeMonth) {
    for (const { childId, weeks, care, localities } of weeksOfMonth(reader, `${month}-01`, until)) {
      const buckets = new RollupBuckets();
      for (const week of mergedWeeks(weeks))
        addWeek(
          buckets,
          week.weekStart,
          onlyDays(week.weekStart, week.marks, `${month}-01`, until),
          week.conflicts,
          care,
          localities,
        );
      for (const bucket of buckets.buckets.values()) {
        if (bucket.month === month)
          add({ academicYear, childId, locality: bucket.locality, ...sessionCountsOf(bucket.tally), lastMonth: month });
      }
    }
  }
  return [...totals.values()];
}

/** The marks of a week with those outside the days given taken out. */
function onlyDays(weekStart: PlainDate, marks: string, from: PlainDate, to: PlainDate): string {
  let kept = '';
  for (let day = 0; day < 5; day += 1) {
    const date = addDays(weekStart, day);
    kept += date >= from && date <= to ? marks.slice(day * 4, day * 4 + 4) : '    ';
  }
  return kept;
}

const previousMonth = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7);
