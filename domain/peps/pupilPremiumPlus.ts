import { ageOn, type PlainDate } from '#domain/calendar/plainDate.ts';

/** Financial year, April to March: '2024-25'. */
export type FinancialYear = string;

export interface PupilPremiumRate {
  readonly financialYear: FinancialYear;
  /** Pounds for each eligible child. */
  readonly pounds: number;
}

/** Default rates that are known from sources; years between are not filled in by guessing. Source: domain.md section 8. */
export const pupilPremiumPlusRates: readonly PupilPremiumRate[] = [
  { financialYear: '2014-15', pounds: 1900 },
  { financialYear: '2017-18', pounds: 1900 },
  { financialYear: '2018-19', pounds: 2300 },
  { financialYear: '2021-22', pounds: 2345 },
  { financialYear: '2023-24', pounds: 2530 },
  { financialYear: '2024-25', pounds: 2570 },
  { financialYear: '2025-26', pounds: 2630 },
];

/**
 * The financial year a date lies in.
 *
 * @example financialYearOf('2025-03-31') // '2024-25'
 * @example financialYearOf('2025-04-01') // '2025-26'
 */
export function financialYearOf(date: PlainDate): FinancialYear {
  const year = Number(date.slice(0, 4));
  const first = date.slice(5) >= '04-01' ? year : year - 1;
  return `${first}-${String((first + 1) % 100).padStart(2, '0')}`;
}

/**
 * Pupil premium plus for one child in a financial year, in pounds; null when the rate of that year is not known (not 0,
 * and not a neighbour's).
 *
 * @example pupilPremiumPlusRate('2024-25') // 2570
 * @example pupilPremiumPlusRate('2022-23') // null
 */
export function pupilPremiumPlusRate(
  year: FinancialYear,
  rates: readonly PupilPremiumRate[] = pupilPremiumPlusRates,
): number | null {
  return rates.find((rate) => rate.financialYear === year)?.pounds ?? null;
}

/**
 * Whether a child counts for pupil premium plus in a financial year: looked after for at least one day of it, and aged 4
 * to 15 on 31 August of the calendar year in which it begins.
 *
 * Source: domain.md section 8 ("looked after at least one day and aged 4-15 on 31 August").
 *
 * @example
 * eligibleForPupilPremiumPlus({ dateOfBirth: '2010-05-01', periodsOfCare: [{ start: '2025-03-31', end: null }] }, '2024-25')
 *   // true: one day in the year, aged 14 on 31 August 2024
 */
export function eligibleForPupilPremiumPlus(
  child: {
    readonly dateOfBirth: PlainDate;
    /** End is the last day looked after; null for still looked after. */
    readonly periodsOfCare: readonly { readonly start: PlainDate; readonly end: PlainDate | null }[];
  },
  year: FinancialYear,
): boolean {
  const first = Number(year.slice(0, 4));
  const age = ageOn(child.dateOfBirth, `${first}-08-31`);
  const from = `${first}-04-01`;
  const to = `${first + 1}-03-31`;
  const inCare = child.periodsOfCare.some(({ start, end }) => start <= to && (end === null || end >= from));
  return inCare && age >= 4 && age <= 15;
}
