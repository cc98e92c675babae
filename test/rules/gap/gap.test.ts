import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childrenNeeded, rateForGap } from '#domain/gap/childrenNeeded.ts';
import { directionOfChange } from '#domain/gap/directionOfChange.ts';
import { disadvantageOf } from '#domain/gap/disadvantageOf.ts';
import { type GapSide, gapInPoints, gapToPeers } from '#domain/gap/gapToPeers.ts';
import { ragOf } from '#domain/gap/ragOf.ts';

const side = (changes: Partial<GapSide>): GapSide => ({
  measureId: 'ks2-maths-level4',
  academicYear: '2010/11',
  cohortKind: 'LAC12',
  variant: '',
  vintage: '',
  value: 46,
  ...changes,
});
const kent = side({});
const peers = side({ cohortKind: 'ALL', value: 80 });

describe('the gap to peers', () => {
  test('is peers minus looked after', () => {
    expect(gapToPeers({ lookedAfter: kent, peers })).toEqual({ ok: true, value: { gap: 34, labels: [] } });
  });

  test('labels a narrower set and an earlier vintage', () => {
    const lookedAfter = side({ vintage: '2020 vintage' });
    const state = side({ cohortKind: 'ALL', variant: 'state', value: 80 });
    expect(gapToPeers({ lookedAfter, peers: state })).toMatchObject({
      ok: true,
      value: { labels: ['looked after 12 months or more (2020 vintage)', 'all pupils (state)'] },
    });
  });

  test.each<[string, Parameters<typeof gapToPeers>[0], string]>([
    ['no peer', { lookedAfter: kent, peers: null }, 'peerNotPublished'],
    ['a peer without a value', { lookedAfter: kent, peers: { ...peers, value: null } }, 'peerNotPublished'],
    ['no looked-after value', { lookedAfter: side({ value: null }), peers }, 'notAvailable'],
    ['another year', { lookedAfter: kent, peers: { ...peers, academicYear: '2011/12' } }, 'differentYear'],
    [
      'another measure',
      { lookedAfter: kent, peers: { ...peers, measureId: 'ks2-english-level4' } },
      'differentMeasure',
    ],
    ['two looked-after cohorts', { lookedAfter: kent, peers: side({ cohortKind: 'LAC6' }) }, 'differentCohort'],
    ['two of all pupils', { lookedAfter: peers, peers }, 'differentCohort'],
    [
      'six months in a twelve-month series',
      { lookedAfter: side({ cohortKind: 'LAC6' }), peers, cohort: 'LAC12' },
      'differentCohort',
    ],
  ])('%s is refused', (_words, sides, code) => {
    expect(gapToPeers(sides)).toMatchObject({ ok: false, error: { code } });
  });

  test('reads in words where the peer is not published', () => {
    expect(gapToPeers({ lookedAfter: kent, peers: null })).toMatchObject({ error: { detail: 'peer not published' } });
  });

  test('is antisymmetric, and so is the disadvantage in the polarity', () => {
    const percent = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(percent, percent, (a, b) => {
        expect(gapInPoints(a, b) + gapInPoints(b, a)).toBe(0);
        expect(Math.abs(gapInPoints(a, b))).toBeLessThanOrEqual(100);
        expect(disadvantageOf(a - b, 'higher') + disadvantageOf(a - b, 'lower')).toBe(0);
      }),
    );
  });
});

describe('the rating', () => {
  test.each([
    ['target met exactly', 33, 33, null, 'lower', 40, 'met'],
    ['below a maximum', 30, 33, 36, 'lower', 40, 'met'],
    ['floor met', 35, 33, 36, 'lower', 40, 'floorMet'],
    ['floor met exactly', 36, 33, 36, 'lower', 40, 'floorMet'],
    ['floor missed', 36.1, 33, 36, 'lower', 40, 'missed'],
    ['no floor is never amber', 33.1, 33, null, 'lower', 40, 'missed'],
    ['higher is better: met', 95, 95, 90, 'higher', 40, 'met'],
    ['higher is better: floor met', 92, 95, 90, 'higher', 40, 'floorMet'],
    ['higher is better: missed', 89, 95, 90, 'higher', 40, 'missed'],
    ['nine children', 30, 33, null, 'lower', 9, 'tooFew'],
    ['ten children', 30, 33, null, 'lower', 10, 'met'],
    ['no target', 30, null, null, 'lower', 40, 'noTarget'],
    ['no target for nine', 30, null, null, 'lower', 9, 'noTarget'],
    ['floating point', 80 - 46.1, 33.9, null, 'lower', 40, 'met'],
  ] as const)('%s', (_words, value, target, floor, polarity, n, rag) => {
    expect(ragOf({ value, target, floor, polarity, n })).toBe(rag);
  });

  test('the minimum comes from the profile', () => {
    expect(ragOf({ value: 1, target: 2, floor: null, polarity: 'lower', n: 5, minimumN: 5 })).toBe('met');
  });

  test('without a floor it is never amber', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), fc.nat(50), (value, target, n) => {
        expect(ragOf({ value, target, floor: null, polarity: 'higher', n })).not.toBe('floorMet');
      }),
    );
  });
});

test.each([
  ['gap', 'higher', 33, 36, 'narrower', 'down', true, 3],
  ['gap', 'higher', 36, 33, 'wider', 'up', false, 3],
  ['gap', 'lower', -4, -6, 'narrower', 'up', true, 2],
  ['gap', 'lower', -6, -4, 'wider', 'down', false, 2],
  ['gap', 'higher', -1, 2, 'reversed', 'down', true, 3],
  ['gap', 'higher', -3, -1, 'wider', 'down', true, 2],
  ['gap', 'higher', 33.02, 33, 'no change', 'same', null, 0.02],
  ['value', 'higher', 46, 45, 'higher', 'up', true, 1],
  ['value', 'higher', 45, 46, 'lower', 'down', false, 1],
  ['value', 'lower', 6.1, 5.6, 'higher', 'up', false, 0.5],
  ['value', 'lower', 5.6, 6.1, 'lower', 'down', true, 0.5],
  ['value', 'lower', 5.6, 5.6, 'no change', 'same', null, 0],
] as const)('%s (better %s) now %f, before %f: %s', (of, polarity, now, before, word, direction, better, size) => {
  const change = directionOfChange({ of, polarity, now, before });
  expect(change).toMatchObject({ word, direction, better });
  expect(change.size).toBeCloseTo(size, 9);
});

describe('children needed', () => {
  test.each([
    [23, 50, 49, 'higher', 2],
    [25, 50, 49, 'higher', 0],
    [24, 50, 50, 'higher', 1],
    [10, 20, 55, 'higher', 1],
    [6, 50, 11, 'lower', 1],
    [5, 50, 11, 'lower', 0],
    [0, 0, 50, 'higher', null],
    [3, 10, 101, 'higher', null],
    [3, 10, -1, 'lower', null],
  ] as const)('%i of %i, target %f, better %s: %s', (numerator, denominator, target, polarity, needed) => {
    expect(childrenNeeded({ numerator, denominator, target, polarity })).toBe(needed);
  });

  test('the rate a maximum gap asks for', () => {
    expect(rateForGap({ peers: 80, maximumGap: 33, polarity: 'higher' })).toBe(47);
    expect(rateForGap({ peers: 6, maximumGap: 2, polarity: 'lower' })).toBe(8);
  });

  test('so many more meet the target and one fewer does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.integer({ min: 0, max: 100 }), (n, k, target) => {
        const numerator = k % (n + 1);
        const needed = childrenNeeded({ numerator, denominator: n, target, polarity: 'higher' });
        expect(needed).not.toBeNull();
        if (needed === null) return;
        expect(numerator + needed).toBeGreaterThanOrEqual((target * n) / 100 - 1e-6);
        if (needed > 0) expect(numerator + needed - 1).toBeLessThan((target * n) / 100);
      }),
    );
  });
});
