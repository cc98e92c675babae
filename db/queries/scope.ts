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

/** Every child `childIsInLocality` says yes to, for lists: where the rule puts the child on the date, or last put it. */
export function childrenInLocality(reader: ReadConnection, localityId: string, date: string): Set<string> {
  const rows = reader
    .prepare(
      `SELECT child_id FROM locality_period AS mine WHERE locality_id = @localityId AND start_date <= @date AND NOT EXISTS (
         SELECT 1 FROM locality_period AS later
         WHERE later.child_id = mine.child_id AND later.start_date > mine.start_date AND later.start_date <= @date)`,
    )
    .raw()
    .all({ localityId, date }) as [string][];
  return new Set(rows.map(([childId]) => childId));
}

/** Where the attribution rule puts each of some children on the date, or last put it; null for in no locality. */
export const lastLocalities = (
  reader: ReadConnection,
  childIds: readonly string[],
  date: string,
): Map<string, string | null> =>
  new Map(
    reader
      .prepare(
        `SELECT child_id, locality_id FROM json_each(?) CROSS JOIN locality_period ON child_id = value
         WHERE start_date <= ? ORDER BY start_date`,
      )
      .raw()
      .all(JSON.stringify(childIds), date) as [string, string | null][],
  );
