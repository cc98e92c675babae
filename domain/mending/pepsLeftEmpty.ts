import { daysBetween, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withoutRow } from '#domain/facts/edits.ts';
import type { Facts, PepRow } from '#domain/facts/factRows.ts';
import { pepTerm } from '#domain/peps/findPep.ts';
import { cannotMend, type Earlier, type Finding, mended } from './finding.ts';

/** Days within which two due dates of one kind and term are taken for one PEP; the same as when a row's PEP is found. */
const NEAR = 28;

/**
 * PEPs that version 0.2 made beside the real one and that nothing was ever written in: a due date that was put right made a
 * second PEP, in a later import, and left the first overdue for ever; a row with a due date alone made an empty version of a PEP that was signed
 * off. Put right, the empty one goes.
 *
 * Source: issue 8 section 2 (upgrade); `reviews/core.md` B4.
 * @example review due 2024-12-13, never held; review due 2024-12-20, held 2024-12-18 // the first goes
 */
export function pepsLeftEmpty(held: Facts, today: PlainDate, madeIn: Earlier['madeIn']): Finding[] {
  const isLater = (one: PepRow, other: PepRow): boolean =>
    (madeIn.get(one.id) ?? 0) > (madeIn.get(other.id) ?? Infinity);
  return held.peps.flatMap((row) => {
    if (!isEmpty(held, row) || held.peps.some(({ amendsId }) => amendsId === row.id)) return [];
    const real = held.peps.find((other) =>
      row.amendsId === null ? isTheOne(row, other, today) && isLater(other, row) : row.amendsId === other.id,
    );
    if (!real) return [];
    return [
      {
        kind: 'pepLeftEmpty',
        childId: row.childId,
        rowId: row.id,
        what: `PEP due ${row.dueOn}, ${row.amendsId === null ? 'with nothing in it' : 'an empty version'}`,
        schoolId: row.schoolId,
        was: `one PEP, due ${real.dueOn}, held ${real.heldOn ?? 'on no known day'}`,
        is: `a second one, due ${row.dueOn}, not held`,
        mend: 'The empty one is taken out',
        putRight: (facts: Facts) => {
          const now = facts.peps.find(({ id }) => id === row.id);
          return now && isEmpty(facts, now)
            ? mended({ ...facts, peps: withoutRow(facts.peps, row.id) })
            : cannotMend(facts, row.dueOn, 'Something was written in this PEP since');
        },
        otherChildId: null,
      },
    ];
  });
}

const isEmpty = (held: Facts, row: PepRow): boolean =>
  row.status === 'due' &&
  row.reference === null &&
  row.heldOn === null &&
  row.submittedOn === null &&
  row.signedOffOn === null &&
  ![...held.pepSections, ...held.pepTargets].some(({ pepId }) => pepId === row.id);

const isTheOne = (row: PepRow, other: PepRow, today: PlainDate): boolean =>
  row.dueOn < today &&
  other.heldOn !== null &&
  pepTerm(other.reason, other.dueOn) === pepTerm(row.reason, row.dueOn) &&
  Math.abs(daysBetween(other.dueOn, row.dueOn)) <= NEAR;
