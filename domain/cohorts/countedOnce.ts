import type { AcademicYear } from '#domain/calendar/academicYear.ts';

/** One child's place in one year's assessed cohort. */
export type CohortEntry = { readonly childId: string; readonly academicYear: AcademicYear };

/**
 * Entries of one stage (say the end of key stage 4) with a child who repeated the year left in one academic year only: the
 * first by default, `'last'` where a profile says so. The order of the remaining entries is kept; `repeated` lists what
 * was left out, so that a reconciliation can show it.
 *
 * Source: domain section 4 ("a repeated year counts once"); DfE counts a pupil at the end of key stage 4 in the first year
 * reported as such [check which year a profile wants].
 * Example: a child in year 11 in 2023/24 and again in 2024/25 counts in 2023/24.
 */
export const countedOnce = <Entry extends CohortEntry>(
  entries: readonly Entry[],
  keep: 'first' | 'last' = 'first',
): { readonly counted: readonly Entry[]; readonly repeated: readonly Entry[] } => {
  const chosen = new Map<string, Entry>();
  for (const entry of entries) {
    const held = chosen.get(entry.childId);
    const better =
      held === undefined ||
      (keep === 'first' ? entry.academicYear < held.academicYear : entry.academicYear > held.academicYear);
    if (better) chosen.set(entry.childId, entry);
  }
  return {
    counted: entries.filter((each) => chosen.get(each.childId) === each),
    repeated: entries.filter((each) => chosen.get(each.childId) !== each),
  };
};
