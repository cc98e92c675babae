import type { Writer } from '#db/write.ts';
import type { DemoChild } from './demoChild.ts';
import type { DemoPep } from './peps.ts';

/** Writes a PEP with its sections and targets; an amended one twice, the second version pointing back to the first. */
export function writePep(writer: Writer, child: DemoChild, pep: DemoPep): void {
  const first = writeVersion(writer, child, pep, 1, null);
  if (pep.amendedOn !== null) writeVersion(writer, child, { ...pep, signedOff: pep.amendedOn }, 2, first);
}

function writeVersion(writer: Writer, child: DemoChild, pep: DemoPep, version: number, amends: string | null): string {
  const id = writer.insert('pep', {
    child_id: child.id,
    school_id: pep.school?.id ?? null,
    version,
    amends_id: amends,
    reason: pep.reason,
    status: pep.status,
    due_on: pep.due,
    held_on: pep.held,
    submitted_on: pep.submitted,
    signed_off_on: pep.signedOff,
    graded_by: pep.gradedBy,
    graded_on: pep.gradedOn,
    no_school_reason: pep.noSchoolReason,
  });
  for (const { section, filled, content, grade, reason } of pep.sections)
    writer.insert('pep_section', { pep_id: id, section, filled: filled ? 1 : 0, content, grade, reason });
  for (const [index, target] of pep.targets.entries())
    writer.insert('pep_target', {
      pep_id: id,
      position: index + 1,
      what: target.what,
      when_by: target.whenBy,
      where_place: target.where,
      who: target.who,
      how_often: target.howOften,
      cost_pounds: target.cost,
      evaluation: target.evaluation,
      evidence: target.evidence,
    });
  return id;
}
