import type { Facts } from '#domain/facts/factRows.ts';
import { cannotMend, type Earlier, type Finding, mended } from './finding.ts';

/**
 * Birth dates that a file corrected and version 0.2 made two of: the mistyped one was true until the day of the import, the right
 * one disputed from then on. Put right, the one in force is the child's birth date as it always was. Those of unaccompanied
 * children are disputed and keep their history.
 *
 * Source: issue 8 section 1 (a birth date is a correction) and section 2 (upgrade); `reviews/core.md` B6.
 * @example 2013-08-01 until 2025-04-29, 2013-09-01 disputed from 2025-04-30 // 2013-09-01, not disputed
 */
export function birthsSplit(held: Facts, byEarlier: Earlier['byEarlier']): Finding[] {
  const last = held.birthDates.find(({ validTo }) => validTo === null);
  const before = held.birthDates.filter((row) => row !== last && row.dateOfBirth !== last?.dateOfBirth);
  if (!last || before.length === 0 || held.uasc.length > 0 || !byEarlier.has(last.id)) return [];
  return [
    {
      kind: 'birthSplit',
      childId: last.childId,
      rowId: last.id,
      what: 'Date of birth',
      schoolId: null,
      was: `${last.dateOfBirth}, as corrected on ${last.validFrom}`,
      is: `${before.map(({ dateOfBirth, validTo }) => `${dateOfBirth} until ${validTo}`).join(', ')}, then ${last.dateOfBirth}${last.disputed ? ', disputed' : ''}`,
      mend: `It always was ${last.dateOfBirth}`,
      putRight: (facts: Facts) => {
        const now = facts.birthDates.find(({ id }) => id === last.id);
        if (now?.dateOfBirth !== last.dateOfBirth || now.validTo !== null || facts.uasc.length > 0)
          return cannotMend(facts, last.dateOfBirth, 'This date of birth was changed since');
        const [validFrom = now.validFrom] = facts.birthDates.map((row) => row.validFrom).toSorted();
        return mended({ ...facts, birthDates: [{ ...now, disputed: false, validFrom }] });
      },
      otherChildId: null,
    },
  ];
}
