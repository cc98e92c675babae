import type { BenchmarkCohort } from './cohortOfBenchmark.ts';

/** Variants from the one to prefer to the one to fall back on; a variant not listed comes last. */
const VARIANT_ORDER = ['', 'state', 'maintained', 'school age', 'all schools', 'performance tables', 'pre-2021 method'];

/** A published value with what its publication says of it, and the last day as of which a file gave it, where that is known. */
type Candidate = BenchmarkCohort & {
  readonly definition?: string;
  readonly source?: string;
  readonly saidOn?: string | null;
};

/** How settled a publication calls itself; what says nothing of it stands between provisional and revised. */
function settledOf({ definition = '', source = '' }: Candidate): number {
  const words = `${definition} ${source}`.toLowerCase();
  const says = (word: string): boolean => new RegExp(`\\b${word}\\b`).test(words);
  return says('final') ? 3 : says('revised') ? 2 : says('provisional') ? 0 : 1;
}

/**
 * The published value to use where one measure, place, year and cohort kind has several: the current vintage before an
 * earlier one, then the usual set before narrower or wider ones (state-funded schools before all schools, because
 * looked-after figures are of state-funded schools). Of two that are alike in this final goes before revised before provisional, by
 * their own words, then what a newer file gave, then the later of the list. Null when there is none; never a neighbouring year's value.
 *
 * The candidates must be of one measure, kind, geography, cohort kind and year; what was chosen is labelled by its own
 * variant and vintage. Source: domain.md sections 3 and 5 (provisional never stands against final).
 *
 * @example
 * standingBenchmark([
 *   { cohortKind: 'ALL', variant: 'all schools', vintage: '', value: 53.4 },
 *   { cohortKind: 'ALL', variant: 'state', vintage: '', value: 56.6 },
 * ])?.value // 56.6
 */
export function standingBenchmark<T extends Candidate>(candidates: readonly T[]): T | null {
  const rank = (candidate: T): number => {
    const place = VARIANT_ORDER.indexOf(candidate.variant);
    return (candidate.vintage === '' ? 0 : 100) + (place === -1 ? VARIANT_ORDER.length : place);
  };
  const isBefore = (candidate: T, standing: T): boolean => {
    const [byRank, bySettled] = [rank(candidate) - rank(standing), settledOf(candidate) - settledOf(standing)];
    if (byRank !== 0 || bySettled !== 0) return byRank !== 0 ? byRank < 0 : bySettled > 0;
    return (candidate.saidOn ?? '') >= (standing.saidOn ?? '');
  };
  let standing: T | null = null;
  for (const candidate of candidates) if (standing === null || isBefore(candidate, standing)) standing = candidate;
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
