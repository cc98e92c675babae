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
    .prepare<[], BatchRow>(
      `SELECT import_batch.id AS batchId, at, coalesce(user.name, '') AS by, title, files, state
       FROM import_batch LEFT JOIN user ON user.id = user_id ORDER BY at DESC, import_batch.id DESC`,
    )
    .all();

export const readBatch = (reader: Connection | ReadConnection, batchId: string): BatchRow | null =>
  listBatches(reader).find((batch) => batch.batchId === batchId) ?? null;

/** The refused rows of one file of a batch, as CSV text; null when the file had none. */
export const readRefusalCsv = (reader: ReadConnection, batchId: string, fileName: string): string | null =>
  (
    reader.prepare('SELECT csv FROM import_refusal WHERE batch_id = ? AND file_name = ?').get(batchId, fileName) as
      | { csv: string }
      | undefined
  )?.csv ?? null;
