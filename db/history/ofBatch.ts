import type { Connection, ReadConnection } from '../open.ts';
import { type Change, changeColumns } from './change.ts';

type Reader = Connection | ReadConnection;

/**
 * What an import made secret stays so when the import is undone, and an answer about it since is no reason not to undo. What a
 * merge pointed at another record is pointed back. That adoption closed a record is not undone with the import that said so:
 * only two people open it, on its own page, and where they have it stays open.
 */
export const undone =
  "(table_name <> 'secret_placement' OR field IN ('child_id', 'with_child_id')) AND NOT (table_name = 'child' AND field = 'sealed_on' AND old = 'null')";

/** An opening by two people is no later change that keeps the import which closed the record from being undone. */
export const opened = "(table_name = 'child' AND field = 'sealed_on' AND new = 'null')";

/** The changes of a batch that an undo takes back, last first, a page at a time: those before the one given. */
export const changesBackwards = (
  reader: Reader,
  batchId: string,
  before: Pick<Change, 'localNo' | 'ord'> | null,
  limit: number,
): Change[] =>
  reader
    .prepare(
      `SELECT ${changeColumns} FROM change_set JOIN change ON change.local_no = change_set.local_no
       WHERE batch_id = @batchId AND ${undone}
         AND (@localNo IS NULL OR change.local_no < @localNo OR (change.local_no = @localNo AND change.ord < @ord))
       ORDER BY change_set.local_no DESC, change.ord DESC LIMIT @limit`,
    )
    .all({ batchId, limit, localNo: before?.localNo ?? null, ord: before?.ord ?? null }) as Change[];

/** How many changes of a batch an undo takes back. */
export const countChangesOfBatch = (reader: Reader, batchId: string): number =>
  reader
    .prepare<[string], number>(
      `SELECT count(*) FROM change_set JOIN change ON change.local_no = change_set.local_no WHERE batch_id = ? AND ${undone}`,
    )
    .pluck()
    .get(batchId) ?? 0;

/** How many records that adoption has closed would be opened by undoing a batch: those that it closed and did not make. */
export const closedByBatch = (reader: Reader, batchId: string): number =>
  reader
    .prepare<[string], number>(
      `SELECT count(DISTINCT change.row_id) FROM change_set JOIN change ON change.local_no = change_set.local_no
       JOIN child ON child.id = change.row_id AND child.sealed_on IS NOT NULL
       WHERE batch_id = ? AND table_name = 'child' AND field = 'sealed_on' AND old = 'null'`,
    )
    .pluck()
    .get(batchId) ?? 0;
