import { addDays } from '#domain/calendar/plainDate.ts';
import { withChanged, withoutRow } from '#domain/facts/edits.ts';
import type { Facts, NameRow } from '#domain/facts/factRows.ts';
import { fullerSpelling } from '#domain/identity/fullerSpelling.ts';
import { isOneName } from '#domain/identity/nameSaid.ts';
import { nameInText } from '#domain/identity/personName.ts';
import { cannotMend, type Earlier, type Finding, mended } from './finding.ts';

const beforeOf = (names: Facts['names'], row: NameRow): NameRow | undefined =>
  names.find(
    (other) => other.kind === row.kind && other.validTo === addDays(row.validFrom, -1) && isOneName(other, row),
  );

/**
 * One name that version 0.2 made two of, because a list wrote it otherwise (capitals, accents, one letter): the spelling before was
 * the child's name until the day of the import. Put right, the name always was the spelling that says more (a list in capitals or without
 * accents corrects nothing); where only a letter is another, the last.
 *
 * Source: issue 8 section 1 (a name is a correction if only its spelling differs) and section 2; `reviews/core.md` B6.
 * @example Nour Sample until 2025-04-29, Noor Sample from 2025-04-30 // Noor Sample
 * @example Siân McDonald until 2025-04-14, SIAN MCDONALD from 2025-04-15 // Siân McDonald
 */
export function namesSplit(held: Facts, byEarlier: Earlier['byEarlier']): Finding[] {
  return held.names.flatMap((row) => {
    const before = beforeOf(held.names, row);
    if (!before || !byEarlier.has(row.id)) return [];
    const right = fullerSpelling(before, row);
    return [
      {
        kind: 'nameSplit',
        childId: row.childId,
        rowId: row.id,
        what: row.kind === 'legal' ? 'Legal name' : 'Known-as name',
        schoolId: null,
        was: `${nameInText(right)}, written otherwise ${right === row ? `until ${before.validTo}` : `from ${row.validFrom}`}`,
        is: `${nameInText(before)} until ${before.validTo}, then ${nameInText(row)}`,
        mend: `It always was ${nameInText(right)}`,
        putRight: (facts: Facts) => {
          const now = facts.names.find(({ id }) => id === row.id);
          const earlier = now && beforeOf(facts.names, now);
          if (!now || !earlier) return cannotMend(facts, nameInText(right), 'This name was changed since');
          const { surname, forename } = fullerSpelling(earlier, now);
          const said = { surname, forename, validFrom: earlier.validFrom };
          const names = withChanged(withoutRow(facts.names, earlier.id), now.id, said);
          return mended({ ...facts, names });
        },
        otherChildId: null,
      },
    ];
  });
}
