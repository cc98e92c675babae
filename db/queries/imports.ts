import type { Connection, ReadConnection } from '#db/open.ts';

export type BatchRow = {
  batchId: string;
  at: string;
  by: string;
  title: string;
  /** JSON of the contract's `fileOutcome`, a list. */
  files: string;
  state: 'committed' | 'undone';
};

/** Every import that was committed, the latest first; undone ones among them. */
export const listBatches = (reader: Connection | ReadConnection): BatchRow[] =>
  reader
    .prepare(
      `SELECT import_batch.id AS batchId, at, coalesce(user.name, '') AS by, title, files, state
       FROM import_batch LEFT JOIN user ON user.id = user_id ORDER BY at DESC, import_batch.id DESC`,
    )
    .all() as BatchRow[];

export const readBatch = (reader: Connection | ReadConnection, batchId: string): BatchRow | null =>
  listBatches(reader).find((batch) => batch.batchId === batchId) ?? null;

/** The refused rows of one file of a batch, as CSV text; null when the file had none. */
export const readRefusalCsv = (reader: ReadConnection, batchId: string, fileName: string): string | null =>
  (
    reader.prepare('SELECT csv FROM import_refusal WHERE batch_id = ? AND file_name = ?').get(batchId, fileName) as
      | { csv: string }
      | undefined
  )?.csv ?? null;

export type LoggedChange = {
  id: string;
  tableName: string;
  rowKey: string;
  field: string;
  old: string | null;
  new: string | null;
};

/** What an import made secret stays so when the import is undone, and an answer about it since is no reason not to undo. */
const undone = "table_name <> 'secret_placement'";

/** The changes of a batch, last first, a page at a time: those before the id given. */
export const changesOfBatch = (
  connection: Connection,
  batchId: string,
  before: string,
  limit: number,
): LoggedChange[] =>
  connection
    .prepare(
      `SELECT id, table_name AS tableName, row_key AS rowKey, field, old, new FROM change_log
       WHERE batch_id = ? AND id < ? AND ${undone} ORDER BY id DESC LIMIT ?`,
    )
    .all(batchId, before, limit) as LoggedChange[];

export const countChangesOfBatch = (connection: Connection, batchId: string): number =>
  (
    connection.prepare(`SELECT count(*) AS n FROM change_log WHERE batch_id = ? AND ${undone}`).get(batchId) as {
      n: number;
    }
  ).n;

/**
 * How many rows that the batch wrote were written again since. Imports that were undone do not count, nor their undoing:
 * together they changed nothing.
 */
export const countRowsChangedSince = (connection: Connection, batchId: string): number =>
  (
    connection
      .prepare(
        `WITH own AS (
           SELECT table_name, row_key, clock FROM change_log WHERE batch_id = @batchId AND field <> '+' AND ${undone}
           UNION ALL SELECT table_name, ids.value, clock FROM change_log, json_each(change_log.new) AS ids
           WHERE batch_id = @batchId AND field = '+')
         SELECT count(DISTINCT own.row_key) AS n FROM own
         JOIN change_log AS later ON later.row_key = own.row_key AND later.table_name = own.table_name AND later.clock > own.clock
         WHERE later.field <> '+' AND later.batch_id IS NOT @batchId
           AND NOT EXISTS (SELECT 1 FROM import_batch WHERE import_batch.id = later.batch_id AND state = 'undone')`,
      )
      .get({ batchId }) as { n: number }
  ).n;
