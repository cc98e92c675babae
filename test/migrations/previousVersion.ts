import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrateStore } from '#db/migrate.ts';
import { type Connection, openForWriting } from '#db/open.ts';
import { type JournalEntry, migrationsUpTo, readJournal } from './support.ts';

const tablesOf = (connection: Connection): string[] =>
  connection
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '__drizzle_migrations'",
    )
    .pluck()
    .all() as string[];
const columnsOf = (connection: Connection, table: string): string[] =>
  connection.prepare('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0').pluck().all(table) as string[];

/**
 * Makes a store as the version before the newest migration left it: the migrations before that one, and of every row the
 * columns that were known then. Holds for any next migration that only adds, as all have to.
 */
export function asThePreviousVersionLeftIt(path: string, key: Buffer, scratch: string): void {
  const newest = readJournal().entries.at(-1) as JournalEntry;
  const older = join(scratch, 'previous.vsk');
  const now = openForWriting(path, key);
  const then = openForWriting(older, key, { mustExist: false });
  migrateStore({
    connection: then,
    key,
    path: older,
    migrationsFolder: migrationsUpTo(newest.idx - 1, scratch),
    backupFolder: null,
  });
  then.pragma('foreign_keys = OFF');
  const known = tablesOf(then).filter((table) => tablesOf(now).includes(table));
  then.transaction(() => {
    for (const table of known) {
      const shared = columnsOf(then, table).filter((column) => columnsOf(now, table).includes(column));
      const list = shared.map((column) => `"${column}"`).join(', ');
      then.exec(`DELETE FROM "${table}"`);
      const add = then.prepare(`INSERT INTO "${table}" (${list}) VALUES (${shared.map(() => '?').join(', ')})`);
      for (const row of now.prepare(`SELECT ${list} FROM "${table}"`).raw().iterate() as Iterable<unknown[]>)
        add.run(row);
    }
  })();
  now.close();
  then.pragma('journal_mode = DELETE');
  then.close();
  rmSync(path);
  // In place of the file itself, under the same key.
  renameSync(older, path);
}
