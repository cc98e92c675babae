import type { ReadConnection } from '#db/open.ts';
import { listedChildren } from './careFacts.ts';
import type { InScope } from './scope.ts';

/** One child under one of the texts it can be found by. */
export type SearchedText = { childId: string; text: string };

/**
 * Every text a child is found by, whether looked after or not: names of all times, UPNs and local ids. A record sealed by
 * the date gives its local id only.
 */
export function searchedTexts(inScope: InScope, reader: ReadConnection, sealedBy: string): SearchedText[] {
  const rows = reader
    .prepare(
      `SELECT child_id, surname || coalesce(' ' || forename, '') FROM child_name WHERE child_id NOT IN (SELECT id FROM child WHERE sealed_on <= @sealedBy)
       UNION ALL SELECT child_id, value FROM child_identifier WHERE kind = 'localId'
         OR child_id NOT IN (SELECT id FROM child WHERE sealed_on <= @sealedBy)`,
    )
    .raw()
    .all({ sealedBy }) as [string, string][];
  return rows.flatMap(([childId, text]) => (inScope.has(childId) ? [{ childId, text }] : []));
}

/** Everybody looked after on the date, short breaks among them. */
export const lookedAfterOnDate = (reader: ReadConnection, asAt: string): Set<string> =>
  new Set(
    (reader.prepare(`${listedChildren} SELECT childId FROM listed`).raw().all({ asAt }) as [string][]).map(
      ([id]) => id,
    ),
  );
