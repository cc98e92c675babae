import type { PlainDate } from './plainDate.ts';
import { termOn } from './termOn.ts';
import type { TermHalf } from './terms.ts';
import { type BankHolidays, isWorkingDay } from './workingDays.ts';

/**
 * Whether schools of the authority are open to pupils on a date: in term, Monday to Friday, no bank holiday. A school's
 * own closures and in-service days are told by its marks (`#`), not by this rule.
 *
 * Source: Education (School Day and School Year) (England) Regulations 1999, reg. 3: 380 sessions, 190 days, a year.
 * Example: 6 May 2024 (early May bank holiday) is no school day; 7 May 2024 is one.
 */
export const isSchoolDay = (date: PlainDate, terms: readonly TermHalf[], bankHolidays: BankHolidays): boolean =>
  isWorkingDay(date, bankHolidays) && termOn(date, terms) !== null;
