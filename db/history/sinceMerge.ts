import type { Connection, ReadConnection } from '../open.ts';
import { nowOf } from '../queries/nowOf.ts';
import { type Change, packRows, type Row, unpackRows } from './change.ts';
import { undone } from './ofBatch.ts';
import { rowIdOf, rowNow } from './rowKey.ts';
import { sameState, stateBefore } from './stateBefore.ts';

type Reader = Pick<Connection | ReadConnection, 'prepare'>;

/** A record of a child that a batch made another's, and the change set that did. */
export type MergedRecord = { batchId: string; goesId: string; staysId: string; localNo: number };

/** The records of children that were made others' and are so still, by the batch that did it, in their order. */
export const standingMerges = (reader: Reader): MergedRecord[] =>
  reader
    .prepare<[], MergedRecord>(
      `SELECT batch_id AS batchId, row_alias.row_id AS goesId, into_id AS staysId, max(change.local_no) AS localNo
       FROM row_alias CROSS JOIN change ON change.row_id = 'child ' || row_alias.row_id AND change.table_name = 'row_alias'
       CROSS JOIN change_set ON change_set.local_no = change.local_no
       WHERE row_alias.table_name = 'child' GROUP BY row_alias.row_id ORDER BY localNo`,
    )
    .all();

/** Whether adoption has closed a record, or the record it has become since. */
export const isClosed = (reader: Reader, childId: string): boolean =>
  reader.prepare('SELECT 1 FROM child WHERE id = ? AND sealed_on IS NOT NULL').get(nowOf(reader)(childId)) !==
  undefined;

/**
 * The secret placements of a child that were put on record, or opened no longer, since a merge: which of the two records was
 * meant nobody can tell, so that both keep the secret when there are two again.
 */
export const secretSinceMerge = (reader: Reader, { staysId, localNo }: MergedRecord): string[] =>
  reader
    .prepare<[string, number], string>(
      `SELECT id FROM secret_placement WHERE child_id = ? AND EXISTS (SELECT 1 FROM change
         WHERE change.row_id = secret_placement.id AND table_name = 'secret_placement' AND local_no > ?
           AND (field = '*' OR (field = 'to_date' AND to_date IS NULL)))`,
    )
    .pluck()
    .all(staysId, localNo);

/** By whom a child was written of or spoken of: the id of the import, or of none where it was by hand. */
export type Voice = { batchId: string | null; words: string };

/**
 * Whatever has come in of a child since a merge and stands: rows that are not as they were after it, whoever wrote them, and
 * what an import only confirmed. Of which of the two records it was nobody can tell any more. What was changed and is as it was
 * again counts for nothing, nor does secrecy, which an undo leaves.
 *
 * @returns by whom it came, the newest first
 */
export function heardSinceMerge(reader: Reader, { batchId, staysId, localNo }: MergedRecord): Voice[] {
  const written = changedOf(reader, staysId, localNo)
    ? reader
        .prepare<[string, number], Voice>(
          `SELECT DISTINCT import_batch.id AS batchId, coalesce(title, reason, 'a change by hand') AS words FROM change_set
           LEFT JOIN import_batch ON import_batch.id = batch_id
           WHERE local_no IN (SELECT local_no FROM change WHERE subject_id = ? AND local_no > ? AND ${undone})
             AND coalesce(state, 'committed') = 'committed' ORDER BY local_no DESC`,
        )
        .all(staysId, localNo)
    : [];
  const spoken = reader
    .prepare<[string, string], Voice & { content: string }>(
      `SELECT import_batch.id AS batchId, source AS words, content FROM statement
       JOIN import_batch ON import_batch.id = batch_id AND state = 'committed'
       WHERE statement.id > ? AND instr(content, ?) > 0 ORDER BY statement.id DESC`,
    )
    .all(batchId, staysId)
    .map(({ batchId: by, words }) => ({ batchId: by, words }));
  const inSource = new Set(spoken.map((voice) => voice.batchId));
  return [...spoken, ...written.filter((voice) => !inSource.has(voice.batchId))];
}

/** Whether any row of a child is not as it was after a change set. */
function changedOf(reader: Reader, childId: string, localNo: number): boolean {
  const changes = reader
    .prepare<[string, number], Pick<Change, 'tableName' | 'rowId' | 'field' | 'old' | 'new'>>(
      `SELECT table_name AS tableName, row_id AS rowId, field, old, new FROM change
       WHERE subject_id = ? AND local_no > ? AND ${undone} ORDER BY local_no DESC, ord DESC`,
    )
    .all(childId, localNo)
    .flatMap((change) =>
      change.field === '+'
        ? unpackRows(change.new ?? packRows([])).map((row) => ({
            ...change,
            rowId: rowIdOf(change.tableName, row),
            field: '*',
            old: null,
          }))
        : [change],
    );
  const byRow = Map.groupBy(changes, ({ tableName, rowId }) => `${tableName} ${rowId}`);
  return [...byRow.values()].some((ofRow) => {
    const [{ tableName, rowId } = { tableName: '', rowId: '' }] = ofRow;
    const now = rowNow(reader, tableName, rowId);
    return !sameState(ofRow.reduce<Row | null>(stateBefore, now), now);
  });
}
