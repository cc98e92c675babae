import type { ReadConnection } from '../open.ts';

/** The local ids of children whose record adoption has closed. */
export const closedLocalIds = (reader: Pick<ReadConnection, 'prepare'>): string[] =>
  reader
    .prepare<[], string>(
      `SELECT value FROM child_identifier JOIN child ON child.id = child_id
       WHERE kind = 'localId' AND sealed_on IS NOT NULL`,
    )
    .pluck()
    .all();
