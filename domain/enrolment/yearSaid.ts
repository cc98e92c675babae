import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Facts } from '#domain/facts/factRows.ts';

/** The days of a year on which a system may show the year groups of the September to come: schools break up about 20 July. */
const ROLLED_OVER = { from: '07-20', to: '08-31' };

/** Whether year groups that are said on a day may be those of the September to come. @example '2025-08-26' // true */
export const mayBeRolledOver = (day: PlainDate): boolean =>
  day.slice(5) >= ROLLED_OVER.from && day.slice(5) <= ROLLED_OVER.to;

/** The NC year of a child on a day by the enrolments that record one, the latest begun first; null where none does. */
export const recordedYearOn = (enrolments: Facts['enrolments'], day: PlainDate): number | null => {
  const [latest] = enrolments
    .filter(({ startDate, ncYear }) => startDate <= day && ncYear !== null)
    .sort((a, b) => (a.startDate > b.startDate ? -1 : 1));
  return latest ? ncYearOn(day, { start: latest.startDate, ncYear: latest.ncYear }, null) : null;
};

/**
 * The NC year in which a child is on a day, from what is said on it: in the summer holiday a system may have moved its year groups
 * up already, so that a year one above the one that the child is in is the year of the September to come. The year that ends
 * stays as it was.
 *
 * @param schoolId the school of which it is said: what is recorded there goes before what other schools record
 * Source: issue 8 section 1 (nothing is misdated); Education Act 1996 s. 579 (a school year begins after July).
 * @example 7 said on 2025-08-26 of a child in year 6 // 6, and 7 from 2025-09-01
 * @example 7 said on 2025-03-03 of a child in year 6 // 7
 */
export function yearSaid(held: Facts, schoolId: string, ncYear: number, day: PlainDate): number {
  if (!mayBeRolledOver(day)) return ncYear;
  const born = held.birthDates.find(({ validTo }) => validTo === null)?.dateOfBirth ?? null;
  const ofSchool = held.enrolments.filter((row) => row.schoolId === schoolId);
  const known = recordedYearOn(ofSchool, day) ?? recordedYearOn(held.enrolments, day) ?? ncYearOn(day, null, born);
  return known !== null && ncYear === known + 1 ? known : ncYear;
}
