/**
 * One child's part in a figure. Every figure on every screen is the sum of its members, and the list behind the figure is
 * the same members, so the two cannot disagree.
 */
export type Member = {
  childId: string;
  /** The locality it counts in: an id, or 'unallocated'. Localities and unallocated together are the county. */
  locality: string;
  /** 'missing' and 'excluded' members are in the cohort and in neither numerator nor denominator. */
  state: 'counted' | 'missing' | 'excluded';
  reason: string | null;
  numerator: number;
  denominator: number;
  /** How the child counts, for the list behind the figure: '23 of 244 sessions missed'. Made only when it is shown. */
  words: () => string;
};

/**
 * What members add up to:
 * - `share`: children counted among children (each denominator 1);
 * - `sessions`: sessions among sessions; children appear once for each locality their sessions fall in;
 * - `mean`: the sum of scores over the children with one;
 * - `rate`: events per 100 children;
 * - `count`: children, no percentage.
 */
export type MemberKind = 'share' | 'sessions' | 'mean' | 'rate' | 'count';

export const counted = (
  childId: string,
  locality: string,
  numerator: number,
  denominator: number,
  words: () => string,
): Member => ({ childId, locality, state: 'counted', reason: null, numerator, denominator, words });

export const missing = (childId: string, locality: string, words: () => string): Member => ({
  childId,
  locality,
  state: 'missing',
  reason: null,
  numerator: 0,
  denominator: 0,
  words,
});

export const excluded = (childId: string, locality: string, reason: string): Member => ({
  childId,
  locality,
  state: 'excluded',
  reason,
  numerator: 0,
  denominator: 0,
  words: () => `excluded: ${reason}`,
});
