import { betaQuantile } from './incompleteBeta.ts';
import type { Interval } from './proportion.ts';

/**
 * The 97.5th percentile of Student's t distribution with so many degrees of freedom (1 or more).
 *
 * By its tie to the beta distribution: with v degrees, v / (v + t^2) follows Beta(v/2, 1/2).
 *
 * @example tQuantile975(9) // 2.262…
 * @example tQuantile975(1000) // 1.962…
 */
export function tQuantile975(degrees: number): number {
  const x = betaQuantile(0.05, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}

/**
 * Mean and 95 % interval of scores (Attainment 8 points, scaled scores), in the unit of the scores. The interval is null
 * for fewer than two scores, the mean null for none.
 *
 * Uses Student's t, which for cohorts of a dozen is a good deal wider than the normal interval.
 * Source: Student, "The probable error of a mean", Biometrika 6 (1908).
 *
 * @example meanInterval([10, 20, 30]) // { n: 3, mean: 20, interval: { low: -4.841…, high: 44.841… } }
 */
export function meanInterval(scores: readonly number[]): {
  readonly n: number;
  readonly mean: number | null;
  readonly interval: Interval | null;
} {
  const n = scores.length;
  if (n === 0) return { n, mean: null, interval: null };
  const mean = scores.reduce((sum, score) => sum + score, 0) / n;
  if (n === 1) return { n, mean, interval: null };
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (n - 1);
  const margin = tQuantile975(n - 1) * Math.sqrt(variance / n);
  return { n, mean, interval: { low: mean - margin, high: mean + margin } };
}
