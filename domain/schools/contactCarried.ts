import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { ContactRow } from './contactSaid.ts';

/** What becomes of the two schools' people: the last day of the one, and the one who begins at the other; null: nothing. */
export interface ContactCarried {
  readonly ended: { readonly id: string; readonly validTo: PlainDate };
  readonly row: Omit<ContactRow, 'id'> | null;
}

/**
 * The designated teacher of a school that became another: who holds the post on the day before goes on at the successor from the
 * day, unless somebody is known there for that day or later.
 *
 * Source: domain.md section 11 (links keep the designated teacher through academy conversion).
 * @example Pat at A since 2024-09-01, A became B on 2025-04-01 // Pat at A until 2025-03-31, Pat at B from 2025-04-01
 */
export function contactCarried(
  from: readonly ContactRow[],
  to: readonly ContactRow[],
  on: PlainDate,
): ContactCarried | null {
  const now = from.find((row) => row.validFrom < on && (row.validTo === null || row.validTo >= on));
  if (!now) return null;
  const isKnown = to.some(({ validTo }) => validTo === null || validTo >= on);
  const { name, email, telephone, validTo } = now;
  return {
    ended: { id: now.id, validTo: addDays(on, -1) },
    row: isKnown ? null : { name, email, telephone, validFrom: on, validTo },
  };
}
