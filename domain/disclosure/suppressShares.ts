import { type Disclosed, suppressPercentage } from './primarySuppression.ts';
import type { Sum } from './recoverableCounts.ts';
import { countsToHide } from './secondarySuppression.ts';

/** A share of children: how many of how many. */
export type Share = { readonly numerator: number; readonly denominator: number };

/** A share as it may leave the team. The percentage is shown only where both of its counts are. */
export type DisclosedShare = {
  readonly numerator: Disclosed<number>;
  readonly denominator: Disclosed<number>;
  readonly percentage: Disclosed<number>;
};

/**
 * The shares of localities beside the county's, for sharing: percentages with the counts behind them. Numerators, their
 * complements and denominators are guarded together, each with its total, because a reader of '20 of 40' also reads 'not
 * 20': no count of 1 to 5 is shown on either side, and none follows from the others. The parts must be all there are
 * ('unallocated' among them), so that they add up to the total, which is computed here.
 *
 * Source: domain section 12 (percentages; secondary suppression).
 * Example: 3 of 40, 20 of 50 and 30 of 60: the first is suppressed, the second with it, because the county's 53 of 150
 * would otherwise give the first away; 30 of 60 (50 %) and the county (35.3 %) are shown.
 */
export const suppressShares = (
  shares: readonly Share[],
): { readonly parts: readonly DisclosedShare[]; readonly total: DisclosedShare } => {
  const total = shares.reduce(
    (sum, share) => ({
      numerator: sum.numerator + share.numerator,
      denominator: sum.denominator + share.denominator,
    }),
    { numerator: 0, denominator: 0 },
  );
  const all: readonly Share[] = [...shares, total];
  // Three counts a share, in this order: numerator, complement, denominator.
  const counts = all.flatMap((each) => [each.numerator, each.denominator - each.numerator, each.denominator]);
  const partsOf = (which: number): number[] => shares.map((_, index) => index * 3 + which);
  const sums: Sum[] = [
    ...all.map((_, index) => ({ total: index * 3 + 2, parts: [index * 3, index * 3 + 1] })),
    ...[0, 1, 2].map((which) => ({ total: shares.length * 3 + which, parts: partsOf(which) })),
  ];
  const hidden = countsToHide(counts, sums);
  const disclosed = all.map((share, index): DisclosedShare => {
    const [numerator, complement, denominator] = [hidden[index * 3], hidden[index * 3 + 1], hidden[index * 3 + 2]];
    return {
      numerator: numerator ? { suppressed: true } : { suppressed: false, value: share.numerator },
      denominator: denominator ? { suppressed: true } : { suppressed: false, value: share.denominator },
      percentage: numerator || complement || denominator ? { suppressed: true } : suppressPercentage(share),
    };
  });
  return { parts: disclosed.slice(0, -1), total: disclosed[shares.length] as DisclosedShare };
};
