import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedProgress } from '#domain/attainment/expectedProgress.ts';
import { onTrack } from '#domain/attainment/onTrack.ts';
import { reconcileCohort } from '#domain/attainment/reconcileCohort.ts';
import { reconcileScores } from '#domain/attainment/reconcileScores.ts';
import type { ChildOutcome, ChildScore } from '#domain/attainment/result.ts';

const left = { excluded: 'L left the school' };
const anOutcome = fc.constantFrom<ChildOutcome>('met', 'notMet', 'missing', left, {
  excluded: 'M missing test script',
});

describe('reconciling a percentage', () => {
  test('met, not met, missing and excluded', () => {
    const r = reconcileCohort(['met', 'met', 'notMet', 'missing', left]);
    expect(r).toMatchObject({ inCohort: 5, withResult: 3, met: 2, notMet: 1, missing: 1, excluded: 1 });
    expect(r.excludedByReason).toEqual({ 'L left the school': 1 });
    expect(r.percentage).toBeCloseTo(66.667, 3);
    expect(r.lowest).toBe(50);
    expect(r.highest).toBe(75);
  });

  test.each<[string, ChildOutcome[], number | null, number | null, number | null]>([
    ['nobody', [], null, null, null],
    ['all excluded', [left, left], null, null, null],
    ['all missing', ['missing', 'missing'], null, 0, 100],
    ['none missing', ['met', 'notMet'], 50, 50, 50],
  ])('%s', (_words, outcomes, percentage, lowest, highest) => {
    expect(reconcileCohort(outcomes)).toMatchObject({ percentage, lowest, highest });
  });

  test('the parts add up, and the percentage lies between its bounds in 0 to 100', () => {
    fc.assert(
      fc.property(fc.array(anOutcome, { maxLength: 60 }), (outcomes) => {
        const r = reconcileCohort(outcomes);
        expect(r.met + r.notMet + r.missing + r.excluded).toBe(r.inCohort);
        expect(r.met + r.notMet).toBe(r.withResult);
        expect(Object.values(r.excludedByReason).reduce((a, b) => a + b, 0)).toBe(r.excluded);
        if (r.percentage === null) expect(r.withResult).toBe(0);
        else {
          expect(r.percentage).toBeGreaterThanOrEqual(0);
          expect(r.percentage).toBeLessThanOrEqual(100);
          expect(r.lowest ?? Number.NaN).toBeLessThanOrEqual(r.percentage + 1e-9);
          expect(r.highest ?? Number.NaN).toBeGreaterThanOrEqual(r.percentage - 1e-9);
        }
      }),
    );
  });
});

describe('reconciling a mean', () => {
  test('mean and the bounds of the scale', () => {
    const r = reconcileScores([40, 20, 'missing', left], { min: 0, max: 90 });
    expect(r).toMatchObject({ inCohort: 4, withResult: 2, missing: 1, excluded: 1, mean: 30, lowest: 20, highest: 50 });
  });

  test('nobody has a mean', () => {
    expect(reconcileScores([], { min: 0, max: 90 })).toMatchObject({ mean: null, lowest: null, highest: null });
    expect(reconcileScores(['missing'], { min: 0, max: 90 })).toMatchObject({ mean: null, lowest: 0, highest: 90 });
  });

  test('the parts add up and the mean lies between its bounds', () => {
    const aScore = fc.oneof(fc.integer({ min: 0, max: 90 }), fc.constantFrom<ChildScore>('missing', left));
    fc.assert(
      fc.property(fc.array(aScore, { maxLength: 40 }), (scores) => {
        const r = reconcileScores(scores, { min: 0, max: 90 });
        expect(r.withResult + r.missing + r.excluded).toBe(r.inCohort);
        if (r.mean === null) return;
        expect(r.lowest ?? Number.NaN).toBeLessThanOrEqual(r.mean + 1e-9);
        expect(r.highest ?? Number.NaN).toBeGreaterThanOrEqual(r.mean - 1e-9);
      }),
    );
  });
});

test.each([
  ['2C', '4B', 'KS1-KS2', 'met'],
  ['2A', '3A', 'KS1-KS2', 'notMet'],
  ['W', '2', 'KS1-KS2', 'met'],
  [null, '4', 'KS1-KS2', 'missing'],
  ['2', null, 'KS1-KS2', 'missing'],
  ['4', 'C', 'KS2-KS4', 'met'],
  ['3', 'D', 'KS2-KS4', 'met'],
  ['5', 'C', 'KS2-KS4', 'notMet'],
  ['5', 'A*', 'KS2-KS4', 'met'],
  ['4', 'U', 'KS2-KS4', 'notMet'],
  ['4', '5', 'KS2-KS4', 'missing'],
] as const)('progress from %s to %s (%s) is %s', (from, to, between, outcome) => {
  expect(expectedProgress({ from, to, between })).toBe(outcome);
});

test.each([
  ['5', '5', 'onTrack'],
  ['5', '7', 'onTrack'],
  ['5', '4', 'oneBelow'],
  ['5', '3', 'below'],
  ['C', 'D', 'oneBelow'],
  ['EXS', 'WTS', 'oneBelow'],
  ['EXS', 'PKF', 'below'],
  ['4B', '4C', 'oneBelow'],
  ['100', '103', 'onTrack'],
  ['100', '97', 'below'],
  ['C', '4', 'notAvailable'],
  ['', '4', 'notAvailable'],
  [null, '4', 'notAvailable'],
  ['5', null, 'notAvailable'],
])('target %s, prediction %s: %s', (target, prediction, expected) => {
  expect(onTrack({ target, prediction })).toBe(expected);
});
