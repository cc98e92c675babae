import { firstEntryCounts } from './countingGrades.ts';
import { gradePoints, gradesIn } from './gradePoints.ts';
import { isVocational } from './isVocational.ts';
import type { AttainmentResult } from './result.ts';

type Entry = Pick<
  AttainmentResult,
  'id' | 'keyStage' | 'subject' | 'component' | 'value' | 'entry' | 'academicYear' | 'qualification'
>;

/** What each entry of a subject that was taken more than once is: 'counts' in performance measures, the child's 'best', 'both', or null. */
export type PlaceOfEntry = 'counts' | 'best' | 'both' | null;

/** Points of a GCSE grade, the mean of a double award's; null where there are none yet or they are no GCSE's. */
function pointsOf({ value, academicYear, subject, qualification }: Entry): number | null {
  if (qualification != null || isVocational(subject, value)) return null;
  const points = gradesIn(value).map((grade) => gradePoints(grade, academicYear));
  return points.includes(null) ? null : points.reduce((sum: number, each) => sum + (each ?? 0), 0) / points.length;
}

/**
 * The child's own result of a subject at key stage 4: the best of the first entry and of resits, of any year. Null where no
 * entry has a grade. Measures count another one (`countingGrades`): the two are kept apart.
 *
 * Source: domain.md section 5 ("Two results are kept for a subject: the first entry and the best, the child's own").
 * @param entries the results of one child in one subject that stand
 * @example first entry 4 of August 2024, resit 3 of November 2024 // the 4
 */
export function ownResult<Found extends Entry>(entries: readonly Found[]): Found | null {
  let best: { entry: Found; points: number } | null = null;
  for (const entry of entries) {
    const points = pointsOf(entry);
    if (points !== null && (best === null || points > best.points)) best = { entry, points };
  }
  return best?.entry ?? null;
}

/**
 * What each entry of a child's subjects is, by the result's id, for subjects that were entered more than once.
 *
 * @param standing the child's results that stand
 * @example maths 3 (first entry) and 4 (resit) // the 3 'counts', the 4 is 'best'
 */
export function placesOfEntries(standing: readonly Entry[]): ReadonlyMap<string, PlaceOfEntry> {
  const grades = standing.filter(({ keyStage, component }) => keyStage === 'KS4' && component === 'grade');
  const places = new Map<string, PlaceOfEntry>();
  for (const entries of Map.groupBy(grades, ({ subject }) => subject).values()) {
    const best = ownResult(entries);
    if (entries.length < 2 || best === null) continue;
    const firsts = entries.filter(
      ({ entry, subject, academicYear }) => entry === 'first' && firstEntryCounts(subject, academicYear),
    );
    const counts = ownResult(firsts) ?? best;
    for (const { id } of entries) {
      const [isBest, isCounted] = [id === best.id, id === counts.id];
      places.set(id, isBest && isCounted ? 'both' : isBest ? 'best' : isCounted ? 'counts' : null);
    }
  }
  return places;
}
