import { nationalCurriculumLevel } from './levelFourOrAbove.ts';
import type { ChildOutcome } from './result.ts';

/** GCSE grades on the ladder of national curriculum levels: three levels above KS2 level 4 is a C. */
const GCSE_LEVEL: Readonly<Record<string, number>> = { 'A*': 10, A: 9, B: 8, C: 7, D: 6, E: 5, F: 4, G: 3, U: 2, X: 2 };

/**
 * Whether a child made the expected progress: two levels from key stage 1 to 2, or three from key stage 2 to 4 where the
 * end is a GCSE grade. 'missing' when either end is not a level or grade, because progress is then unknown.
 *
 * Source: domain.md section 5 (to 2014/15: two levels KS1-KS2, three KS2-KS4); Department for Education, expected
 * progress measures (level 3 to D, 4 to C, 5 to B).
 *
 * @example expectedProgress({ from: '2C', to: '4B', between: 'KS1-KS2' }) // 'met'
 * @example expectedProgress({ from: '4', to: 'C', between: 'KS2-KS4' }) // 'met'
 * @example expectedProgress({ from: '5', to: 'C', between: 'KS2-KS4' }) // 'notMet'
 */
export function expectedProgress(progress: {
  readonly from: string | null;
  readonly to: string | null;
  readonly between: 'KS1-KS2' | 'KS2-KS4';
}): ChildOutcome {
  const from = progress.from === null ? null : nationalCurriculumLevel(progress.from);
  const end = progress.to?.trim().toUpperCase() ?? '';
  const to =
    progress.between === 'KS1-KS2'
      ? nationalCurriculumLevel(end)
      : Object.hasOwn(GCSE_LEVEL, end)
        ? (GCSE_LEVEL[end] ?? null)
        : null;
  if (from === null || to === null) return 'missing';
  return to - from >= (progress.between === 'KS1-KS2' ? 2 : 3) ? 'met' : 'notMet';
}
