/**
 * Whose figure a published value is. Figures of different kinds never meet in one gap or one percentage.
 * 'LAC12' looked after continuously for 12 months, 'LAC6' for six months, 'LAC' all looked after on the date,
 * 'CIN' children in need, 'NON-LAC' all who are not looked after, 'ALL' all pupils.
 */
export type CohortKind = 'LAC12' | 'LAC6' | 'LAC' | 'CIN' | 'NON-LAC' | 'ALL';

export interface BenchmarkCohort {
  readonly cohortKind: CohortKind;
  /** A narrower or differently counted set of the same kind ('state', 'school age', 'pre-2021 method'); '' for the usual one. */
  readonly variant: string;
  /** Which publication of a figure that was later revised ('2020 vintage'); '' for the current one. */
  readonly vintage: string;
}

const KINDS: Readonly<Record<string, CohortKind>> = {
  LAC12: 'LAC12',
  LAC6: 'LAC6',
  LAC: 'LAC',
  CIN: 'CIN',
  'NON-LAC': 'NON-LAC',
  ALL: 'ALL',
};

/**
 * Reads the `cohort` column of the benchmarks file into kind, variant and vintage; null for a text it does not know,
 * which an importer reports as a refused row.
 *
 * 'GAP' is the looked-after cohort of a row that already is a gap.
 * Source: domain.md section 3 ("the same figure differs by cohort, method and vintage: keep all three with each value").
 *
 * @example cohortOfBenchmark('LAC12 (2020 vintage)') // { cohortKind: 'LAC12', variant: '', vintage: '2020 vintage' }
 * @example cohortOfBenchmark('ALL (state)') // { cohortKind: 'ALL', variant: 'state', vintage: '' }
 * @example cohortOfBenchmark('LAC12 school age') // { cohortKind: 'LAC12', variant: 'school age', vintage: '' }
 */
export function cohortOfBenchmark(cohort: string): BenchmarkCohort | null {
  const text = cohort.trim();
  if (text === 'GAP') return { cohortKind: 'LAC12', variant: '', vintage: '' };
  const parts = /^([A-Z0-9-]+)(?:\s+\(([^()]+)\)|\s+([a-z ]+))?$/.exec(text);
  const cohortKind = KINDS[parts?.[1] ?? ''];
  if (cohortKind === undefined) return null;
  const qualifier = (parts?.[2] ?? parts?.[3] ?? '').trim();
  return /\bvintage$/.test(qualifier)
    ? { cohortKind, variant: '', vintage: qualifier }
    : { cohortKind, variant: qualifier, vintage: '' };
}
