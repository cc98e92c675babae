import type { Writer } from '../write.ts';
import { type Change, type Row, unpackRows } from './change.ts';
import { derivedRemover } from './derivedOfChild.ts';
import { changesBackwards } from './ofBatch.ts';
import { rowIdOf } from './rowKey.ts';
import { stateBefore } from './stateBefore.ts';

const PAGE = 2000;

/**
 * Takes the changes of a batch back, last first, through the writer, so that the undoing is itself in the history.
 * @param told how many changes were taken back so far, every hundred
 * @returns `done`: changes taken back; `blocked`: added rows that stay because something later stands on them
 */
export async function playBack(
  writer: Writer,
  batchId: string,
  told: (done: number) => Promise<void>,
): Promise<{ done: number; blocked: number }> {
  const takeOut = takingOut(writer);
  // Fields that one write changed go back in one write: half of them alone could break a CHECK (an end before its start).
  let fields: { tableName: string; rowId: string; values: Row } | null = null;
  const putBack = () => {
    if (fields) writer.update(fields.tableName, fields.rowId, fields.values);
    fields = null;
  };
  let before: Change | null = null;
  let done = 0;
  let blocked = 0;
  for (;;) {
    const page = changesBackwards(writer.connection, batchId, before, PAGE);
    if (page.length === 0) break;
    for (const change of page) {
      const { tableName, rowId, field } = change;
      const whole = field === '*' || field === '+';
      if (fields && (whole || fields.tableName !== tableName || fields.rowId !== rowId)) putBack();
      if (field === '+')
        for (const row of unpackRows(change.new ?? '')) writer.remove(tableName, rowIdOf(tableName, row));
      else if (whole) {
        const row = stateBefore(null, change);
        if (row) writer.insert(tableName, row);
        else if (!takeOut(tableName, rowId)) blocked += 1;
      } else {
        fields ??= { tableName, rowId, values: {} };
        fields.values = { ...fields.values, ...stateBefore(null, change) };
      }
      done += 1;
      if (done % 100 === 0) await told(done);
    }
    before = page.at(-1) ?? null;
  }
  putBack();
  return { done, blocked };
}

/** Takes out a row that was added; answers false when something later stands on it. */
function takingOut(writer: Writer): (tableName: string, rowId: string) => boolean {
  const removeDerived = derivedRemover(writer.connection);
  const replaced = writer.connection.prepare('SELECT 1 FROM attainment_result WHERE supersedes_id = ?');
  return (tableName, rowId) => {
    if (tableName === 'child') removeDerived(rowId);
    if (tableName === 'attainment_result' && replaced.get(rowId)) return false;
    try {
      writer.remove(tableName, rowId);
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw error;
      return false;
    }
  };
}
