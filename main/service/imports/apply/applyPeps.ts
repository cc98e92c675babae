import type { Row } from '#db/history/change.ts';
import { overallQuality } from '#domain/peps/overallQuality.ts';
import type { PepReason } from '#domain/peps/pepDueDates.ts';
import type { PepStatus } from '#domain/peps/pepLifecycle.ts';
import { defaultPepSections } from '#domain/peps/pepSections.ts';
import type { PepRow } from '../formats/peps.ts';
import type { SourceRow } from '../formats/types.ts';
import { changedIf, type RowApplier } from './applied.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import { createPlaceFinder, unknownSchool } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';

type Stored = Row & { id: string; version: number; status: string };

const REASONS: readonly (readonly [RegExp, PepReason])[] = [
  [/^(initial|first)/i, 'initial'],
  [/^(termly|review|six|periodic)/i, 'review'],
  [/placement/i, 'placementMove'],
  [/school/i, 'schoolChange'],
  [/key ?stage/i, 'newKeyStage'],
];

/** The reason in the app's own words; one it does not know is kept as it stands, none is a review. */
const reasonOf = (words: string | null): string =>
  words === null ? 'review' : (REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? words);

const sectionId = (place: number): string => defaultPepSections[place - 1]?.section ?? '';

/** Where a PEP stands by its dates; one that was submitted and is red overall has gone back to the school. */
function statusOf(row: PepRow): PepStatus {
  if (row.signedOff !== null) return 'signedOff';
  if (row.submitted !== null) {
    const grades = row.sections.map(({ section, grade, reason }) => ({ section: sectionId(section), grade, reason }));
    return overallQuality(grades).overall === 'red' ? 'returned' : 'submitted';
  }
  return row.held !== null || row.sections.length > 0 || row.targets.length > 0 ? 'draft' : 'due';
}

const sectionValues = (row: PepRow): Map<string, Row> =>
  new Map(
    row.sections.map(({ section, filled, grade, reason }) => [
      sectionId(section),
      { filled: filled ? 1 : 0, grade, reason },
    ]),
  );

const targetValues = (row: PepRow): Map<number, Row> =>
  new Map(
    row.targets.map(({ position, what, when, where, who, howOften, evaluation }) => [
      position,
      { what, when_by: when, where_place: where, who, how_often: howOften, evaluation },
    ]),
  );

const differs = (stored: Row | undefined, values: Row): boolean =>
  !stored || Object.entries(values).some(([column, value]) => (stored[column] ?? null) !== (value ?? null));

/**
 * Writes PEPs by child and due date, with the sections of the rubric and the SMART targets. A PEP that is signed off is
 * locked: a row that says something else about it becomes a new version, which points back to it.
 * Source: domain.md section 8.
 */
export function createPepApplier(run: ImportRun): RowApplier<PepRow> {
  const { writer } = run;
  const children = createChildFinder(run);
  const places = createPlaceFinder(run);
  const sectionsOf = (pepId: string) =>
    new Map(
      run
        .all<Row & { id: string; section: string }>('SELECT * FROM pep_section WHERE pep_id = ?', pepId)
        .map((section) => [section.section, section]),
    );
  const targetsOf = (pepId: string) =>
    new Map(
      run
        .all<Row & { id: string; position: number }>('SELECT * FROM pep_target WHERE pep_id = ?', pepId)
        .map((target) => [target.position, target]),
    );

  const writeParts = (pepId: string, row: PepRow): boolean => {
    let changed = false;
    const [sections, targets] = [sectionsOf(pepId), targetsOf(pepId)];
    for (const [section, values] of sectionValues(row)) {
      const stored = sections.get(section);
      if (stored) changed = writer.update('pep_section', stored.id, values) || changed;
      else writer.insert('pep_section', { pep_id: pepId, section, content: null, ...values });
      changed ||= !stored;
    }
    const wanted = targetValues(row);
    for (const [position, values] of wanted) {
      const stored = targets.get(position);
      if (stored) changed = writer.update('pep_target', stored.id, values) || changed;
      else writer.insert('pep_target', { pep_id: pepId, position, cost_pounds: null, evidence: null, ...values });
      changed ||= !stored;
    }
    if (wanted.size > 0) {
      for (const [position, stored] of targets) {
        if (wanted.has(position)) continue;
        writer.remove('pep_target', stored.id);
        changed = true;
      }
    }
    return changed;
  };

  const saysOtherwise = (stored: Stored, values: Row, row: PepRow): boolean => {
    const [sections, targets] = [sectionsOf(stored.id), targetsOf(stored.id)];
    return (
      differs(stored, values) ||
      [...sectionValues(row)].some(([section, section_]) => differs(sections.get(section), section_)) ||
      [...targetValues(row)].some(([position, target]) => differs(targets.get(position), target))
    );
  };

  return (row: PepRow & SourceRow) => {
    const child = children.known(row.localId);
    if (isFault(child)) return child;
    const sealed = sealedFault(child, 'due', row.due, row.due);
    if (sealed) return sealed;
    const schoolId = row.schoolUrn === null ? null : places.school(row.schoolUrn);
    if (row.schoolUrn !== null && schoolId === null) return unknownSchool(row.schoolUrn);
    const latest = run.one<Stored>(
      'SELECT * FROM pep WHERE child_id = ? AND due_on = ? ORDER BY version DESC LIMIT 1',
      child.id,
      row.due,
    );
    const values = {
      school_id: schoolId,
      reason: reasonOf(row.reason),
      status: statusOf(row),
      held_on: row.held,
      submitted_on: row.submitted,
      signed_off_on: row.signedOff,
      graded_by: row.gradedBy,
      graded_on: row.gradedOn,
      no_school_reason: row.noSchoolReason,
    };
    if (latest && latest.status !== 'signedOff') {
      const changed = writer.update('pep', latest.id, values);
      return changedIf(writeParts(latest.id, row) || changed);
    }
    if (latest && !saysOtherwise(latest, values, row)) return 'unchanged';
    const pepId = writer.insert('pep', {
      child_id: child.id,
      due_on: row.due,
      version: (latest?.version ?? 0) + 1,
      amends_id: latest?.id ?? null,
      ...values,
    });
    writeParts(pepId, row);
    return latest ? 'changed' : 'added';
  };
}
