import { dateOfDayNumber, dayNumber, dayOfWeekOfDayNumber, type PlainDate } from './plainDate.ts';
import type { TermHalf } from './terms.ts';
import type { BankHolidays } from './workingDays.ts';

/**
 * Every school day of the given half-terms in date order: Mondays to Fridays in term without bank holidays. Two sessions
 * a day, so twice its length is the number of possible sessions of a child on roll throughout.
 *
 * Source: as `isSchoolDay`. Example: the default calendar of 2024/25 has 190 of them.
 */
export const schoolDays = (terms: readonly TermHalf[], bankHolidays: BankHolidays): PlainDate[] => {
  const days = new Set<PlainDate>();
  for (const { start, end } of terms) {
    const last = dayNumber(end);
    for (let number = dayNumber(start); number <= last; number += 1) {
      if (dayOfWeekOfDayNumber(number) > 5) continue;
      const date = dateOfDayNumber(number);
      if (!bankHolidays.has(date)) days.add(date);
    }
  }
  return [...days].sort();
};
