import { type AcademicYear, firstCalendarYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** On which day of the academic year's second calendar year the outcomes cohort is taken, by year. */
export type CohortDateRule = {
  readonly fromYear: AcademicYear;
  /** Last academic year, inclusive; null while current. */
  readonly toYear: AcademicYear | null;
  /** Month and day, `MM-DD`. */
  readonly monthDay: string;
};

/**
 * DEFAULT rows, editable: 30 September until 2009/10, 31 March since.
 * Source: domain section 4; whether 2009/10 itself belongs to the first row is [check]: published figures of that year exist
 * for both dates.
 */
export const DEFAULT_COHORT_DATE_RULES: readonly CohortDateRule[] = [
  { fromYear: '1999/00', toYear: '2009/10', monthDay: '09-30' },
  { fromYear: '2010/11', toYear: null, monthDay: '03-31' },
];

/**
 * The date on which a child must have been looked after for 12 months to be in the outcomes cohort of an academic year.
 *
 * Example: `outcomesCohortDate('2024/25')` is `'2025-03-31'`; `outcomesCohortDate('2008/09')` is `'2009-09-30'`. For a year no
 * row covers the latest row's day is used.
 */
export const outcomesCohortDate = (
  academicYear: AcademicYear,
  rules: readonly CohortDateRule[] = DEFAULT_COHORT_DATE_RULES,
): PlainDate => {
  const rule = rules.find((each) => academicYear >= each.fromYear && (each.toYear ?? academicYear) >= academicYear);
  return `${firstCalendarYear(academicYear) + 1}-${rule?.monthDay ?? '03-31'}`;
};
