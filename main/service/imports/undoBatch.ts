import { changesOfBatch, countChangesOfBatch, countRowsChangedSince, type LoggedChange } from '#db/queries/imports.ts';
import { type Row, type Value, type Writer, withoutHistory } from '#db/write.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { Progress } from '../context/progress.ts';

const PAGE = 2000;
/** Sorts after every id. */
const AFTER_ALL = 'g';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/**
 * Takes an import back: its changes are played backwards through the writer, so that the undoing is itself logged, under
 * the same batch, with the reason. Refused, with nothing changed, when rows it wrote were written again since, or when
 * later rows stand on them.
 *
 * @param touched how many of its rows were written since, for a caller that has a finer rule
 * The log keeps values as text; each goes back as what its column holds (INTEGER, REAL or TEXT).
 */
export async function undoBatch(
  writer: Writer,
  batchId: string,
  progress: Progress,
  touched = countRowsChangedSince(writer.connection, batchId),
): Promise<number> {
  const { connection } = writer;
  if (touched > 0)
    throw new CallFailure(
      'conflict',
      `${plural(touched, 'row', 'rows')} of this import ${touched === 1 ? 'was' : 'were'} changed since. Undo the later imports first, or correct the rows by hand. Nothing was changed.`,
      { value: String(touched) },
    );
  const total = countChangesOfBatch(connection, batchId);
  const undo = createUndo(writer);
  // Fields that one write changed go back in one write: half of them alone could break a CHECK (an end before its start).
  let fields: { tableName: string; rowKey: string; values: Row } | null = null;
  const putBack = () => {
    if (fields) undo.fields(fields.tableName, fields.rowKey, fields.values);
    fields = null;
  };
  let before = AFTER_ALL;
  let done = 0;
  let blocked = 0;
  for (;;) {
    const page = changesOfBatch(connection, batchId, before, PAGE);
    if (page.length === 0) break;
    for (const change of page) {
      const { tableName, rowKey, field, old } = change;
      if (fields && (fields.tableName !== tableName || fields.rowKey !== rowKey || field === '*' || field === '+'))
        putBack();
      if (field === '+') {
        for (const id of JSON.parse(change.new ?? '[]') as string[]) writer.remove(tableName, id);
      } else if (field === '*') {
        if (!undo.whole(change)) blocked += 1;
      } else {
        fields ??= { tableName, rowKey, values: {} };
        fields.values[field] = undo.storedValue(tableName, field, old);
      }
      done += 1;
      if (done % 100 === 0) await progress.report(done, total, 'Putting back what was there before');
    }
    before = page.at(-1)?.id ?? '';
  }
  putBack();
  if (blocked > 0)
    throw new CallFailure(
      'conflict',
      `${plural(blocked, 'row', 'rows')} of this import ${blocked === 1 ? 'has' : 'have'} later rows that belong to ${blocked === 1 ? 'it' : 'them'}. Undo the later imports first. Nothing was changed.`,
      { value: String(blocked) },
    );
  return done;
}

/** Plays changes backwards through the writer. */
function createUndo(writer: Writer) {
  const { connection } = writer;
  const affinities = new Map<string, Map<string, string>>();
  const affinityOf = (table: string, column: string): string => {
    let columns = affinities.get(table);
    if (!columns) {
      const rows = connection.prepare('SELECT name, type FROM pragma_table_info(?)').all(table) as {
        name: string;
        type: string;
      }[];
      columns = new Map(rows.map(({ name, type }) => [name, type.toUpperCase()]));
      affinities.set(table, columns);
    }
    return columns.get(column) ?? 'TEXT';
  };
  const storedValue = (table: string, column: string, text: string | null): Value => {
    if (text === null) return null;
    return affinityOf(table, column) === 'TEXT' ? text : Number(text);
  };
  // Rows that follow from a child's facts stand on the child: they go first, and are worked out again for who is left.
  const derived = connection
    .prepare(
      `SELECT DISTINCT schema.name, keys."from" AS child FROM sqlite_schema AS schema JOIN pragma_foreign_key_list(schema.name) AS keys
       WHERE schema.type = 'table' AND keys."table" = 'child'`,
    )
    .all() as { name: string; child: string }[];
  const removeDerived = derived
    .filter(({ name }) => withoutHistory.has(name))
    .map(({ name, child }) => connection.prepare(`DELETE FROM "${name}" WHERE "${child}" = ?`));
  const fields = (tableName: string, rowKey: string, values: Row): void => {
    writer.update(tableName, rowKey, values);
  };

  /** Takes out a row that was added, or puts back one that was taken out; false when something later stands on it. */
  const whole = ({ tableName, rowKey, old }: LoggedChange): boolean => {
    if (old !== null) {
      writer.insert(tableName, JSON.parse(old) as Row);
      return true;
    }
    if (tableName === 'child') for (const remove of removeDerived) remove.run(rowKey);
    try {
      writer.remove(tableName, rowKey);
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw error;
      return false;
    }
  };

  return { fields, whole, storedValue };
}
