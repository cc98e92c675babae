import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { Facts, UascRow } from '#domain/facts/factRows.ts';
import type { Difference, Ruling, Saying } from '#domain/facts/ruling.ts';
import type { Said } from '#domain/facts/said.ts';

/** Whether the child is an unaccompanied asylum-seeking child; `first` is the first day of care. */
export interface UascSaid {
  readonly uasc: Said<boolean>;
  readonly first: PlainDate;
}

/**
 * The status of an unaccompanied asylum-seeking child. A file that says no to one who is ends it, at the latest on the day
 * that the file speaks of.
 *
 * Source: domain.md sections 1 and 11.
 * @example since 2023-05-01, 'no' as of 2025-03-31 // until 2025-03-31
 */
export function uascSaid(held: Facts, { uasc, first }: UascSaid, saying: Saying): Ruling {
  if (!uasc.said || uasc.value === null) return { facts: held, problems: [], remarks: [], said: [] };
  const what = 'uasc';
  const ruling = (rows: readonly UascRow[], differences: Difference[] = []): Ruling => ({
    facts: rows === held.uasc ? held : { ...held, uasc: rows },
    problems: [],
    remarks: [],
    said: [what],
    differences,
  });
  const open = held.uasc.find((row) => row.validTo === null);
  if (uasc.value === (open !== undefined) || saying.saidLater(what) !== null) return ruling(held.uasc);
  const { asOf } = saying;
  if (open) {
    if (open.validFrom > asOf) return ruling(held.uasc);
    const difference = { what, was: 'yes', now: 'no', as: 'change', from: addDays(asOf, 1), canFlip: false } as const;
    return ruling(withChanged(held.uasc, open.id, { validTo: asOf }), [difference]);
  }
  const ended = held.uasc.reduce<PlainDate | null>(
    (last, { validTo }) => (validTo !== null && (last === null || validTo > last) ? validTo : last),
    null,
  );
  if (ended !== null && asOf <= ended) return ruling(held.uasc);
  const validFrom = ended !== null && ended >= first ? addDays(ended, 1) : first;
  const childId = held.child[0]?.id ?? '';
  return ruling([...held.uasc, { id: saying.fresh(), childId, validFrom, validTo: null }]);
}
