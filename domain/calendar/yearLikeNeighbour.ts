import { type AcademicYear, firstCalendarYear, startOfAcademicYear } from './academicYear.ts';
import { addDays, laterOf, type PlainDate } from './plainDate.ts';
import type { TermHalf } from './terms.ts';
import { type BankHolidays, isWorkingDay } from './workingDays.ts';

/**
 * The half-terms of an academic year in the pattern of its neighbour: every date on the same weekday a year later (or
 * earlier), by 52 weeks, or 53 where the first day would otherwise fall before 1 September. A half that would begin or
 * end on a bank holiday begins on the next working day, or ends on the last. A start to be compared with the published
 * dates, not a calendar: Easter moves, and the breaks around it with it.
 *
 * Source: published term dates keep their weekdays from year to year; architecture section 4 keeps them as edited rows.
 * Example: autumn that began on Monday 2024-09-02 begins in the proposal for 2025/26 on Monday 2025-09-01.
 */
export function yearLikeNeighbour(
  neighbour: readonly TermHalf[],
  academicYear: AcademicYear,
  bankHolidays: BankHolidays,
): TermHalf[] {
  const first = neighbour[0];
  if (!first) return [];
  const later = firstCalendarYear(academicYear) > firstCalendarYear(first.academicYear);
  const firstDay = startOfAcademicYear(academicYear);
  const start = neighbour.reduce((earliest, each) => (each.start < earliest ? each.start : earliest), first.start);
  let days = later ? 364 : -371;
  if (addDays(start, days) < firstDay) days += 7;
  return neighbour.map((each) => ({
    academicYear,
    term: each.term,
    half: each.half,
    start: laterOf(firstDay, workingDayFrom(addDays(each.start, days), 1, bankHolidays)),
    end: workingDayFrom(addDays(each.end, days), -1, bankHolidays),
  }));
}

function workingDayFrom(date: PlainDate, step: 1 | -1, bankHolidays: BankHolidays): PlainDate {
  let day = date;
  while (!isWorkingDay(day, bankHolidays)) day = addDays(day, step);
  return day;
}
