import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceMoreThanChance } from '#domain/statistics/differenceMoreThanChance.ts';
import { betaQuantile, incompleteBeta, logGamma } from '#domain/statistics/incompleteBeta.ts';
import { meanInterval, tQuantile975 } from '#domain/statistics/meanInterval.ts';
import { assertProportion } from '#domain/statistics/proportion.ts';
import { wilsonInterval } from '#domain/statistics/wilsonInterval.ts';
import { agreesWithPublished, binomialInterval95 } from '#test/make/binomialInterval95.ts';

const aProportion = fc
  .tuple(fc.integer({ min: 1, max: 600 }), fc.nat())
  .map(([denominator, k]) => ({ numerator: k % (denominator + 1), denominator }));

test.each([
  [11, 10],
  [-1, 10],
  [1.5, 10],
  [1, -1],
])('%s of %s is a bug', (numerator, denominator) => {
  expect(() => assertProportion({ numerator, denominator })).toThrow(RangeError);
});

// Newcombe (1998) table I and Brown, Cai and DasGupta (2001); exact values as R's binom.test prints them.
test.each([
  [10, 40, 14.187, 40.194, 12.691, 41.196],
  [0, 10, 0, 27.753, 0, 30.85],
  [10, 10, 72.247, 100, 69.15, 100],
  [81, 263, 25.53, 36.62, 25.27, 36.76],
  [15, 148, 6.24, 16.05, 5.79, 16.16],
])('%i of %i: Wilson %f to %f, exact %f to %f', (numerator, denominator, wLow, wHigh, eLow, eHigh) => {
  const wilson = wilsonInterval({ numerator, denominator });
  const exact = binomialInterval95({ numerator, denominator });
  expect(wilson?.low).toBeCloseTo(wLow, 1);
  expect(wilson?.high).toBeCloseTo(wHigh, 1);
  expect(exact?.low).toBeCloseTo(eLow, 1);
  expect(exact?.high).toBeCloseTo(eHigh, 1);
});

test('no children, no interval', () => {
  expect(wilsonInterval({ numerator: 0, denominator: 0 })).toBeNull();
  expect(binomialInterval95({ numerator: 0, denominator: 0 })).toBeNull();
  expect(meanInterval([])).toEqual({ n: 0, mean: null, interval: null });
  expect(meanInterval([41])).toEqual({ n: 1, mean: 41, interval: null });
});

test('the published figure agrees within the exact interval and its own rounding', () => {
  expect(agreesWithPublished({ numerator: 10, denominator: 40 }, 30, 0)).toBe(true);
  expect(agreesWithPublished({ numerator: 10, denominator: 40 }, 41.6, 0)).toBe(true);
  expect(agreesWithPublished({ numerator: 10, denominator: 40 }, 41.6, 1)).toBe(false);
  expect(agreesWithPublished({ numerator: 0, denominator: 0 }, 30, 0)).toBe(false);
});

describe('the exact interval against the sum of binomial probabilities', () => {
  const tail = (k: number, n: number, p: number): number => {
    let sum = 0;
    for (let i = k; i <= n; i++) {
      sum += Math.exp(
        logGamma(n + 1) - logGamma(i + 1) - logGamma(n - i + 1) + i * Math.log(p) + (n - i) * Math.log1p(-p),
      );
    }
    return sum;
  };
  test.each([
    [1, 12],
    [3, 20],
    [27, 60],
    [59, 60],
  ])('%i of %i', (numerator, denominator) => {
    const interval = binomialInterval95({ numerator, denominator });
    expect(tail(numerator, denominator, (interval?.low ?? 0) / 100)).toBeCloseTo(0.025, 6);
    expect(1 - tail(numerator + 1, denominator, (interval?.high ?? 0) / 100)).toBeCloseTo(0.025, 6);
  });
});

test('the beta and t functions agree with tables', () => {
  expect(incompleteBeta(0.5, 2, 2)).toBeCloseTo(0.5, 12);
  expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 12);
  expect(betaQuantile(0.5, 2, 2)).toBeCloseTo(0.5, 12);
  expect(logGamma(5)).toBeCloseTo(Math.log(24), 12);
  expect(tQuantile975(1)).toBeCloseTo(12.706, 3);
  expect(tQuantile975(9)).toBeCloseTo(2.262, 3);
  expect(tQuantile975(1000)).toBeCloseTo(1.962, 3);
});

test('mean of scores', () => {
  const { mean, interval } = meanInterval([10, 20, 30]);
  expect(mean).toBe(20);
  expect(interval?.low).toBeCloseTo(-4.841, 2);
  expect(interval?.high).toBeCloseTo(44.841, 2);
});

test.each([
  // Newcombe (1998) table II, method 10.
  [56, 70, 48, 80, 20, 5.24, 33.39, true],
  [9, 10, 3, 10, 60, 17.05, 80.9, true],
  [5, 56, 0, 29, 8.93, -3.81, 19.26, false],
])('%i/%i against %i/%i', (a, n, b, m, difference, low, high, moreThanChance) => {
  const result = differenceMoreThanChance({ numerator: a, denominator: n }, { numerator: b, denominator: m });
  expect(result?.difference).toBeCloseTo(difference, 2);
  expect(result?.interval.low).toBeCloseTo(low, 1);
  expect(result?.interval.high).toBeCloseTo(high, 1);
  expect(result?.moreThanChance).toBe(moreThanChance);
});

test('of nobody', () => {
  expect(differenceMoreThanChance({ numerator: 0, denominator: 0 }, { numerator: 1, denominator: 2 })).toBeNull();
});

describe('invariants', () => {
  test('percentages and both intervals lie in 0 to 100 and hold the percentage', () => {
    fc.assert(
      fc.property(aProportion, (proportion) => {
        const value = (proportion.numerator / proportion.denominator) * 100;
        for (const interval of [wilsonInterval(proportion), binomialInterval95(proportion)]) {
          expect(interval).not.toBeNull();
          if (interval === null) return;
          expect(interval.low).toBeGreaterThanOrEqual(0);
          expect(interval.high).toBeLessThanOrEqual(100);
          expect(interval.low).toBeLessThanOrEqual(value + 1e-9);
          expect(interval.high).toBeGreaterThanOrEqual(value - 1e-9);
        }
      }),
    );
  });

  test('swapping the two proportions turns the difference round', () => {
    fc.assert(
      fc.property(aProportion, aProportion, (a, b) => {
        const there = differenceMoreThanChance(a, b);
        const back = differenceMoreThanChance(b, a);
        expect(there?.difference).toBeCloseTo(-(back?.difference ?? Number.NaN), 9);
        expect(there?.interval.low).toBeCloseTo(-(back?.interval.high ?? Number.NaN), 9);
        expect(there?.moreThanChance).toBe(back?.moreThanChance);
      }),
    );
  });
});
