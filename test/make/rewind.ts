import { type Change, changeColumns, type Row, unpackRows, type Value } from '#db/history/change.ts';
import { rowIdOf, whereRow } from '#db/history/rowKey.ts';
import { stateBefore } from '#db/history/stateBefore.ts';
import { hasHistory } from '#db/history/tableClasses.ts';
import type { Connection } from '#db/open.ts';

/** Every row of every table that has a history, to compare two moments. */
export function facts(connection: Pick<Connection, 'prepare'>): Record<string, Row[]> {
  const tables = connection
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables
      .filter(hasHistory)
      .map((table) => [table, connection.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2`).all() as Row[]]),
  );
}

/**
 * Takes the facts of a store back to what they were after a set, by nothing but the history: every change since, the last
 * first. For copies: what it does is in no history. Foreign keys have to be off.
 * @param localNo the last set that still counts; 0 for none
 */
export function rewind(connection: Connection, localNo: number): void {
  const run = (sql: string, ...values: Value[]) => connection.prepare(sql).run(...values);
  const changes = connection
    .prepare(`SELECT ${changeColumns} FROM change WHERE local_no > ? ORDER BY local_no DESC, ord DESC`)
    .all(localNo) as Change[];
  connection.transaction(() => {
    for (let at = 0; at < changes.length; at += 1) {
      const { tableName, rowId, field, new: added } = changes[at] as Change;
      if (field === '+') {
        for (const row of unpackRows(added ?? '')) {
          const { sql, values } = whereRow(tableName, rowIdOf(tableName, row));
          run(`DELETE FROM "${tableName}" WHERE ${sql}`, ...values);
        }
        continue;
      }
      const { sql, values } = whereRow(tableName, rowId);
      const now = connection.prepare(`SELECT * FROM "${tableName}" WHERE ${sql}`).get(...values) as Row | undefined;
      let row = now ?? null;
      // What one write changed goes back together: a CHECK may hold between the fields.
      for (; changes[at]?.rowId === rowId && changes[at]?.field !== '+'; at += 1)
        row = stateBefore(row, changes[at] as Change);
      at -= 1;
      run(`DELETE FROM "${tableName}" WHERE ${sql}`, ...values);
      if (row)
        run(
          `INSERT INTO "${tableName}" (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
            .map(() => '?')
            .join(', ')})`,
          ...Object.values(row),
        );
    }
  })();
}
