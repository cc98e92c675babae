import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { backUp } from './backup.ts';
import type { Connection } from './open.ts';

type Journal = { entries: { idx: number; when: number; tag: string }[] };

/** The store was written by a newer version; opening it would lose what this version does not know. */
export class NewerStoreError extends Error {
  constructor() {
    super(
      'The store was last opened by a newer version of VSK Tracker. Update the app to open it; nothing was changed.',
    );
  }
}

const readJournal = (folder: string): Journal =>
  JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as Journal;

function lastAppliedAt(connection: Connection): number | null {
  const table = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get();
  if (!table) return null;
  const row = connection.prepare('SELECT max(created_at) AS at FROM __drizzle_migrations').get() as {
    at: number | null;
  };
  return row.at;
}

/**
 * Brings a store to this version's schema: forward only, in one transaction, backed up first.
 *
 * Foreign keys are switched off on the connection beforehand, because inside drizzle's transaction the pragma does
 * nothing and a table rebuild then deletes child rows silently (architecture.md section 3); they are checked after.
 * @returns how many migrations ran. Throws `NewerStoreError` and changes nothing when the store is newer.
 */
export function migrateStore(options: {
  connection: Connection;
  key: Buffer;
  path: string;
  migrationsFolder: string;
  backupFolder: string | null;
}): number {
  const { connection } = options;
  const journal = readJournal(options.migrationsFolder);
  const newest = journal.entries.at(-1)?.when ?? 0;
  const applied = lastAppliedAt(connection);
  if (applied !== null && applied > newest) throw new NewerStoreError();
  const pending = journal.entries.filter((entry) => applied === null || entry.when > applied).length;
  if (pending === 0) return 0;
  if (applied !== null && options.backupFolder)
    backUp({ connection, key: options.key, folder: options.backupFolder, label: 'before-migration' });
  connection.pragma('foreign_keys = OFF');
  try {
    migrate(drizzle(connection), { migrationsFolder: options.migrationsFolder });
    const broken = connection.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`The migration left ${broken.length} rows without their parent row.`);
  } finally {
    connection.pragma('foreign_keys = ON');
  }
  return pending;
}
