import { academicYearOf, firstCalendarYear } from './academicYear.ts';
import { defaultNcYear } from './ncYear.ts';
import type { PlainDate } from './plainDate.ts';

/** What an enrolment records of the national curriculum year: the year the child was in when it began. */
export type RecordedNcYear = { readonly start: PlainDate; readonly ncYear: number | null };

/**
 * The national curriculum year of a child on a date: the year recorded when the enrolment began, one more for each
 * 1 September since; without a record, the default of the date of birth; null when neither is known or nobody of that
 * year is at school (before nursery, after year 13). A repeated year is a new enrolment that records it.
 *
 * Source: domain.md section 4 ("recorded; date of birth only defaults it").
 * @example ncYearOn('2025-03-31', { start: '2023-09-01', ncYear: 7 }, '2012-01-05') // 8
 * @example ncYearOn('2025-03-31', null, '2014-03-10') // 6
 */
export const ncYearOn = (
  date: PlainDate,
  recorded: RecordedNcYear | null,
  dateOfBirth: PlainDate | null,
): number | null => {
  const year = academicYearOf(date);
  if (recorded !== null && recorded.ncYear !== null) {
    const passed = firstCalendarYear(year) - firstCalendarYear(academicYearOf(recorded.start));
    const now = recorded.ncYear + passed;
    return now > 13 ? null : now;
  }
  return dateOfBirth === null ? null : defaultNcYear(dateOfBirth, year);
};
