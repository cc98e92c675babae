import { withChanged } from '#domain/facts/edits.ts';
import type { AttainmentTargetRow, Facts } from '#domain/facts/factRows.ts';
import { cannotMend, type Finding, mended, type OldChange, valuesOf } from './finding.ts';

const words = ({ keyStage, subject, component, academicYear }: AttainmentTargetRow): string =>
  `${keyStage} ${subject}, ${component}, ${academicYear}`;

/**
 * Targets and predictions that version 0.2 overwrote in place: a file with an older one replaced the value and left the
 * day of the newer. Put right, the value that was set on that day stands again; the older one comes back with its own day
 * when its file is brought in again. A file that corrected a value of the same day looks the same: a person decides.
 *
 * Source: issue 8 section 2 (upgrade); `reviews/core.md` B2.
 * @example 6 set on 2024-10-01, then 4 of a file of 2023-10-01 // 6 stands again as set on 2024-10-01
 */
export function targetsOverwritten(held: Facts, changes: readonly OldChange[]): Finding[] {
  return held.attainmentTargets.flatMap((row) => {
    const values = valuesOf(changes, 'attainmentTargets', row.id, 'value').map(String);
    const [first] = values;
    if (first === undefined || values.at(-1) !== row.value || first === row.value) return [];
    return [
      {
        kind: 'targetOverwritten',
        childId: row.childId,
        rowId: row.id,
        what: `${row.kind === 'target' ? 'Target' : 'Prediction'} set on ${row.setOn}: ${words(row)}`,
        schoolId: null,
        was: first,
        is: row.value,
        mend: `It is ${first} again`,
        putRight: (facts: Facts) =>
          facts.attainmentTargets.find(({ id }) => id === row.id)?.value === row.value
            ? mended({
                ...facts,
                attainmentTargets: withChanged(facts.attainmentTargets, row.id, { value: first }),
              })
            : cannotMend(facts, first, 'This target was changed since'),
        otherChildId: null,
      },
    ];
  });
}
