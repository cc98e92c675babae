/** A share that keeps its parts until the last moment: `numerator` of `denominator`. Whole numbers, 0 <= numerator <= denominator. */
export interface Proportion {
  readonly numerator: number;
  readonly denominator: number;
}

/** A 95 % interval, ends included, in the unit of the figure it belongs to. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 97.5th percentile of the standard normal distribution, the z of every 95 % interval here. */
export const Z_95 = 1.959963984540054;

/** Throws when a proportion cannot be one: that is a bug in the caller, not a fault in the data. */
export function assertProportion({ numerator, denominator }: Proportion): void {
  const whole = Number.isInteger(numerator) && Number.isInteger(denominator);
  if (!whole || numerator < 0 || numerator > denominator) {
    throw new RangeError(`not a proportion: ${numerator} of ${denominator}`);
  }
}
