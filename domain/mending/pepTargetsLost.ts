import type { Facts, PepTargetRow } from '#domain/facts/factRows.ts';
import { cannotMend, type Finding, mended } from './finding.ts';

/** Whether the PEP has a target in its place, or the same one in another place. */
const isThere = ({ pepTargets }: Facts, { pepId, position, what }: PepTargetRow): boolean =>
  pepTargets.some((each) => each.pepId === pepId && (each.position === position || each.what === what));

/**
 * Targets of a pupil's PEP that version 0.2 took out because a later row gave fewer of them. Put right, a target is in its place
 * again. One that was taken out and stands again, in whatever place, is not found.
 *
 * Source: issue 8 section 1 (nobody blanks a held PEP by an empty cell) and section 2 (upgrade); `reviews/core.md` B4.
 * @example targets 1 to 3 of a PEP, then a row of it with target 1 alone // targets 2 and 3 are back
 */
export function pepTargetsLost(held: Facts, takenOut: readonly PepTargetRow[]): Finding[] {
  const lost = new Map(takenOut.map((target) => [`${target.pepId} ${target.position}`, target]));
  return [...lost.values()].flatMap((target) => {
    const pep = held.peps.find(({ id }) => id === target.pepId);
    if (!pep || isThere(held, target)) return [];
    return [
      {
        kind: 'pepTargetLost',
        childId: pep.childId,
        rowId: target.id,
        what: `PEP due ${pep.dueOn}: target ${target.position}`,
        schoolId: pep.schoolId,
        was: `${target.what} (by ${target.whenBy}, ${target.who})`,
        is: 'nothing said',
        mend: 'It is back in its place',
        putRight: (facts: Facts) =>
          isThere(facts, target) || !facts.peps.some(({ id }) => id === target.pepId)
            ? cannotMend(facts, target.what, 'The targets of this PEP were changed since')
            : mended({ ...facts, pepTargets: [...facts.pepTargets, target] }),
        otherChildId: null,
      },
    ];
  });
}
