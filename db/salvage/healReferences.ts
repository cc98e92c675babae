import type { Value } from '#db/history/change.ts';
import { rowIdOf, whereRow } from '#db/history/rowKey.ts';
import type { Connection } from '#db/open.ts';
import type { RecordValue } from './btreePages.ts';
import type { SetAside } from './setAside.ts';

type Violation = { table: string; parent: string; fkid: number };
type Column = { name: string; notnull: number; dflt_value: string | null };
type Row = Record<string, RecordValue>;
/** Keys are text and numbers. */
type Known = Record<string, Value>;

/**
 * Puts right what a salvage tore apart, until every reference leads somewhere. A link that may be empty is emptied; a parent
 * that consists of nothing but its id (a child) is made anew, so that all that hangs on it stays together; any other row
 * whose parent is lost is set aside. What a row lost stands in `salvaged_row`, with the row as it was read.
 */
export function healReferences(connection: Connection, aside: SetAside): void {
  const columnsOf = (table: string) => connection.pragma(`table_info("${table}")`) as Column[];
  for (;;) {
    const broken = connection.pragma('foreign_key_check') as Violation[];
    if (broken.length === 0) return;
    const kinds = new Map(broken.map((each) => [`${each.table} ${each.fkid}`, each]));
    for (const { table, parent, fkid } of kinds.values()) {
      const keys = connection.pragma(`foreign_key_list("${table}")`) as { id: number; from: string; to: string }[];
      const { from, to } = keys.find(({ id }) => id === fkid) ?? { from: '', to: 'id' };
      const rows = connection
        .prepare(
          `SELECT * FROM "${table}" AS own WHERE "${from}" IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM "${parent}" WHERE "${parent}"."${to}" = own."${from}")`,
        )
        .all() as Row[];
      const needed = columnsOf(parent).filter(({ notnull, dflt_value }) => notnull === 1 && dflt_value === null);
      const mayBeEmpty = columnsOf(table).find(({ name }) => name === from)?.notnull === 0;
      for (const row of rows) {
        const { sql, values } = whereRow(table, rowIdOf(table, row as Known));
        if (needed.length === 1 && needed[0]?.name === 'id') {
          const added = connection.prepare(`INSERT OR IGNORE INTO "${parent}" (id) VALUES (?)`).run(row[from]);
          if (added.changes > 0)
            aside.note(parent, { id: row[from] ?? null }, 'Its row is lost; made anew with its id alone.');
        } else if (mayBeEmpty) {
          aside.note(table, row, `Its ${parent} is lost; the link was emptied.`);
          connection.prepare(`UPDATE "${table}" SET "${from}" = NULL WHERE ${sql}`).run(...values);
        } else {
          aside.takeOut(table, row, `Its ${parent} is lost.`);
          connection.prepare(`DELETE FROM "${table}" WHERE ${sql}`).run(...values);
        }
      }
    }
  }
}
