import { dateOfDayNumber, dayNumber, dayOfWeekOfDayNumber, type PlainDate } from './plainDate.ts';

/** Bank holidays as the set of their dates; an authority's rows, of which `defaults/bankHolidays.ts` ships the usual ones. */
export type BankHolidays = ReadonlySet<PlainDate>;

/**
 * Whether a date is a working day: Monday to Friday and no bank holiday. School holidays are working days, August too.
 *
 * Source: Care Planning, Placement and Case Review (England) Regulations 2010, reg. 2(1): "working day" is any day other
 * than a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England and Wales.
 * Example: 26 August 2024 (summer bank holiday) is none; 27 August 2024 is one.
 */
export const isWorkingDay = (date: PlainDate, bankHolidays: BankHolidays): boolean =>
  dayOfWeekOfDayNumber(dayNumber(date)) <= 5 && !bankHolidays.has(date);

/**
 * The date `days` working days after a date: the day after is the first one counted, so day 0 is the date itself.
 * Negative counts go back. Throws a RangeError for a count that is not a whole number.
 *
 * Source: the same definition; a period "within 10 working days of" an event does not count the event's own day.
 * Example: 10 working days after Friday 20 December 2024 is Wednesday 8 January 2025 (25 and 26 December and 1 January
 * are bank holidays).
 */
export const addWorkingDays = (date: PlainDate, days: number, bankHolidays: BankHolidays): PlainDate => {
  if (!Number.isInteger(days)) throw new RangeError(`working days must be a whole number: ${days}`);
  const step = days < 0 ? -1 : 1;
  let number = dayNumber(date);
  let left = Math.abs(days);
  while (left > 0) {
    number += step;
    if (dayOfWeekOfDayNumber(number) <= 5 && !bankHolidays.has(dateOfDayNumber(number))) left -= 1;
  }
  return dateOfDayNumber(number);
};

/**
 * Working days after `from`, up to and including `to`; negative when `to` is earlier. The inverse of `addWorkingDays`
 * when `to` is a working day.
 *
 * Example: `workingDaysBetween('2024-12-20', '2025-01-08', holidays)` is 10.
 */
export const workingDaysBetween = (from: PlainDate, to: PlainDate, bankHolidays: BankHolidays): number => {
  if (to < from) return -workingDaysBetween(to, from, bankHolidays);
  const last = dayNumber(to);
  let count = 0;
  for (let number = dayNumber(from) + 1; number <= last; number += 1) {
    if (dayOfWeekOfDayNumber(number) <= 5 && !bankHolidays.has(dateOfDayNumber(number))) count += 1;
  }
  return count;
};
