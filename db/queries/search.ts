import type { ReadConnection } from '#db/open.ts';

/** One child under one of the texts it can be found by. */
export type SearchedText = { childId: string; text: string };

/**
 * Every text a child is found by, whether looked after or not: names of all times, UPNs and local ids. A record sealed by
 * the date gives its local id only.
 */
export function searchedTexts(reader: ReadConnection, sealedBy: string): SearchedText[] {
  const rows = reader
    .prepare(
      `SELECT child_id, surname || ' ' || forename FROM child_name WHERE child_id NOT IN (SELECT id FROM child WHERE sealed_on <= @sealedBy)
       UNION ALL SELECT child_id, value FROM child_identifier WHERE kind = 'localId'
         OR child_id NOT IN (SELECT id FROM child WHERE sealed_on <= @sealedBy)`,
    )
    .raw()
    .all({ sealedBy }) as [string, string][];
  return rows.map(([childId, text]) => ({ childId, text }));
}

/** Which of the children are looked after on the date. */
export function lookedAfterAmong(reader: ReadConnection, childIds: readonly string[], asAt: string): Set<string> {
  const rows = reader
    .prepare(
      `SELECT child_id FROM json_each(@ids) CROSS JOIN care_period ON child_id = value AND kind = 'all'
         AND start_date <= @asAt AND (end_date IS NULL OR end_date > @asAt)`,
    )
    .raw()
    .all({ ids: JSON.stringify(childIds), asAt }) as [string][];
  return new Set(rows.map(([childId]) => childId));
}
