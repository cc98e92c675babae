/**
 * A calendar date in Europe/London, written `YYYY-MM-DD`, with no time and no time zone.
 *
 * Plain strings compare in calendar order (`'2024-08-31' < '2024-09-01'`), so rules use `<` and `>` on them directly.
 * The arithmetic below works on whole day numbers (days since 1 March 0000 in the proleptic Gregorian calendar), never
 * on `Date` objects: a `Date` carries a time zone, and a London midnight moves by an hour twice a year.
 *
 * Source: architecture section 4 ("Dates are plain Europe/London `YYYY-MM-DD`"). The day-number algorithm is the
 * usual shifted-March one (see Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`).
 */
export type PlainDate = string;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Day of the week, Monday = 1 … Sunday = 7 (ISO 8601). */
export type DayOfWeek = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const yearOf = (date: PlainDate): number =>
  (date.charCodeAt(0) - 48) * 1000 +
  (date.charCodeAt(1) - 48) * 100 +
  (date.charCodeAt(2) - 48) * 10 +
  (date.charCodeAt(3) - 48);
const monthOf = (date: PlainDate): number => (date.charCodeAt(5) - 48) * 10 + (date.charCodeAt(6) - 48);
const dayOf = (date: PlainDate): number => (date.charCodeAt(8) - 48) * 10 + (date.charCodeAt(9) - 48);

const pad2 = (n: number): string => (n < 10 ? `0${n}` : `${n}`);
const pad4 = (n: number): string => `${n}`.padStart(4, '0');

/** Whether a year of the Gregorian calendar has 29 February. `isLeapYear(2024)` is true, `isLeapYear(1900)` false. */
export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days in a month (1-12) of a year. `daysInMonth(2024, 2)` is 29. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);

/**
 * Whether a value is a real calendar date in the shape `YYYY-MM-DD`.
 * `isPlainDate('2024-02-29')` is true; `'2023-02-29'`, `'2024-2-9'` and `'29/02/2024'` are not.
 */
export const isPlainDate = (value: unknown): value is PlainDate => {
  if (typeof value !== 'string') return false;
  const parts = SHAPE.exec(value);
  if (!parts) return false;
  const month = Number(parts[2]);
  const day = Number(parts[3]);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(Number(parts[1]), month);
};

/** A date from its parts; throws a RangeError when they name no real day. `plainDate(2024, 9, 1)` is `'2024-09-01'`. */
export const plainDate = (year: number, month: number, day: number): PlainDate => {
  const date = `${pad4(year)}-${pad2(month)}-${pad2(day)}`;
  if (!isPlainDate(date)) throw new RangeError(`not a calendar date: ${date}`);
  return date;
};

/** Year, month (1-12) and day of a date. `partsOf('2024-09-01')` is `{year: 2024, month: 9, day: 1}`. */
export const partsOf = (date: PlainDate): { year: number; month: number; day: number } => ({
  year: yearOf(date),
  month: monthOf(date),
  day: dayOf(date),
});

/**
 * The day number of a date: whole days since 1970-01-01, so that differences are days and day numbers can index arrays.
 * `dayNumber('1970-01-01')` is 0 and `dayNumber('2024-09-01')` 19967. The date is taken as valid.
 */
export const dayNumber = (date: PlainDate): number => {
  const month = monthOf(date);
  const shiftedYear = month <= 2 ? yearOf(date) - 1 : yearOf(date);
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOf(date) - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
};

/** The date of a day number; the inverse of `dayNumber`. `dateOfDayNumber(19967)` is `'2024-09-01'`. */
export const dateOfDayNumber = (number: number): PlainDate => {
  const z = number + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad4(year)}-${pad2(month)}-${pad2(day)}`;
};

/** The date `days` calendar days later (earlier when negative). `addDays('2024-02-28', 2)` is `'2024-03-01'`. */
export const addDays = (date: PlainDate, days: number): PlainDate => dateOfDayNumber(dayNumber(date) + days);

/** Calendar days from one date to another, negative when `to` is earlier. `daysBetween('2024-01-01', '2024-01-31')` is 30. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => dayNumber(to) - dayNumber(from);

/**
 * The date `months` calendar months later; a day the month does not have becomes its last day.
 * `addMonths('2024-08-31', 6)` is `'2025-02-28'`; `addMonths('2024-03-31', -1)` is `'2024-02-29'`.
 */
export const addMonths = (date: PlainDate, months: number): PlainDate => {
  const index = yearOf(date) * 12 + (monthOf(date) - 1) + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return `${pad4(year)}-${pad2(month)}-${pad2(Math.min(dayOf(date), daysInMonth(year, month)))}`;
};

/** The date `years` years later; 29 February becomes 28 February in a common year. */
export const addYears = (date: PlainDate, years: number): PlainDate => addMonths(date, years * 12);

/** Day of the week, Monday = 1 … Sunday = 7. `dayOfWeek('2024-09-02')` is 1, a Monday. */
export const dayOfWeek = (date: PlainDate): DayOfWeek => dayOfWeekOfDayNumber(dayNumber(date));

/** Day of the week of a day number (see `dayNumber`), Monday = 1 … Sunday = 7. */
export const dayOfWeekOfDayNumber = (number: number): DayOfWeek => (((((number + 3) % 7) + 7) % 7) + 1) as DayOfWeek;

/** The Monday of the date's week (weeks begin on Monday). `mondayOf('2024-09-01')`, a Sunday, is `'2024-08-26'`. */
export const mondayOf = (date: PlainDate): PlainDate => {
  const number = dayNumber(date);
  return dateOfDayNumber(number - dayOfWeekOfDayNumber(number) + 1);
};

/**
 * Completed years of age on a date: a birthday counts from its own day; somebody born on 29 February turns a year older
 * on 1 March of a common year. Negative before birth. `ageOn('2010-09-01', '2024-08-31')` is 13.
 */
export const ageOn = (dateOfBirth: PlainDate, date: PlainDate): number => {
  const years = yearOf(date) - yearOf(dateOfBirth);
  const months = monthOf(date) - monthOf(dateOfBirth);
  const before = months < 0 || (months === 0 && dayOf(date) < dayOf(dateOfBirth));
  return before ? years - 1 : years;
};

/** The later of two dates. */
export const laterOf = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

/** The earlier of two dates. */
export const earlierOf = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);

/** The latest of some dates, ignoring nulls; null when there is none. */
export const latest = (dates: Iterable<PlainDate | null>): PlainDate | null => {
  let found: PlainDate | null = null;
  for (const date of dates) if (date !== null && (found === null || date > found)) found = date;
  return found;
};

/**
 * Whether a dated fact with an inclusive start and an inclusive end (null = still going) holds on a date.
 * `isWithin('2024-09-01', {start: '2024-09-01', end: null})` is true.
 */
export const isWithin = (
  date: PlainDate,
  range: { readonly start: PlainDate; readonly end: PlainDate | null },
): boolean => date >= range.start && (range.end === null || date <= range.end);
