import { schoolOfListSaid } from '#domain/enrolment/schoolOfListSaid.ts';
import type { LookedAfterRow } from '../formats/lookedAfterList.ts';
import type { SourceRow } from '../formats/types.ts';
import { isFault } from './findChild.ts';
import { createSchoolFinder } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';
import { applyRule } from './ruled.ts';

/**
 * Brings in the list's school and year group; answers whether anything is different. What becomes of them is
 * `schoolOfListSaid`; a school that is not here is listed and the child taken without it.
 */
export function createSchoolWriter(run: ImportRun) {
  const schoolOf = createSchoolFinder(run);
  return (childId: string, row: LookedAfterRow & SourceRow): boolean => {
    const school = schoolOf(row, run.asOf);
    if (school === null) return false;
    if (isFault(school)) {
      const [reason] = school.reason.split(':');
      run.warn({ row: row.row, ...school, reason: `${reason}: the child is taken without the school` });
      return false;
    }
    const outcome = applyRule(run, childId, ['enrolments', 'birthDates', 'child'], schoolOfListSaid, {
      ...row,
      schoolId: school.id,
    });
    if (!isFault(outcome)) return outcome !== 'unchanged';
    run.warn({ row: row.row, ...outcome });
    return false;
  };
}
