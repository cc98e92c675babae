import { betaQuantile } from '#domain/statistics/incompleteBeta.ts';
import { assertProportion, type Interval, type Proportion } from '#domain/statistics/proportion.ts';

/**
 * The exact (Clopper-Pearson) 95 % interval of a percentage, in percent (0 to 100); null when the denominator is 0.
 *
 * Covers the true percentage at least 95 times in 100 whatever it is, so it is wider than Wilson's. Used where the
 * question is 'could this count have come from that published percentage', as for the demonstration population.
 * Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), by quantiles of the beta distribution.
 *
 * @example binomialInterval95({ numerator: 10, denominator: 40 }) // { low: 12.691…, high: 41.196… }
 * @example binomialInterval95({ numerator: 0, denominator: 10 }) // { low: 0, high: 30.850… }
 */
export function binomialInterval95(proportion: Proportion): Interval | null {
  assertProportion(proportion);
  const { numerator: k, denominator: n } = proportion;
  if (n === 0) return null;
  return {
    low: k === 0 ? 0 : 100 * betaQuantile(0.025, k, n - k + 1),
    high: k === n ? 100 : 100 * betaQuantile(0.975, k + 1, n - k),
  };
}

/**
 * Whether a published percentage lies in the exact 95 % interval of a count; false when there is nobody to count.
 * The published figure is rounded, so the interval is widened by half a unit of its last shown place.
 *
 * @example agreesWithPublished({ numerator: 10, denominator: 40 }, 30, 0) // true
 * @example agreesWithPublished({ numerator: 10, denominator: 40 }, 55, 0) // false
 */
export function agreesWithPublished(proportion: Proportion, published: number, decimals: number): boolean {
  const interval = binomialInterval95(proportion);
  const half = 0.5 * 10 ** -decimals;
  return interval !== null && published >= interval.low - half && published <= interval.high + half;
}
