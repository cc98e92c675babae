import type { ChildOutcome } from './result.ts';

export interface CohortReconciliation {
  readonly inCohort: number;
  /** met + notMet: the denominator of the percentage. */
  readonly withResult: number;
  readonly met: number;
  readonly notMet: number;
  readonly missing: number;
  readonly excluded: number;
  readonly excludedByReason: Readonly<Record<string, number>>;
  /** Of those with a result, 0 to 100 and unrounded; null when nobody has one. */
  readonly percentage: number | null;
  /** The percentage if every missing child had not met, and if every one had; null when nobody counts. */
  readonly lowest: number | null;
  readonly highest: number | null;
}

/**
 * The reconciliation that stands beside every attainment percentage: every child of the cohort in exactly one of met,
 * not met, missing or excluded, the percentage of those with a result, and the bounds the missing results allow.
 *
 * Excluded children (outcome codes L and M, say) are in neither the denominator nor the bounds.
 * Source: domain.md section 4 ("beside every attainment figure stands its reconciliation").
 *
 * @example
 * reconcileCohort(['met', 'met', 'notMet', 'missing', { excluded: 'L left the school' }])
 *   // inCohort 5, withResult 3, met 2, notMet 1, missing 1, excluded 1,
 *   // percentage 66.67, lowest 50 (2 of 4), highest 75 (3 of 4)
 */
export function reconcileCohort(outcomes: readonly ChildOutcome[]): CohortReconciliation {
  const counts = { met: 0, notMet: 0, missing: 0 };
  const excludedByReason: Record<string, number> = {};
  let excluded = 0;
  for (const outcome of outcomes) {
    if (typeof outcome === 'string') counts[outcome] += 1;
    else {
      excluded += 1;
      excludedByReason[outcome.excluded] = (excludedByReason[outcome.excluded] ?? 0) + 1;
    }
  }
  const withResult = counts.met + counts.notMet;
  const counted = withResult + counts.missing;
  const percent = (numerator: number, denominator: number): number | null =>
    denominator === 0 ? null : (numerator / denominator) * 100;
  return {
    inCohort: outcomes.length,
    withResult,
    ...counts,
    excluded,
    excludedByReason,
    percentage: percent(counts.met, withResult),
    lowest: percent(counts.met, counted),
    highest: percent(counts.met + counts.missing, counted),
  };
}
