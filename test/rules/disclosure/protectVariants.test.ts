import { describe, expect, it } from 'vitest';
import { type CohortLine, cohortLocalities, cohortVariants } from '#domain/disclosure/protectCohort.ts';
import { perVariant, protectVariants, toldByVariants, type Variant } from '#domain/disclosure/protectVariants.ts';

/** 12 months with UASC, all with, 12 months without, all without. */
const byPosition = (index: number) => index / 100;
const four = <Value>(values: [Value, Value, Value, Value]) =>
  perVariant((variant) => values[['LAC12 with', 'all with', 'LAC12 without', 'all without'].indexOf(variant)] as Value);
const share = ([n, reached]: [number, number]) => ({ n, parts: [reached, n - reached] });
const states = (lines: [[number, number], [number, number], [number, number], [number, number]]) => {
  const found = protectVariants(four(lines.map(share) as never)).states;
  return `${found['all with']} ${found['LAC12 without']} ${found['all without']}`;
};

describe('the lines of the county beside the published one', () => {
  it('tell the children between them', () => {
    expect(toldByVariants(four([92, 120, 90, 110]), new Set<Variant>(['LAC12 with', 'LAC12 without']))).toEqual([2]);
    expect(toldByVariants(four([92, 120, 90, 110]), new Set<Variant>(['LAC12 with']))).toEqual([]);
  });

  it.each([
    [
      'nobody between them',
      [
        [92, 40],
        [92, 40],
        [92, 40],
        [92, 40],
      ],
      'shown shown shown',
    ],
    [
      'two asylum-seeking children',
      [
        [92, 40],
        [120, 52],
        [90, 40],
        [110, 52],
      ],
      'shown all shown',
    ],
    [
      'eight, two of whom reached',
      [
        [92, 40],
        [120, 56],
        [84, 38],
        [104, 46],
      ],
      'shown outcome shown',
    ],
    [
      'everybody in care is small',
      [
        [92, 40],
        [95, 41],
        [90, 39],
        [93, 40],
      ],
      'all all all',
    ],
  ] as const)('%s', (_what, lines, expected) => {
    expect(states(lines as never)).toBe(expected);
  });
});

describe('the children in the cohort', () => {
  const line = (inCohort: number, ...without: number[]): CohortLine => ({
    inCohort,
    without,
    showsChildren: without.map(() => true),
  });

  it('are not shown by the county where 1 to 5 have no result', () => {
    expect([...cohortVariants(four([line(92, 3), line(120, 9), line(80, 3), line(104, 8)]))]).toEqual([]);
    expect(cohortVariants(four([line(92, 0), line(120, 0), line(80, 0), line(100, 0)])).size).toBe(4);
    expect([...cohortVariants(four([line(92, 6), line(120, 14), line(90, 6), line(104, 14)]))]).not.toContain(
      'LAC12 without',
    );
  });

  it('are hidden by locality where they would tell those without a result', () => {
    expect([...(cohortLocalities([line(12, 6), line(14, 0), line(30, 8)], true, byPosition) ?? [])]).toEqual([]);
    expect(cohortLocalities([line(12, 2), line(14, 0), line(30, 8)], true, byPosition)?.has(0)).toBe(true);
    expect(cohortLocalities([line(12, 2), line(14, 0)], true, byPosition)).toBeNull();
    expect([...(cohortLocalities([line(12, 2), line(14, 0)], false, byPosition) ?? [])]).toEqual([0]);
  });
});
