import { enrolmentSaid } from '#domain/enrolment/enrolmentSaid.ts';
import { saysIfGiven } from '#domain/facts/said.ts';
import type { EnrolmentRow } from '../formats/enrolments.ts';
import type { RowApplier } from './applied.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import { createSchoolFinder, unknownSchool } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';
import { applyRule } from './ruled.ts';

/** Brings in enrolments; what becomes of them is `enrolmentSaid`. */
export function createEnrolmentApplier(run: ImportRun): RowApplier<EnrolmentRow> {
  const children = createChildFinder(run);
  const schoolOf = createSchoolFinder(run);
  return (row) => {
    const child = children.known(row.localId);
    if (isFault(child)) return child;
    const sealed = sealedFault(child, 'school_urn', null);
    if (sealed) return sealed;
    const schoolId = schoolOf(row.schoolUrn, row.start);
    if (schoolId === null) return unknownSchool(row.schoolUrn);
    return applyRule(run, child.id, ['enrolments', 'birthDates', 'child'], enrolmentSaid, {
      ...row,
      schoolId,
      kind: saysIfGiven(row.kind),
      ncYear: saysIfGiven(row.ncYear),
      partTimeSessions: saysIfGiven(row.partTimeSessions),
      alternativeProvision: saysIfGiven(row.alternativeProvision),
    });
  };
}
