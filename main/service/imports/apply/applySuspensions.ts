import { suspensionSaid } from '#domain/exclusions/suspensionSaid.ts';
import { saysIfGiven } from '#domain/facts/said.ts';
import type { SuspensionRow } from '../formats/suspensions.ts';
import type { RowApplier } from './applied.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import { createSchoolFinder, unknownSchool } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';
import { applyRule } from './ruled.ts';

/** Brings in suspensions and exclusions; what becomes of them is `suspensionSaid`. */
export function createSuspensionApplier(run: ImportRun): RowApplier<SuspensionRow> {
  const children = createChildFinder(run);
  const schoolOf = createSchoolFinder(run);
  return (row) => {
    const child = children.known(row.localId);
    if (isFault(child)) return child;
    const sealed = sealedFault(child, 'start_date', row.startDate);
    if (sealed) return sealed;
    const schoolId = row.schoolUrn === null ? null : schoolOf(row.schoolUrn, row.startDate);
    if (row.schoolUrn !== null && schoolId === null) return unknownSchool(row.schoolUrn);
    return applyRule(run, child.id, ['suspensions', 'child'], suspensionSaid, {
      ...row,
      schoolId: saysIfGiven(schoolId),
      sessions: saysIfGiven(row.sessions),
      status: saysIfGiven(row.status),
      examAffected: saysIfGiven(row.examAffected),
    });
  };
}
