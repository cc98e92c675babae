import { addDays, addMonths, type PlainDate } from '#domain/calendar/plainDate.ts';

/**
 * The latest day on which a period of care can begin and have lasted twelve months at the end of a cohort date: the year
 * to 31 March begins on 1 April. `twelveMonthsBefore('2025-03-31')` is `'2024-04-01'`.
 */
export const twelveMonthsBefore = (cohortDate: PlainDate): PlainDate => addDays(addMonths(cohortDate, -12), 1);
