import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';

/** A person at a school with a part of their own: who, how to reach them, since when. */
export interface ContactRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly telephone: string | null;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
}

/** Who somebody says it is; null says nothing of how to reach them. */
export interface ContactSaid {
  readonly name: string;
  readonly email: string | null;
  readonly telephone: string | null;
  /** The first day, where it is given. */
  readonly from: PlainDate | null;
  /** The first day of one who is the first known, where none is given. */
  readonly first: PlainDate;
}

export type ContactChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'add'; readonly row: Omit<ContactRow, 'id'> }
  | { readonly kind: 'change'; readonly id: string; readonly changes: Partial<ContactRow> }
  | {
      readonly kind: 'follow';
      readonly ended: { id: string; validTo: PlainDate };
      readonly row: Omit<ContactRow, 'id'>;
    };

/**
 * The designated teacher, or the safeguarding lead, of a school. Another name ends the earlier one the day before and holds from the
 * day that is given, else the day of the file; another address of the same person is put right in place. One who began after the
 * day of the file is newer than it, and stands; the file's then holds from its own first day until that of the next, where it gives
 * one and nobody is known for it. A file than which a newer has spoken of this person (`older`) adds no more than that.
 *
 * Source: domain.md section 1 (two people with dates of their own); issue 8 section 1.
 * @param held those of this part at the school, in any order
 * @example Pat since 2024-09-01, Jo on a file of 2025-03-31 // Pat until 2025-03-30, Jo from 2025-03-31
 */
export function contactSaid(
  held: readonly ContactRow[],
  said: ContactSaid,
  { asOf, older }: { asOf: PlainDate; older: boolean },
): ContactChange {
  const [now] = [...held].sort((a, b) =>
    (a.validTo === null) !== (b.validTo === null) ? (a.validTo === null ? -1 : 1) : a.validFrom > b.validFrom ? -1 : 1,
  );
  // Whoever went on at the school that this one became held the post here until then.
  if (
    held.some((one) => one.name === said.name && one.validTo !== null && one.validFrom <= asOf && one.validTo >= asOf)
  )
    return { kind: 'none' };
  const row = (validFrom: PlainDate): Omit<ContactRow, 'id'> => ({
    name: said.name,
    email: said.email,
    telephone: said.telephone,
    validFrom,
    validTo: null,
  });
  if (said.from !== null && now && now.validFrom > said.from) return earlierOne(held, row(said.from));
  if (older) return now ? { kind: 'none' } : { kind: 'add', row: row(said.from ?? said.first) };
  if (!now || now.validTo !== null) {
    const first = said.from ?? said.first;
    return { kind: 'add', row: row(now?.validTo && now.validTo >= first ? addDays(now.validTo, 1) : first) };
  }
  if (now.name === said.name) {
    const changes = {
      ...(said.email === null ? {} : { email: said.email }),
      ...(said.telephone === null ? {} : { telephone: said.telephone }),
    };
    return { kind: 'change', id: now.id, changes };
  }
  const from = said.from ?? asOf;
  if (now.validFrom > from) return { kind: 'none' };
  if (now.validFrom === from) return { kind: 'change', id: now.id, changes: { ...row(from) } };
  return { kind: 'follow', ended: { id: now.id, validTo: addDays(from, -1) }, row: row(from) };
}

/** One who began before those who are known; nothing where somebody is known for that day. */
function earlierOne(held: readonly ContactRow[], row: Omit<ContactRow, 'id'>): ContactChange {
  const { validFrom, name } = row;
  const isKnown = held.some(
    (each) => each.validFrom <= validFrom && (each.validTo === null || each.validTo >= validFrom),
  );
  const [next] = held.filter((each) => each.validFrom > validFrom).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  if (isKnown || !next || next.name === name) return { kind: 'none' };
  return { kind: 'add', row: { ...row, validTo: addDays(next.validFrom, -1) } };
}
