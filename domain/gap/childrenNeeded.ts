import type { Polarity } from '#domain/measures/measure.ts';

/** Keeps 0.55 * 20 = 11.000000000000002 from asking for a twelfth child. */
const TOLERANCE = 1e-9;

/**
 * How many more children of the same cohort would have had to count towards the measure (or, where lower is better,
 * fewer) for its percentage to meet the target; 0 when it is met. Null when nobody has a result, or when the target
 * cannot be met even by all.
 *
 * `target` is the percentage to reach; for a maximum gap it comes from `rateForGap`.
 * Source: domain.md section 12 names 'children needed' as a shown figure; the arithmetic is the definition of a rate.
 *
 * @example childrenNeeded({ numerator: 23, denominator: 50, target: 49, polarity: 'higher' }) // 2: 24.5 rounds up to 25
 * @example childrenNeeded({ numerator: 6, denominator: 50, target: 11, polarity: 'lower' }) // 1: at most 5 of 50
 */
export function childrenNeeded(question: {
  readonly numerator: number;
  readonly denominator: number;
  readonly target: number;
  readonly polarity: Polarity;
}): number | null {
  const { numerator, denominator, target, polarity } = question;
  if (denominator === 0) return null;
  const exact = (target / 100) * denominator;
  if (polarity === 'higher') {
    const wanted = Math.ceil(exact - TOLERANCE);
    return wanted > denominator ? null : Math.max(0, wanted - numerator);
  }
  const allowed = Math.floor(exact + TOLERANCE);
  return allowed < 0 ? null : Math.max(0, numerator - allowed);
}

/**
 * The rate looked-after children must reach for their disadvantage to be at most `maximumGap` points.
 *
 * @example rateForGap({ peers: 80, maximumGap: 33, polarity: 'higher' }) // 47
 * @example rateForGap({ peers: 6, maximumGap: 2, polarity: 'lower' }) // 8
 */
export function rateForGap(question: {
  readonly peers: number;
  readonly maximumGap: number;
  readonly polarity: Polarity;
}): number {
  const { peers, maximumGap, polarity } = question;
  return polarity === 'higher' ? peers - maximumGap : peers + maximumGap;
}
