import type { Connection } from '#db/open.ts';
import { createAttendanceRollup } from './attendanceRollup.ts';
import { attributionProfileOf } from './attributionProfileOf.ts';
import { createCareAndLocality } from './careAndLocality.ts';
import { createCohortMembers } from './cohortMembers.ts';
import { createMeasureOutcomes } from './measureOutcomes.ts';
import { createStoredCareAndLocality } from './storedCareAndLocality.ts';

/**
 * Rebuilds what follows from the facts of the children given: time in care, localities, outcomes, attendance sums. Runs inside the
 * transaction that changed a fact, so a figure is never older than its facts.
 * @param years the academic years whose marks changed, where nothing else did; null rebuilds every year.
 */
export function rebuildDerived(
  connection: Connection,
  childIds: readonly string[],
  years: ReadonlyMap<string, ReadonlySet<string>> | null = null,
): void {
  if (childIds.length === 0) return;
  if (years !== null) {
    const stored = createStoredCareAndLocality(connection);
    const rollUpYears = createAttendanceRollup(connection);
    for (const childId of childIds) {
      const { care, localities } = stored(childId);
      rollUpYears(childId, care, localities, years.get(childId) ?? null);
    }
    return;
  }
  const { laCode } = (connection.prepare('SELECT la_code AS laCode FROM authority_profile LIMIT 1').get() as
    | { laCode: string }
    | undefined) ?? { laCode: '' };
  const careAndLocality = createCareAndLocality(connection, attributionProfileOf(connection), laCode);
  const rollUp = createAttendanceRollup(connection);
  const cohorts = createCohortMembers(connection, laCode);
  const outcomes = createMeasureOutcomes(connection);
  for (const childId of childIds) {
    const { care, careWithoutRespite, localities } = careAndLocality(childId);
    cohorts(childId, careWithoutRespite, localities);
    outcomes(childId);
    rollUp(childId, care, localities, null);
  }
}
