import type { Polarity } from '#domain/measures/measure.ts';

/** Green 'met', amber 'floorMet', red 'missed'; no colour for 'tooFew' to rate and for 'noTarget'. */
export type Rag = 'met' | 'floorMet' | 'missed' | 'tooFew' | 'noTarget';

/** Fewer children than this are not rated, unless the authority's profile says otherwise. */
export const MINIMUM_TO_RATE = 10;

/** Floating point must not turn 80 - 46.1 into a target of 33.9 missed. */
const TOLERANCE = 1e-9;

/**
 * The rating of a figure against its target: 'met' when the target is met, 'floorMet' when only the floor is, otherwise
 * 'missed'. A target without a floor is met or missed, never amber. Below `minimumN` children it is 'tooFew' to rate.
 *
 * `polarity` is that of the figure rated: a gap written as a disadvantage is better 'lower', a rate as its measure says.
 * Source: domain.md section 3 (Kent's own RAG) and section 12 (no RAG below n = 10, configurable).
 *
 * @example ragOf({ value: 33, target: 33, floor: null, polarity: 'lower', n: 40 }) // 'met'
 * @example ragOf({ value: 35, target: 33, floor: 36, polarity: 'lower', n: 40 }) // 'floorMet'
 * @example ragOf({ value: 35, target: 33, floor: null, polarity: 'lower', n: 40 }) // 'missed'
 * @example ragOf({ value: 35, target: 33, floor: null, polarity: 'lower', n: 9 }) // 'tooFew'
 */
export function ragOf(rated: {
  readonly value: number;
  readonly target: number | null;
  readonly floor: number | null;
  readonly polarity: Polarity;
  readonly n: number;
  readonly minimumN?: number;
}): Rag {
  const { value, target, floor, polarity, n, minimumN = MINIMUM_TO_RATE } = rated;
  if (target === null) return 'noTarget';
  if (n < minimumN) return 'tooFew';
  const reaches = (line: number): boolean =>
    polarity === 'higher' ? value >= line - TOLERANCE : value <= line + TOLERANCE;
  if (reaches(target)) return 'met';
  return floor !== null && reaches(floor) ? 'floorMet' : 'missed';
}
