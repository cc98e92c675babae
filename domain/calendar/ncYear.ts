import { type AcademicYear, academicYearStarting, firstCalendarYear } from './academicYear.ts';
import { ageOn, type PlainDate, partsOf } from './plainDate.ts';

/**
 * A national curriculum year: nursery -1, reception 0, then 1 to 13. A number, so that years compare and subtract.
 */
export type NcYear = -1 | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13;

/**
 * The national curriculum year a child born on a date is in by default: age on 31 August before the year begins, less 4.
 * Null when too young for nursery or beyond year 13. A recorded year always outranks it: a child can be taught out of
 * year (domain section 4), and a disputed date of birth moves the default, not the record.
 *
 * Source: DfE, "School census guide", year group actual / NC year; Education Act 1996 s. 8 for the age dates.
 * Example: born 2013-08-31, in 2024/25: 11 on 31 August 2024, so year 7. Born a day later: year 6.
 */
export const defaultNcYear = (dateOfBirth: PlainDate, academicYear: AcademicYear): NcYear | null => {
  const year = ageOn(dateOfBirth, `${firstCalendarYear(academicYear)}-08-31`) - 4;
  return year >= -1 && year <= 13 ? (year as NcYear) : null;
};

/**
 * The academic year in which a child born on a date is in a national curriculum year by default; the inverse of
 * `defaultNcYear`. Example: born 2013-08-31, year 11 is in 2028/29.
 */
export const academicYearOfNcYear = (dateOfBirth: PlainDate, ncYear: NcYear): AcademicYear => {
  const { year, month } = partsOf(dateOfBirth);
  return academicYearStarting(year + (month >= 9 ? 1 : 0) + 4 + ncYear);
};

/** How a year is written for people: `Nursery`, `Reception`, `Year 6`. */
export const ncYearLabel = (ncYear: NcYear): string => {
  if (ncYear === -1) return 'Nursery';
  return ncYear === 0 ? 'Reception' : `Year ${ncYear}`;
};
