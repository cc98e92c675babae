import { assertProportion, type Interval, type Proportion } from './proportion.ts';
import { wilsonInterval } from './wilsonInterval.ts';

export interface DifferenceOfProportions {
  /** First minus second, in percentage points. */
  readonly difference: number;
  /** 95 % interval of the difference, in percentage points. */
  readonly interval: Interval;
  readonly moreThanChance: boolean;
  readonly test: string;
}

/**
 * Whether two percentages of different children differ by more than chance: the 95 % interval of their difference does
 * not hold 0. Null when either has no denominator.
 *
 * The test is Newcombe's hybrid score interval, built from the two Wilson intervals; it keeps its word for cohorts of a
 * dozen children, where the usual z-test does not. It takes both groups as samples; for a national peer with a very large
 * denominator the peer adds almost nothing to the width. The two groups must not share children.
 * Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in
 * Medicine 17 (1998), method 10.
 *
 * @example
 * differenceMoreThanChance({ numerator: 56, denominator: 70 }, { numerator: 48, denominator: 80 })
 *   // difference 20, interval { low: 5.24…, high: 33.39… }, moreThanChance true
 */
export function differenceMoreThanChance(first: Proportion, second: Proportion): DifferenceOfProportions | null {
  assertProportion(first);
  assertProportion(second);
  const one = wilsonInterval(first);
  const two = wilsonInterval(second);
  if (one === null || two === null) return null;
  const p1 = (first.numerator / first.denominator) * 100;
  const p2 = (second.numerator / second.denominator) * 100;
  const difference = p1 - p2;
  const interval = {
    low: difference - Math.hypot(p1 - one.low, two.high - p2),
    high: difference + Math.hypot(one.high - p1, p2 - two.low),
  };
  return {
    difference,
    interval,
    moreThanChance: interval.low > 0 || interval.high < 0,
    test: "95 % interval of the difference (Newcombe's score method)",
  };
}
