import { describe, expect, it } from 'vitest';
import { besideAll, besideEarlier } from '#domain/disclosure/besideEarlier.ts';
import { narrowedRanges } from '#domain/disclosure/narrowedRanges.ts';
import { isNestedIn, nestedSideBySide } from '#domain/disclosure/nestedMeasures.ts';

const share = (n: number | null, reached: number | null, value: number | null = null) => ({ n, reached, value });

describe('a figure beside what an earlier release showed', () => {
  it.each([
    ['the same', share(90, 40), share(90, 40), { known: 'all' }],
    ['one more reached', share(90, 40), share(90, 41), { close: 'outcome' }],
    ['two more children', share(90, 40), share(92, 40), { close: 'all' }],
    ['eight more, none of them reached', share(90, 40), share(98, 40), {}],
    ['eight more, five of whom reached', share(90, 40), share(98, 45), { close: 'outcome' }],
    ['five more children', share(90, 40), share(95, 46), { close: 'all' }],
    ['six more children, who all reached', share(90, 40), share(96, 46), {}],
    ['five more reached of eleven more', share(90, 40), share(101, 45), { close: 'outcome' }],
    ['five more not reached of eleven more', share(90, 40), share(101, 46), { close: 'outcome' }],
    ['its children only', share(90, null), share(90, 40), { known: 'n' }],
    ['a mean that moved', share(90, null, 24.1), share(90, null, 24.3), { known: 'n', close: 'outcome' }],
    ['a mean of ten more children', share(90, null, 24.1), share(100, null, 24.3), {}],
    ['a percentage alone, moved by one child', share(null, null, 24.1), share(90, 22, 24.4), { close: 'outcome' }],
    ['a percentage alone, moved far', share(null, null, 24.1), share(90, 40, 44.4), {}],
    ['nothing of it', share(null, null), share(90, 40), {}],
  ])('%s', (_what, earlier, now, expected) => {
    expect(besideEarlier(earlier, now)).toEqual(expected);
  });

  it('the widest of several holds', () => {
    expect(besideAll([{ known: 'n' }, { close: 'outcome' }, { known: 'all', close: 'all' }])).toEqual({
      known: 'all',
      close: 'all',
    });
  });
});

describe('how far a reader narrows counts', () => {
  it('by sums, with nothing below nought', () => {
    const sums = [{ total: 2, parts: [0, 1] }];
    expect(narrowedRanges([null, null, 6], sums)).toEqual({ low: [0, 0, 6], high: [6, 6, 6] });
    expect(narrowedRanges([null, 4, 6], sums).high[0]).toBe(2);
    expect(() => narrowedRanges([7, null, 6], sums)).toThrow(RangeError);
  });
});

describe('a measure within another', () => {
  it('is known by definition', () => {
    expect(isNestedIn('ks2-rwm-expected', 'ks2-reading-expected')).toBe(true);
    expect(isNestedIn('ks2-reading-expected', 'ks2-rwm-expected')).toBe(false);
    expect(isNestedIn('ks2-reading-expected', 'ks2-maths-expected')).toBe(false);
  });

  it('does not stand beside it where 1 to 5 are in one only', () => {
    const side = (reached: number[], states: ('shown' | 'outcome')[]) => ({
      lines: reached.map((each) => ({ n: 30, parts: [each, 30 - each] })),
      states,
    });
    const shown = ['shown', 'shown', 'shown'] as const;
    expect(nestedSideBySide(side([12, 14, 16], [...shown]), side([9, 14, 16], [...shown]))).toBe(false);
    expect(nestedSideBySide(side([12, 14, 16], [...shown]), side([12, 14, 16], [...shown]))).toBe(true);
    expect(nestedSideBySide(side([12, 14, 16], [...shown]), side([9, 8, 16], ['outcome', 'outcome', 'shown']))).toBe(
      true,
    );
  });
});
