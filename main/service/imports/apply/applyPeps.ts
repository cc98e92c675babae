import type { PepReason } from '#domain/peps/pepDueDates.ts';
import { pepSaid } from '#domain/peps/pepSaid.ts';
import { defaultPepSections } from '#domain/peps/pepSections.ts';
import type { PepRow } from '../formats/peps.ts';
import type { RowApplier } from './applied.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import { createSchoolFinder, unknownSchool } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';
import { applyRule } from './ruled.ts';

const REASONS: readonly (readonly [RegExp, PepReason])[] = [
  [/^(initial|first)/i, 'initial'],
  [/^(termly|review|six|periodic)/i, 'review'],
  [/placement/i, 'placementMove'],
  [/school/i, 'schoolChange'],
  [/key ?stage/i, 'newKeyStage'],
];

/** The reason in the app's own words; one it does not know is kept as it stands. */
const reasonOf = (words: string | null): string | null =>
  words === null ? null : (REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? words);

const sectionId = (place: number): string => defaultPepSections[place - 1]?.section ?? '';

/** Brings in PEPs; which one a row means and what becomes of it is `pepSaid`. */
export function createPepApplier(run: ImportRun): RowApplier<PepRow> {
  const children = createChildFinder(run);
  const schoolOf = createSchoolFinder(run);
  return (row) => {
    const child = children.known(row.localId);
    if (isFault(child)) return child;
    const sealed = sealedFault(child, 'due', row.due);
    if (sealed) return sealed;
    const schoolId = row.schoolUrn === null ? null : schoolOf(row.schoolUrn, row.held ?? row.due);
    if (row.schoolUrn !== null && schoolId === null) return unknownSchool(row.schoolUrn);
    return applyRule(run, child.id, ['peps', 'pepSections', 'pepTargets', 'child'], pepSaid, {
      ...row,
      schoolId,
      reason: reasonOf(row.reason),
      sections: row.sections.map(({ section, ...said }) => ({ section: sectionId(section), ...said })),
      targets: row.targets.map(({ when, where, ...said }) => ({ whenBy: when, wherePlace: where, ...said })),
    });
  };
}
