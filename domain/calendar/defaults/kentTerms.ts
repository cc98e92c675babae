import { type AcademicYear, academicYearsBetween, firstCalendarYear } from '../academicYear.ts';
import {
  addDays,
  dateOfDayNumber,
  dayNumber,
  dayOfWeek,
  earlierOf,
  laterOf,
  mondayOf,
  type PlainDate,
  plainDate,
} from '../plainDate.ts';
import type { TermHalf } from '../terms.ts';
import { isWorkingDay } from '../workingDays.ts';
import { bankHolidaysOfYear } from './bankHolidays.ts';
import { easterSunday } from './easterSunday.ts';

/** School days a maintained school must open in a year. */
const SCHOOL_DAYS_A_YEAR = 190;

const firstOpenDay = (from: PlainDate, holidays: ReadonlySet<PlainDate>): PlainDate => {
  let number = dayNumber(from);
  while (!isWorkingDay(dateOfDayNumber(number), holidays)) number += 1;
  return dateOfDayNumber(number);
};

const lastOpenDay = (from: PlainDate, holidays: ReadonlySet<PlainDate>): PlainDate => {
  let number = dayNumber(from);
  while (!isWorkingDay(dateOfDayNumber(number), holidays)) number -= 1;
  return dateOfDayNumber(number);
};

const openDays = (start: PlainDate, end: PlainDate, holidays: ReadonlySet<PlainDate>): number => {
  let count = 0;
  for (let number = dayNumber(start); number <= dayNumber(end); number += 1) {
    if (isWorkingDay(dateOfDayNumber(number), holidays)) count += 1;
  }
  return count;
};

/**
 * A Kent-like DEFAULT term calendar of one academic year: six half-terms with exactly 190 school days. It is a plausible
 * starting point to be edited, not a published calendar; real term dates are rows in the authority profile.
 *
 * How it is built: school begins on the first weekday of September; the October break is the last full week of the month
 * (Monday 22-28); autumn ends on the Friday between 16 and 22 December; spring begins on the first open day from the
 * Monday between 3 and 9 January, with a break in the week of 18 February; the Easter break is the week of Good Friday
 * and the next one, kept between the Mondays of the weeks of 4 and 8 April; the May break is the week of the spring bank
 * holiday; the year ends on its 190th school day.
 *
 * Source: the shape of Kent County Council's published term dates; 190 days from the Education (School Day and School
 * Year) (England) Regulations 1999. [check] against the published dates of each year before relying on it.
 * Example: `kentTermsOfYear('2024/25')` begins on 2024-09-02 and its spring term on 2025-01-06.
 */
export const kentTermsOfYear = (academicYear: AcademicYear): TermHalf[] => {
  const year = firstCalendarYear(academicYear);
  const holidayRows = [...bankHolidaysOfYear(year), ...bankHolidaysOfYear(year + 1)];
  const holidays = new Set(holidayRows.map((each) => each.date));
  const october = mondayOf(plainDate(year, 10, 28));
  const christmas = plainDate(year, 12, 22);
  const january = mondayOf(plainDate(year + 1, 1, 9));
  const february = mondayOf(plainDate(year + 1, 2, 18));
  const goodFridayWeek = mondayOf(addDays(easterSunday(year + 1), -2));
  const easter = earlierOf(
    laterOf(goodFridayWeek, mondayOf(plainDate(year + 1, 4, 4))),
    mondayOf(plainDate(year + 1, 4, 8)),
  );
  const spring = holidayRows.find((each) => each.name === 'Spring bank holiday' && each.date > easter)?.date;
  const may = mondayOf(spring ?? plainDate(year + 1, 5, 31));
  const row = (term: TermHalf['term'], half: 1 | 2, from: PlainDate, to: PlainDate): TermHalf => ({
    academicYear,
    term,
    half,
    start: firstOpenDay(from, holidays),
    end: lastOpenDay(to, holidays),
  });
  const rows = [
    row('autumn', 1, plainDate(year, 9, 1), addDays(october, -3)),
    row('autumn', 2, addDays(october, 7), addDays(christmas, -((dayOfWeek(christmas) + 2) % 7))),
    row('spring', 1, january, addDays(february, -3)),
    row('spring', 2, addDays(february, 7), addDays(easter, -3)),
    row('summer', 1, addDays(easter, 14), addDays(may, -3)),
  ];
  let left = SCHOOL_DAYS_A_YEAR - rows.reduce((sum, each) => sum + openDays(each.start, each.end, holidays), 0);
  const start = firstOpenDay(addDays(may, 7), holidays);
  let number = dayNumber(start) - 1;
  while (left > 0) {
    number += 1;
    if (isWorkingDay(dateOfDayNumber(number), holidays)) left -= 1;
  }
  rows.push({ academicYear, term: 'summer', half: 2, start, end: dateOfDayNumber(number) });
  return rows;
};

/** The default half-terms of several academic years, both ends included: rows for a new authority profile. */
export const kentTermsBetween = (from: AcademicYear, to: AcademicYear): TermHalf[] =>
  academicYearsBetween(from, to).flatMap(kentTermsOfYear);
