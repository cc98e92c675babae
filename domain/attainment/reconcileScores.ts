import { meanInterval } from '#domain/statistics/meanInterval.ts';
import type { Interval } from '#domain/statistics/proportion.ts';
import type { ChildScore } from './result.ts';

export interface ScoreReconciliation {
  readonly inCohort: number;
  readonly withResult: number;
  readonly missing: number;
  readonly excluded: number;
  readonly excludedByReason: Readonly<Record<string, number>>;
  /** Sum of the scores of those with a result. */
  readonly total: number;
  /** Mean of those with a result, unrounded; null when nobody has one. */
  readonly mean: number | null;
  /** The mean if every missing child had the lowest score there is, and the highest; null when nobody counts. */
  readonly lowest: number | null;
  readonly highest: number | null;
  readonly interval: Interval | null;
}

/**
 * The reconciliation that stands beside a mean (Attainment 8): every child with a result, missing or excluded, the mean
 * of those with a result, its 95 % interval, and the bounds the missing results allow on a scale with two ends.
 *
 * Source: domain.md section 4; the scale's ends from `attainment8Range`.
 *
 * @example
 * reconcileScores([40, 20, 'missing'], { min: 0, max: 90 }) // mean 30, lowest 20 (60 / 3), highest 50 (150 / 3)
 */
export function reconcileScores(
  scores: readonly ChildScore[],
  scale: { readonly min: number; readonly max: number },
): ScoreReconciliation {
  const known: number[] = [];
  const excludedByReason: Record<string, number> = {};
  let missing = 0;
  for (const score of scores) {
    if (typeof score === 'number') known.push(score);
    else if (score === 'missing') missing += 1;
    else excludedByReason[score.excluded] = (excludedByReason[score.excluded] ?? 0) + 1;
  }
  const total = known.reduce((sum, score) => sum + score, 0);
  const counted = known.length + missing;
  const { mean, interval } = meanInterval(known);
  return {
    inCohort: scores.length,
    withResult: known.length,
    missing,
    excluded: scores.length - counted,
    excludedByReason,
    total,
    mean,
    lowest: counted === 0 ? null : (total + missing * scale.min) / counted,
    highest: counted === 0 ? null : (total + missing * scale.max) / counted,
    interval,
  };
}
