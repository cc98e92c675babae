import { addDays, dayOfWeek, type PlainDate, plainDate } from '../plainDate.ts';
import { easterSunday } from './easterSunday.ts';

/** One bank holiday of England and Wales. */
export type BankHoliday = { readonly date: PlainDate; readonly name: string };

/** Years in which a usual holiday was moved, by proclamation. */
const MOVED: Readonly<Record<string, PlainDate>> = {
  'Spring bank holiday 2012': '2012-06-04',
  'Early May bank holiday 2020': '2020-05-08',
  'Spring bank holiday 2022': '2022-06-02',
};

/** Holidays proclaimed once. */
const SPECIAL: readonly BankHoliday[] = [
  { date: '2011-04-29', name: 'Wedding of Prince William and Catherine Middleton' },
  { date: '2012-06-05', name: 'Diamond Jubilee of Queen Elizabeth II' },
  { date: '2022-06-03', name: 'Platinum Jubilee of Queen Elizabeth II' },
  { date: '2022-09-19', name: 'State funeral of Queen Elizabeth II' },
  { date: '2023-05-08', name: 'Coronation of King Charles III' },
];

const firstMondayFrom = (date: PlainDate): PlainDate => addDays(date, (8 - dayOfWeek(date)) % 7);
const lastMondayUpTo = (date: PlainDate): PlainDate => addDays(date, 1 - dayOfWeek(date));

const winterHolidays = (year: number): BankHoliday[] => {
  const newYear = plainDate(year, 1, 1);
  const christmas = plainDate(year, 12, 25);
  // A holiday on a weekend is given on the next weekday that is not one already.
  const [christmasShift, boxingShift] = ({ 5: [0, 2], 6: [2, 2], 7: [2, 0] } as Record<number, [number, number]>)[
    dayOfWeek(christmas)
  ] ?? [0, 0];
  return [
    { date: dayOfWeek(newYear) >= 6 ? firstMondayFrom(newYear) : newYear, name: "New Year's Day" },
    { date: addDays(christmas, christmasShift), name: 'Christmas Day' },
    { date: addDays(christmas, 1 + boxingShift), name: 'Boxing Day' },
  ];
};

/**
 * The bank holidays of England and Wales in a calendar year, in date order, a holiday on a weekend already moved to its
 * substitute weekday. A DEFAULT for an authority's calendar, whose rows an administrator edits.
 *
 * Source: Banking and Financial Dealings Act 1971, Sch. 1, and the royal proclamations of 2011, 2012, 2020, 2022 and 2023
 * (gov.uk/bank-holidays). Proclamations after 2023 are not known here.
 * Example: `bankHolidaysOfYear(2022)` has ten dates; the spring holiday is 2 June, the jubilee 3 June, Boxing Day's
 * substitute 26 December and Christmas Day's, a Sunday, 27 December.
 */
export const bankHolidaysOfYear = (year: number): BankHoliday[] => {
  const easter = easterSunday(year);
  const usual: BankHoliday[] = [
    ...winterHolidays(year),
    { date: addDays(easter, -2), name: 'Good Friday' },
    { date: addDays(easter, 1), name: 'Easter Monday' },
    { date: firstMondayFrom(plainDate(year, 5, 1)), name: 'Early May bank holiday' },
    { date: lastMondayUpTo(plainDate(year, 5, 31)), name: 'Spring bank holiday' },
    { date: lastMondayUpTo(plainDate(year, 8, 31)), name: 'Summer bank holiday' },
  ];
  return [
    ...usual.map((each) => ({ ...each, date: MOVED[`${each.name} ${year}`] ?? each.date })),
    ...SPECIAL.filter((each) => each.date.startsWith(`${year}-`)),
  ].sort((a, b) => (a.date < b.date ? -1 : 1));
};

/** First and last calendar year for which holidays ship by default. */
export const DEFAULT_BANK_HOLIDAY_YEARS = { first: 2005, last: 2027 } as const;

/** The default bank holidays of England and Wales, 2005 to 2027, in date order: rows for a new authority profile. */
export const defaultBankHolidays = (): BankHoliday[] => {
  const rows: BankHoliday[] = [];
  for (let year = DEFAULT_BANK_HOLIDAY_YEARS.first; year <= DEFAULT_BANK_HOLIDAY_YEARS.last; year += 1) {
    rows.push(...bankHolidaysOfYear(year));
  }
  return rows;
};
