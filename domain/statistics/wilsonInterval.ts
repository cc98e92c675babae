import { assertProportion, type Interval, type Proportion, Z_95 } from './proportion.ts';

/**
 * The 95 % Wilson score interval of a percentage, in percent (0 to 100); null when the denominator is 0.
 *
 * The interval shown beside every percentage: it never leaves 0 to 100 and stays honest for small cohorts and for 0 or
 * 100 %, where the simple normal interval collapses to nothing.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927),
 * without continuity correction; recommended by Brown, Cai and DasGupta, Statistical Science 16 (2001).
 *
 * @example wilsonInterval({ numerator: 10, denominator: 40 }) // { low: 14.187…, high: 40.193… }
 * @example wilsonInterval({ numerator: 0, denominator: 10 }) // { low: 0, high: 27.753… }
 */
export function wilsonInterval(proportion: Proportion): Interval | null {
  assertProportion(proportion);
  const { numerator, denominator: n } = proportion;
  if (n === 0) return null;
  const p = numerator / n;
  const z2 = Z_95 * Z_95;
  const centre = p + z2 / (2 * n);
  const margin = Z_95 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  const scale = 100 / (1 + z2 / n);
  // At 0 and n the end is exactly 0 or 100; floating point would miss it by 1e-15.
  return {
    low: numerator === 0 ? 0 : Math.max(0, scale * (centre - margin)),
    high: numerator === n ? 100 : Math.min(100, scale * (centre + margin)),
  };
}
