import type { ReadConnection } from '#db/open.ts';
import { everIdsOf } from './nowOf.ts';

/** What the row of a fact was last written by. */
export type Origin = {
  /** The import, form or decision, in its own words: 'Looked-after list'. Null where none was put on record. */
  source: string | null;
  /** The import it can be undone with. */
  batchId: string | null;
  /** The day that what was said is as of, where it is one day for the whole import. */
  asOf: string | null;
};

/**
 * An import that was taken back, and its taking back, are no origin: the row is as it was before. Nor is a merge that made
 * the row another record's and changed nothing else of it: it came by what wrote it of the record that was merged away.
 */
export const originsSql = `WITH listed AS (
    SELECT row_id, max(local_no) AS local_no FROM json_each(?) CROSS JOIN change ON subject_id = value
    CROSS JOIN change_set USING (local_no)
    WHERE table_name <> 'attendance_week' AND field <> 'child_id'
      AND NOT EXISTS (SELECT 1 FROM import_batch WHERE import_batch.id = batch_id AND state = 'undone') GROUP BY row_id)
  SELECT row_id AS rowId, coalesce(import_batch.title, reason) AS source, import_batch.id AS batchId, as_of AS asOf FROM listed
  CROSS JOIN change_set USING (local_no) LEFT JOIN import_batch ON import_batch.id = change_set.batch_id`;

const UNKNOWN: Origin = { source: null, batchId: null, asOf: null };

/** The day that the files of an import speak of, by import; none where they do not speak of the same day. */
const daysOfBatches = (reader: ReadConnection): Map<string, string> =>
  new Map(
    reader
      .prepare('SELECT batch_id, max(as_of) FROM statement GROUP BY batch_id HAVING min(as_of) = max(as_of)')
      .raw()
      .all() as [string, string][],
  );

/** Where the facts of a child come from, by the id of their row: the change set that wrote each as it stands. */
export function originsOfChild(reader: ReadConnection, childId: string): (rowId: string) => Origin {
  const found = reader.prepare(originsSql).all(JSON.stringify(everIdsOf(reader)(childId))) as (Origin & {
    rowId: string;
  })[];
  const days = daysOfBatches(reader);
  const origins = new Map(
    found.map(({ rowId, source, batchId, asOf }) => [
      rowId,
      { source, batchId, asOf: asOf ?? days.get(batchId ?? '') ?? null },
    ]),
  );
  return (rowId) => origins.get(rowId) ?? UNKNOWN;
}
