import type { ReadConnection } from '#db/open.ts';
import { openPossibleLeavers } from './needs.ts';

export interface WaitingLeaver {
  leaverId: string;
  childId: string;
  noticedOn: string;
  laCode: string | null;
}

/** The possible leavers about whom somebody is to decide, the longest waiting first; whose care has ended is none any more. */
export function waitingLeavers(reader: ReadConnection, today: string): WaitingLeaver[] {
  const open = new Set(openPossibleLeavers(reader, today).map(({ childId }) => childId));
  const rows = reader
    .prepare<[], WaitingLeaver>(
      `SELECT id AS leaverId, child_id AS childId, noticed_on AS noticedOn,
         (SELECT la_code FROM child_responsible_authority AS authority WHERE authority.child_id = possible_leaver.child_id
           ORDER BY valid_to IS NOT NULL, valid_from DESC LIMIT 1) AS laCode
       FROM possible_leaver WHERE resolved_on IS NULL ORDER BY noticed_on, id`,
    )
    .all();
  return rows.filter(({ childId }) => open.has(childId));
}
