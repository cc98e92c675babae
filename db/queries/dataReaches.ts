import type { ReadConnection } from '#db/open.ts';
import { type AcademicYear, endOfAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { earlierOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { type ReachOfSuspensions, reachOfSuspensions } from '#domain/exclusions/reachOfSuspensions.ts';

/**
 * How far suspensions and exclusions of an academic year have reached the store, as at a date: to the last first day among
 * those of the authority's own children, whatever became of them. Files about other authorities' children say nothing of its
 * own. Null where none has: nobody's suspensions of the year are known, and a nought would be made up.
 */
export function suspensionsReach(
  reader: ReadConnection,
  academicYear: AcademicYear,
  asAt: PlainDate,
): ReachOfSuspensions | null {
  const last = reader
    .prepare(
      `SELECT max(start_date) FROM suspension WHERE start_date BETWEEN ? AND ? AND EXISTS (
         SELECT 1 FROM child_responsible_authority AS responsible JOIN authority_profile ON authority_profile.la_code = responsible.la_code
         WHERE responsible.child_id = suspension.child_id AND valid_from <= start_date AND (valid_to IS NULL OR valid_to >= start_date))`,
    )
    .pluck()
    .get(startOfAcademicYear(academicYear), endOfAcademicYear(academicYear)) as PlainDate | null;
  return reachOfSuspensions(last, earlierOf(asAt, endOfAcademicYear(academicYear)));
}
