import type { ReadConnection } from '#db/open.ts';

/** Whether the attribution rule gives the child to the locality on the date. A child who has left is in scope where last placed. */
export function childIsInLocality(reader: ReadConnection, childId: string, localityId: string, date: string): boolean {
  const row = reader
    .prepare(
      'SELECT locality_id AS localityId FROM locality_period WHERE child_id = ? AND start_date <= ? ORDER BY start_date DESC LIMIT 1',
    )
    .get(childId, date) as { localityId: string | null } | undefined;
  return row?.localityId === localityId;
}
