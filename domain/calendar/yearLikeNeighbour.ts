import { type AcademicYear, endOfAcademicYear, firstCalendarYear, startOfAcademicYear } from './academicYear.ts';
import { addDays, daysBetween, earlierOf, laterOf, type PlainDate } from './plainDate.ts';
import type { TermHalf } from './terms.ts';
import { type BankHolidays, isWorkingDay } from './workingDays.ts';

/** The middle of the days on which autumn ends before Christmas. */
const BEFORE_CHRISTMAS = '12-19';

/**
 * The half-terms of an academic year in the pattern of its neighbour: every date on the same weekday, moved by the whole
 * weeks (52, sometimes 53) that bring the end of autumn nearest to 19 December, so that the pattern does not creep through
 * the year. A half that would begin or end on a bank holiday begins on the next working day, or ends on the last; none
 * lies outside 1 September to 31 August. A start to be compared with the published dates, not a calendar: Easter moves,
 * and the breaks around it with it.
 *
 * Source: published term dates keep their weekdays from year to year; architecture section 4 keeps them as edited rows.
 * Example: autumn that began on Monday 2024-09-02 begins in the proposal for 2025/26 on Monday 2025-09-01.
 */
export function yearLikeNeighbour(
  neighbour: readonly TermHalf[],
  academicYear: AcademicYear,
  bankHolidays: BankHolidays,
): TermHalf[] {
  const autumn = neighbour.find((each) => each.term === 'autumn' && each.half === 2);
  if (!autumn) return [];
  const christmas = `${firstCalendarYear(academicYear)}-${BEFORE_CHRISTMAS}`;
  const days = Math.round(daysBetween(autumn.end, christmas) / 7) * 7;
  const [first, last] = [startOfAcademicYear(academicYear), endOfAcademicYear(academicYear)];
  return neighbour.map((each) => ({
    academicYear,
    term: each.term,
    half: each.half,
    start: workingDayFrom(laterOf(first, addDays(each.start, days)), 1, bankHolidays),
    end: workingDayFrom(earlierOf(last, addDays(each.end, days)), -1, bankHolidays),
  }));
}

function workingDayFrom(date: PlainDate, step: 1 | -1, bankHolidays: BankHolidays): PlainDate {
  let day = date;
  while (!isWorkingDay(day, bankHolidays)) day = addDays(day, step);
  return day;
}
