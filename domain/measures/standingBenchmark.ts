import type { BenchmarkCohort } from './cohortOfBenchmark.ts';

/** Variants from the one to prefer to the one to fall back on; a variant not listed comes last. */
const VARIANT_ORDER = ['', 'state', 'maintained', 'school age', 'all schools', 'performance tables', 'pre-2021 method'];

/**
 * The published value to use where one measure, place, year and cohort kind has several: the current vintage before an
 * earlier one, then the usual set before narrower or wider ones (state-funded schools before all schools, because
 * looked-after figures are of state-funded schools). Null when there is none; never a neighbouring year's value.
 *
 * The candidates must be of one measure, kind, geography, cohort kind and year; what was chosen is labelled by its own
 * variant and vintage. Source: domain.md section 3.
 *
 * @example
 * standingBenchmark([
 *   { cohortKind: 'ALL', variant: 'all schools', vintage: '', value: 53.4 },
 *   { cohortKind: 'ALL', variant: 'state', vintage: '', value: 56.6 },
 * ])?.value // 56.6
 */
export function standingBenchmark<T extends BenchmarkCohort>(candidates: readonly T[]): T | null {
  const rank = (candidate: T): number => {
    const place = VARIANT_ORDER.indexOf(candidate.variant);
    return (candidate.vintage === '' ? 0 : 100) + (place === -1 ? VARIANT_ORDER.length : place);
  };
  let standing: T | null = null;
  for (const candidate of candidates) if (standing === null || rank(candidate) < rank(standing)) standing = candidate;
  return standing;
}

/**
 * The words that label a published value with its cohort, variant and vintage.
 *
 * @example cohortWords({ cohortKind: 'ALL', variant: 'state', vintage: '' }) // 'all pupils (state)'
 * @example cohortWords({ cohortKind: 'LAC12', variant: '', vintage: '2020 vintage' })
 *   // 'looked after 12 months or more (2020 vintage)'
 */
export function cohortWords(cohort: BenchmarkCohort): string {
  const kind = {
    LAC12: 'looked after 12 months or more',
    LAC6: 'looked after 6 months or more',
    LAC: 'all looked after',
    CIN: 'children in need',
    'NON-LAC': 'pupils not looked after',
    ALL: 'all pupils',
  }[cohort.cohortKind];
  const remarks = [cohort.variant, cohort.vintage].filter((remark) => remark !== '');
  return remarks.length === 0 ? kind : `${kind} (${remarks.join(', ')})`;
}
