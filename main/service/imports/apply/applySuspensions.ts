import type { SuspensionRow } from '../formats/suspensions.ts';
import { changedIf, type RowApplier } from './applied.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import { createPlaceFinder, unknownSchool } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';

/**
 * Writes suspensions and exclusions by child, first day and category; a row that comes again with another length, reason
 * or status (cancelled, reinstated, quashed) changes the one that is here. Source: domain.md section 7.
 */
export function createSuspensionApplier(run: ImportRun): RowApplier<SuspensionRow> {
  const { writer } = run;
  const children = createChildFinder(run);
  const places = createPlaceFinder(run);
  return (row) => {
    const child = children.known(row.localId);
    if (isFault(child)) return child;
    const sealed = sealedFault(child, 'start_date', row.startDate, row.startDate);
    if (sealed) return sealed;
    const schoolId = row.schoolUrn === null ? null : places.school(row.schoolUrn);
    if (row.schoolUrn !== null && schoolId === null) return unknownSchool(row.schoolUrn);
    const found = run.one<{ id: string }>(
      'SELECT id FROM suspension WHERE child_id = ? AND start_date = ? AND category = ?',
      child.id,
      row.startDate,
      row.category,
    );
    const [reason1 = null, reason2 = null, reason3 = null] = row.reasons;
    const values = {
      sessions: row.sessions,
      reason_1: reason1,
      reason_2: reason2,
      reason_3: reason3,
      status: row.status,
      exam_affected: row.examAffected ? 1 : 0,
      ...(schoolId === null ? {} : { school_id: schoolId }),
    };
    if (found) return changedIf(writer.update('suspension', found.id, values));
    writer.insert('suspension', {
      child_id: child.id,
      school_id: null,
      category: row.category,
      start_date: row.startDate,
      ...values,
    });
    return 'added';
  };
}
