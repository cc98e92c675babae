import type { Connection, ReadConnection } from '../open.ts';
import type { Change } from './change.ts';
import { opened, undone } from './ofBatch.ts';
import { rowNow } from './rowKey.ts';
import { sameState, stateBefore } from './stateBefore.ts';

/**
 * How many rows that a batch wrote are no longer as the batch left them. What was changed and taken back again since counts
 * for nothing: the changes after the batch are played backwards from the row as it is, and must lead to the same row.
 */
export function rowsChangedSince(reader: Connection | ReadConnection, batchId: string): number {
  const written = reader
    .prepare(
      `WITH own AS (
         SELECT table_name, row_id, max(change.local_no) AS no
         FROM change_set JOIN change ON change.local_no = change_set.local_no
         WHERE batch_id = @batchId AND field <> '+' AND ${undone} GROUP BY table_name, row_id
         UNION ALL SELECT table_name, added.value ->> 0 || ' ' || (added.value ->> 1), change.local_no
         FROM change_set JOIN change ON change.local_no = change_set.local_no, json_each(change.new, '$.rows') AS added
         WHERE batch_id = @batchId AND field = '+')
       SELECT table_name AS tableName, row_id AS rowId, max(no) AS lastNo FROM own
       WHERE EXISTS (SELECT 1 FROM change AS later WHERE later.row_id = own.row_id AND later.local_no > own.no
         AND later.table_name = own.table_name AND later.field <> '+' AND ${undone} AND NOT ${opened})
       GROUP BY table_name, row_id`,
    )
    .all({ batchId }) as { tableName: string; rowId: string; lastNo: number }[];
  const later = reader.prepare(
    `SELECT field, old FROM change WHERE row_id = ? AND table_name = ? AND local_no > ? AND field <> '+' AND ${undone} AND NOT ${opened}
     ORDER BY local_no DESC, ord DESC`,
  );
  return written.filter(({ tableName, rowId, lastNo }) => {
    const now = rowNow(reader, tableName, rowId);
    const changes = later.all(rowId, tableName, lastNo) as Pick<Change, 'field' | 'old'>[];
    return !sameState(changes.reduce(stateBefore, now), now);
  }).length;
}
