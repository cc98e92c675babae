import { schoolOfListSaid } from '#domain/enrolment/schoolOfListSaid.ts';
import { isFault } from '#service/imports/apply/findChild.ts';
import { createSchoolFinder } from '#service/imports/apply/findPlaces.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import { applyRule } from '#service/imports/apply/ruled.ts';
import type { SourceRow } from '../types.ts';
import type { LookedAfterRow } from './format.ts';

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
