import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carryOverChangeLog } from '#db/history/carryOverChangeLog.ts';
import { newStoreKey } from '#db/keys/keyFile.ts';
import { migrateStore } from '#db/migrate.ts';
import { type Connection, openForWriting } from '#db/open.ts';

export type JournalEntry = { idx: number; version: string; when: number; tag: string; breakpoints: boolean };
type Journal = { version: string; dialect: string; entries: JournalEntry[] };

export const shipped = join(process.cwd(), 'migrations');
export const readJournal = (folder = shipped): Journal =>
  JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as Journal;

/** A folder of migrations as an earlier version of the app shipped it: those up to and including `last`. */
export function migrationsUpTo(last: number, into: string): string {
  const folder = join(into, `migrations-to-${last}`);
  mkdirSync(join(folder, 'meta'), { recursive: true });
  const journal = readJournal();
  const entries = journal.entries.filter((entry) => entry.idx <= last);
  for (const { tag } of entries) cpSync(join(shipped, `${tag}.sql`), join(folder, `${tag}.sql`));
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }));
  return folder;
}

/** The shipped migrations and one more after them, with the SQL given. */
export function migrationsAndThen(sql: string, into: string, tag = 'added'): string {
  const folder = join(into, `migrations-${tag}`);
  cpSync(shipped, folder, { recursive: true });
  const journal = readJournal();
  const last = journal.entries.at(-1) as JournalEntry;
  writeFileSync(join(folder, `${tag}.sql`), sql);
  const entry = { ...last, idx: last.idx + 1, when: last.when + 1000, tag };
  writeFileSync(
    join(folder, 'meta', '_journal.json'),
    JSON.stringify({ ...journal, entries: [...journal.entries, entry] }),
  );
  return folder;
}

/** A bare encrypted store in a folder of its own, not migrated yet. */
export function aBareStore() {
  const folder = mkdtempSync(join(tmpdir(), 'vsk-migration-'));
  const path = join(folder, 'children.vsk');
  const backups = join(folder, 'backups');
  const key = newStoreKey();
  let connection: Connection = openForWriting(path, key, { mustExist: false });
  return {
    folder,
    path,
    backups,
    key,
    get connection() {
      return connection;
    },
    migrate: (migrationsFolder: string) =>
      migrateStore({ connection, key, path, migrationsFolder, backupFolder: backups }),
    /** Runs one migration's SQL alone, as the version that shipped it did. */
    applySqlOf(idx: number) {
      const { tag, when } = readJournal().entries[idx] as JournalEntry;
      connection.pragma('foreign_keys = OFF');
      connection.exec(readFileSync(join(shipped, `${tag}.sql`), 'utf8'));
      if (tag.endsWith('change_sets')) carryOverChangeLog(connection);
      connection.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)').run(tag, when);
      connection.pragma('foreign_keys = ON');
    },
    reopen() {
      connection.close();
      connection = openForWriting(path, key);
    },
    close() {
      connection.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Rebuilt, with new ids, by every migration; and the list of migrations itself, which grows. */
export const derived = [
  'care_period',
  'locality_period',
  'attendance_rollup',
  'attendance_year',
  'attendance_days',
  'cohort_member',
  'measure_outcome',
  '__drizzle_migrations',
];

/** Every row of every table, to compare a store before and after. */
export function contents(connection: Connection, except: readonly string[] = []): Record<string, unknown[]> {
  const tables = connection
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables
      .filter((table) => !except.includes(table))
      .map((table) => [table, connection.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2`).all()]),
  );
}
