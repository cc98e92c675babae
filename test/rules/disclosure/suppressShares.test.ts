import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Disclosed, disclosedText, isDisclosivePercentage } from '#domain/disclosure/primarySuppression.ts';
import { type DisclosedShare, suppressShares } from '#domain/disclosure/suppressShares.ts';

const text = (figure: Disclosed<number>) => disclosedText(figure, String, '-');
const line = (share: DisclosedShare) =>
  `${text(share.numerator)} of ${text(share.denominator)}, ${text(share.percentage)} %`;

describe('shares of localities beside the county', () => {
  it.each<[string, [number, number][], string[], string]>([
    [
      'a small numerator takes the next share with it',
      [
        [3, 40],
        [20, 50],
        [30, 60],
      ],
      ['c of 40, c %', 'c of 50, c %', '30 of 60, 50 %'],
      '53 of 150, 35.3 %',
    ],
    [
      'nothing small, nothing hidden',
      [
        [10, 40],
        [0, 30],
        [30, 30],
      ],
      ['10 of 40, 25 %', '0 of 30, 0 %', '30 of 30, 100 %'],
      '40 of 100, 40 %',
    ],
    ['nobody at all', [[0, 0]], ['0 of 0, - %'], '0 of 0, - %'],
    ['one locality alone is the county', [[3, 40]], ['c of 40, c %'], 'c of 40, c %'],
  ])('%s', (_, shares, parts, total) => {
    const disclosed = suppressShares(shares.map(([numerator, denominator]) => ({ numerator, denominator })));
    expect(disclosed.parts.map(line)).toEqual(parts);
    expect(line(disclosed.total)).toBe(total);
  });

  it('never shows a disclosive percentage, nor leaves one hidden share beside a shown total', () => {
    const share = fc
      .tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 }))
      .map(([numerator, rest]) => ({ numerator, denominator: numerator + rest }));
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 8 }), (shares) => {
        const { parts, total } = suppressShares(shares);
        for (const [index, part] of parts.entries()) {
          const { numerator, denominator } = shares[index] ?? { numerator: 0, denominator: 0 };
          if (isDisclosivePercentage(numerator, denominator)) expect(part.percentage.suppressed).toBe(true);
          // A shown percentage with its denominator gives the numerator: all three are shown, or not the percentage.
          if (!part.percentage.suppressed) expect(part.numerator.suppressed || part.denominator.suppressed).toBe(false);
        }
        if (!total.percentage.suppressed) {
          expect(parts.filter((each) => each.numerator.suppressed)).not.toHaveLength(1);
          expect(parts.filter((each) => each.denominator.suppressed)).not.toHaveLength(1);
          expect(parts.filter((each) => each.percentage.suppressed)).not.toHaveLength(1);
        }
      }),
    );
  });
});
