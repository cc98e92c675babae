import type { ReadConnection } from '#db/open.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';

/** By child, where it lived in care and since when, in date order; the spans cover its days in care and no other. */
export type LocalityHistory = ReadonlyMap<string, readonly { from: PlainDate; locality: string }[]>;

/** Every child's localities, read once for many dates. */
export function localityHistory(reader: ReadConnection): LocalityHistory {
  const rows = reader
    .prepare('SELECT child_id, start_date, locality_id FROM locality_period ORDER BY child_id, start_date')
    .raw()
    .all() as [string, string, string | null][];
  const history = new Map<string, { from: PlainDate; locality: string }[]>();
  for (const [childId, from, locality] of rows) {
    const span = { from, locality: locality ?? UNALLOCATED };
    const known = history.get(childId);
    if (known) known.push(span);
    else history.set(childId, [span]);
  }
  return history;
}

/** The locality of a child's last day in care up to a date; null where it was not in care until then. */
export const lastLocalityIn = (history: LocalityHistory, childId: string, until: PlainDate): string | null =>
  history.get(childId)?.findLast((span) => span.from <= until)?.locality ?? null;
