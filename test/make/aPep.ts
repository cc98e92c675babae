import type { Writer } from '#db/write.ts';
import { defaultPepSections } from '#domain/peps/pepSections.ts';

type Grade = 'green' | 'amber' | 'red';

export type PepSpec = {
  due: string;
  held?: string | null;
  submitted?: string | null;
  signedOff?: string | null;
  status?: 'due' | 'draft' | 'submitted' | 'returned' | 'signedOff';
  reason?: string;
  version?: number;
  amends?: string | null;
  schoolId?: string | null;
  gradedBy?: string | null;
  gradedOn?: string | null;
  noSchoolReason?: string | null;
  /** Grades of the eight sections of the default rubric, in their order; null leaves one ungraded. */
  grades?: (Grade | null)[];
  /** Ids of the sections filled in; all that are graded unless given. */
  filled?: string[];
  targets?: { what: string; when?: string; who?: string; evaluation?: string; cost?: number | null }[];
};

/** Writes a PEP with its sections and targets; answers its id. */
export function aPep(writer: Writer, childId: string, spec: PepSpec): string {
  const id = writer.insert('pep', {
    child_id: childId,
    school_id: spec.schoolId ?? null,
    version: spec.version ?? 1,
    amends_id: spec.amends ?? null,
    reason: spec.reason ?? 'review',
    status: spec.status ?? (spec.signedOff ? 'signedOff' : spec.submitted ? 'submitted' : spec.held ? 'draft' : 'due'),
    due_on: spec.due,
    held_on: spec.held ?? null,
    submitted_on: spec.submitted ?? null,
    signed_off_on: spec.signedOff ?? null,
    graded_by: spec.gradedBy ?? null,
    graded_on: spec.gradedOn ?? null,
    no_school_reason: spec.noSchoolReason ?? null,
  });
  for (const [index, { section }] of defaultPepSections.entries()) {
    const grade = spec.grades?.[index] ?? null;
    const filled = spec.filled ? spec.filled.includes(section) : grade !== null;
    if (grade === null && !filled) continue;
    writer.insert('pep_section', {
      pep_id: id,
      section,
      filled: filled ? 1 : 0,
      grade,
      reason: grade === null ? null : `Why ${grade}`,
    });
  }
  for (const [position, target] of (spec.targets ?? []).entries())
    writer.insert('pep_target', {
      pep_id: id,
      position,
      what: target.what,
      when_by: target.when ?? '2025-07-31',
      who: target.who ?? 'Class teacher',
      cost_pounds: target.cost ?? null,
      evaluation: target.evaluation ?? 'notEvaluated',
    });
  return id;
}
