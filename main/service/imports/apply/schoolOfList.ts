import { schoolOfListSaid } from '#domain/enrolment/schoolOfListSaid.ts';
import type { LookedAfterRow } from '../formats/lookedAfterList.ts';
import type { SourceRow } from '../formats/types.ts';
import { isFault } from './findChild.ts';
import { createSchoolFinder, unknownSchool } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';
import { applyRule } from './ruled.ts';

/**
 * Brings in the list's school and year group; answers whether anything is different. What becomes of them is
 * `schoolOfListSaid`; a school that is not here is listed and the child taken without it.
 */
export function createSchoolWriter(run: ImportRun) {
  const schoolOf = createSchoolFinder(run);
  return (childId: string, row: LookedAfterRow & SourceRow): boolean => {
    if (row.schoolUrn === null) return false;
    const schoolId = schoolOf(row.schoolUrn, run.asOf);
    if (schoolId === null) {
      const reason = 'No school here has this URN: the child is taken without the school';
      run.warn({ row: row.row, ...unknownSchool(row.schoolUrn), reason });
      return false;
    }
    const outcome = applyRule(run, childId, ['enrolments', 'birthDates', 'child'], schoolOfListSaid, {
      ...row,
      schoolId,
    });
    if (!isFault(outcome)) return outcome !== 'unchanged';
    run.warn({ row: row.row, ...outcome });
    return false;
  };
}
