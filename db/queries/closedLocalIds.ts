import type { ReadConnection } from '../open.ts';

/** The local ids of children whose record adoption has closed, each with the authority that gave it. */
export const closedLocalIds = (reader: Pick<ReadConnection, 'prepare'>): { value: string; issuer: string | null }[] =>
  reader
    .prepare<[], { value: string; issuer: string | null }>(
      `SELECT value, issuer FROM child_identifier JOIN child ON child.id = child_id
       WHERE kind = 'localId' AND sealed_on IS NOT NULL`,
    )
    .all();
