import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { ContactRow } from './contactSaid.ts';

/** What becomes of the people of one part at a school and at the one it became. */
export interface ContactCarried {
  readonly changed: readonly { readonly id: string; readonly changes: Partial<ContactRow> }[];
  readonly added: readonly { readonly at: 'from' | 'to'; readonly row: Omit<ContactRow, 'id'> }[];
}

/**
 * The designated teacher of a school that became another: who holds the post on the day before goes on at the successor from the
 * day, unless somebody is known there for that day or later; one who is said of the successor from before it began held the post
 * at the predecessor until then. Where the day is put right, the same person's two rows meet at it. Said again, it changes nothing.
 *
 * Source: domain.md section 11 (links keep the designated teacher through academy conversion).
 * @example Pat at A since 2024-09-01, A became B on 2025-04-01 // Pat at A until 2025-03-31, Pat at B from 2025-04-01
 * @example Pat at B since 2024-09-01 // the same
 */
export function contactCarried(from: readonly ContactRow[], to: readonly ContactRow[], on: PlainDate): ContactCarried {
  const lastDay = addDays(on, -1);
  const over = from.find(({ validFrom, validTo }) => validFrom < on && (validTo === null || validTo >= on));
  const early = to.find(({ validFrom, validTo }) => validFrom < on && (validTo === null || validTo >= on));
  const changed: { id: string; changes: Partial<ContactRow> }[] = [];
  const added: { at: 'from' | 'to'; row: Omit<ContactRow, 'id'> }[] = [];
  const rowOf = ({ name, email, telephone }: ContactRow, validFrom: PlainDate, validTo: PlainDate | null) => ({
    ...{ name, email, telephone },
    ...{ validFrom, validTo },
  });
  if (over) {
    changed.push({ id: over.id, changes: { validTo: lastDay } });
    const known = to.filter(({ validTo }) => validTo === null || validTo >= on);
    const next = known.find(
      ({ name, validFrom }) => name === over.name && over.validTo !== null && validFrom === addDays(over.validTo, 1),
    );
    if (next) changed.push({ id: next.id, changes: { validFrom: on } });
    else if (known.length === 0) added.push({ at: 'to', row: rowOf(over, on, over.validTo) });
  }
  if (early) {
    changed.push({ id: early.id, changes: { validFrom: on } });
    const known = from.filter(({ validTo }) => validTo === null || validTo >= addDays(early.validFrom, -1));
    const before = known.find(({ name, validTo }) => name === early.name && validTo !== null && validTo < lastDay);
    if (before) changed.push({ id: before.id, changes: { validTo: lastDay } });
    else if (known.length === 0) added.push({ at: 'from', row: rowOf(early, early.validFrom, lastDay) });
  }
  return { changed, added };
}
