import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { defaultNcYear } from '#domain/calendar/ncYear.ts';
import { addDays, addYears, dayOfWeek, type PlainDate, partsOf, plainDate } from '#domain/calendar/plainDate.ts';

/**
 * Whether a child is of school age on a date as virtual schools count it: in reception to year 11 of that academic year by
 * date of birth.
 *
 * Source: domain sections 4 and 8; the age dates of Education Act 1996 s. 8.
 * Example: born 2020-08-31, reception begins on 2024-09-01: school-aged then, not on 2024-08-31.
 */
export const isSchoolAged = (dateOfBirth: PlainDate, date: PlainDate): boolean => {
  const ncYear = defaultNcYear(dateOfBirth, academicYearOf(date));
  return ncYear !== null && ncYear >= 0 && ncYear <= 11;
};

/** The first of 31 March, 31 August and 31 December on or after a date: the prescribed days of Education Act 1996 s. 8. */
const prescribedDayFrom = (date: PlainDate): PlainDate => {
  const { year } = partsOf(date);
  const days = [plainDate(year, 3, 31), plainDate(year, 8, 31), plainDate(year, 12, 31)];
  return days.find((each) => each >= date) ?? plainDate(year + 1, 3, 31);
};

const lastFridayOfJune = (year: number): PlainDate => {
  const end = plainDate(year, 6, 30);
  return addDays(end, -((dayOfWeek(end) + 2) % 7));
};

/**
 * Whether a child is of compulsory school age on a date: from the prescribed day on or after the fifth birthday until the
 * last Friday of June of the academic year in which it turns 16.
 *
 * Source: Education Act 1996 s. 8 and the Education (Start of Compulsory School Age) Order 1998; school leaving date, Order
 * 1997.
 * Example: born 2008-09-15: leaves on 2025-06-27, so of compulsory school age that day and not the next.
 */
export const isOfCompulsorySchoolAge = (dateOfBirth: PlainDate, date: PlainDate): boolean => {
  if (date < prescribedDayFrom(addYears(dateOfBirth, 5))) return false;
  const { year, month } = partsOf(addYears(dateOfBirth, 16));
  return date <= lastFridayOfJune(month >= 9 ? year + 1 : year);
};
