import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { MeasureId } from '#domain/measures/measure.ts';

/** The measures whose published values, with which ours are compared, leave out the weeks after the May break. */
const overFiveHalfTerms: ReadonlySet<MeasureId> = new Set([
  'absence-overall',
  'absence-unauthorised',
  'absence-persistent-15',
]);
const LAST_YEAR_OF_FIVE: AcademicYear = '2012/13';

/**
 * How many half-terms of a year a measure of absence counts: five to 2012/13 where its peer counts five, else all six.
 *
 * Source: DfE, "A guide to absence statistics" (March 2016), 2.4; `benchmarks.csv` ('five half terms' for absence of 2009/10
 * and 2010/11 and for 15 % from 2008/09); `reviews/figures.md`, decision on D7.
 * Example: `halfTermsCounted('absence-overall', '2010/11')` is 5; `('absence-missed-25-days', '2010/11')` is 6.
 */
export const halfTermsCounted = (measure: MeasureId, academicYear: AcademicYear): 5 | 6 =>
  overFiveHalfTerms.has(measure) && academicYear <= LAST_YEAR_OF_FIVE ? 5 : 6;
