import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  disclosedText,
  suppressCount,
  suppressDependent,
  suppressMean,
  suppressPercentage,
} from '#domain/disclosure/primarySuppression.ts';

const text = (figure: Parameters<typeof disclosedText<number>>[0]) => disclosedText(figure, String, '-');

describe('primary suppression', () => {
  it.each([
    [0, '0'],
    [1, 'c'],
    [5, 'c'],
    [6, '6'],
    [1745, '1745'],
    [null, '-'],
  ])('a count of %s reads %s', (count, expected) => {
    expect(text(suppressCount(count))).toBe(expected);
  });

  it.each([
    [12, 37, '32.4'],
    [3, 40, 'c'],
    [37, 40, 'c'],
    [0, 40, '0'],
    [40, 40, '100'],
    [34, 40, '85'],
    [0, 4, 'c'],
    [5, 5, 'c'],
    [0, 5, 'c'],
    [6, 6, '100'],
    [0, 6, '0'],
    [6, 12, '50'],
    [6, 11, 'c'],
    [0, 0, '-'],
    [29, 400, '7.3'],
  ])('%i of %i reads %s', (numerator, denominator, expected) => {
    expect(text(suppressPercentage({ numerator, denominator }))).toBe(expected);
  });

  it.each([
    [7.25, 5, 'c'],
    [7.25, 6, '7.3'],
    [7.25, 1, 'c'],
    [null, 10, '-'],
    [0, 0, '-'],
    [-0.46, 12, '-0.5'],
  ])('a mean of %s over %i children reads %s', (value, children, expected) => {
    expect(text(suppressMean(value, children))).toBe(expected);
  });

  it('takes the gap, the colour and the interval with the figure', () => {
    const small = suppressPercentage({ numerator: 3, denominator: 40 });
    const large = suppressPercentage({ numerator: 20, denominator: 40 });
    expect(suppressDependent([large, small], -12.5)).toEqual({ suppressed: true });
    expect(suppressDependent([large], 'amber')).toEqual({ suppressed: false, value: 'amber' });
    expect(suppressDependent([], null)).toEqual({ suppressed: false, value: null });
  });

  it('never shows a percentage behind which stand 1 to 5 children, on either side', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 60 }), (part, rest) => {
        const figure = suppressPercentage({ numerator: part, denominator: part + rest });
        const small = (n: number) => n >= 1 && n <= 5;
        if (small(part) || small(rest)) expect(figure.suppressed).toBe(true);
        else expect(figure.suppressed).toBe(false);
      }),
    );
  });
});
