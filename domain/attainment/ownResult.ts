import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { entryThatCounts, isGcse, pointsOfEntry } from './countingGrades.ts';
import type { AttainmentResult } from './result.ts';

type Entry = Pick<
  AttainmentResult,
  'id' | 'keyStage' | 'subject' | 'component' | 'value' | 'entry' | 'academicYear' | 'qualification'
>;

/** What each entry of a subject that was taken more than once is: 'counts' in performance measures, the child's 'best', 'both', or null. */
export type PlaceOfEntry = 'counts' | 'best' | 'both' | null;

/**
 * The child's own result of a subject at key stage 4: the best of the first entry and of resits, of any year, on the scale of
 * the latest. Null where no entry has a grade of a GCSE. Measures count another one (`countingGrades`): the two are kept apart.
 *
 * Source: domain.md section 5 ("Two results are kept for a subject: the first entry and the best, the child's own").
 * @param entries the results of one child in one subject that stand
 * @example first entry 4 of August 2024, resit 3 of November 2024 // the 4
 */
export function ownResult<Found extends Entry>(entries: readonly Found[]): Found | null {
  let best: { entry: Found; points: number } | null = null;
  const latest = latestYear(entries);
  for (const entry of entries) {
    const points = pointsOfEntry(entry, latest);
    if (points !== null && (best === null || points > best.points)) best = { entry, points };
  }
  return best?.entry ?? null;
}

const latestYear = (entries: readonly Entry[]): AcademicYear =>
  entries.reduce((latest, { academicYear }) => (academicYear > latest ? academicYear : latest), '');

/**
 * What each GCSE entry of a child's subjects is, by the result's id, for subjects that were entered more than once. What
 * counts in measures is of the year the child is in year 11 and of earlier ones; nothing sat later does.
 *
 * @param standing the child's results that stand
 * @param year11 the academic year in which the child is in year 11; null where nobody knows
 * @example maths 3 (first entry) and 4 (resit) // the 3 'counts', the 4 is 'best'
 */
export function placesOfEntries(
  standing: readonly Entry[],
  year11: AcademicYear | null,
): ReadonlyMap<string, PlaceOfEntry> {
  const gcses = standing.filter((each) => each.keyStage === 'KS4' && each.component === 'grade' && isGcse(each));
  const places = new Map<string, PlaceOfEntry>();
  for (const entries of Map.groupBy(gcses, ({ subject }) => subject).values()) {
    const best = ownResult(entries);
    if (entries.length < 2 || best === null) continue;
    const counts = entryThatCounts(entries, year11 ?? latestYear(entries));
    for (const { id } of entries) {
      const [isBest, isCounted] = [id === best.id, id === counts?.id];
      places.set(id, isBest && isCounted ? 'both' : isBest ? 'best' : isCounted ? 'counts' : null);
    }
  }
  return places;
}
