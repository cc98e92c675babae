import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backUp } from './backup.ts';
import { systemClock } from './clock.ts';
import { keepSecretPlacements } from './derived/keepSecretPlacements.ts';
import { rebuildDerived } from './derived/rebuildDerived.ts';
import { readMigrationFiles } from './drizzle.ts';
import { carryOverChangeLog } from './history/carryOverChangeLog.ts';
import { oneTargetEach } from './history/oneTargetEach.ts';
import { withoutUnread } from './history/withoutUnread.ts';
import { writeOnce } from './history/writeOnce.ts';
import type { Connection, ReadConnection } from './open.ts';

/** How far an upgrade is, in words; `total` is null where nothing can be counted. Called inside the transaction: it must not wait. */
export type UpgradeTell = (done: number, total: number | null, words: string) => void;

/** Told last: what follows is the commit, and then the store is of this version. */
export const savingWords = 'Saving';

/** Children whose derived rows are rebuilt between two words of progress. */
const chunk = 25;

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

function lastAppliedAt(connection: Pick<Connection, 'prepare'> | ReadConnection): number | null {
  const table = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get();
  if (!table) return null;
  const row = connection.prepare('SELECT max(created_at) AS at FROM __drizzle_migrations').get() as {
    at: number | null;
  };
  return row.at;
}

/** How a store's schema stands to the one of this version: the same, older (it would be migrated) or newer (it is refused). */
export function schemaAge(
  connection: Pick<Connection, 'prepare'> | ReadConnection,
  migrationsFolder: string,
): 'same' | 'older' | 'newer' {
  const newest = readJournal(migrationsFolder).entries.at(-1)?.when ?? 0;
  const applied = lastAppliedAt(connection) ?? 0;
  return applied === newest ? 'same' : applied < newest ? 'older' : 'newer';
}

/** What has to happen to the rows before the next migration: by the name of the migration it follows. */
const afterwards: Readonly<Record<string, (connection: Connection) => void>> = {
  '0009_change_sets': carryOverChangeLog,
};

/** What has to happen to the rows first: by the name of the migration that could not run over them as they are. */
const beforehand: Readonly<Record<string, (connection: Connection) => void>> = {
  '0015_target_without_peer_is_one': (connection) => {
    oneTargetEach(connection);
    withoutUnread(connection);
  },
};

/** Refuses to drop a table whose rebuilt successor has not all of its rows. */
function refuseLoss(connection: Connection, statement: string): void {
  const [, table] = /^\s*DROP TABLE `(\w+)`/.exec(statement) ?? [];
  const rebuilt = `__new_${table}`;
  if (!table || !connection.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(rebuilt)) return;
  const count = (of: string) => connection.prepare(`SELECT count(*) FROM "${of}"`).pluck().get() as number;
  const [before, after] = [count(table), count(rebuilt)];
  if (before !== after) throw new Error(`Rebuilding ${table} would have lost ${before - after} rows.`);
}

/** Runs the pending migrations and what follows from them; the caller's transaction keeps all of it or none. */
function runPending(connection: Connection, migrationsFolder: string, applied: number | null, tell: UpgradeTell): void {
  connection.exec(
    'CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT',
  );
  const note = connection.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)');
  const tagOf = new Map(readJournal(migrationsFolder).entries.map(({ when, tag }) => [when, tag]));
  for (const migration of readMigrationFiles({ migrationsFolder })) {
    if (applied !== null && migration.folderMillis <= applied) continue;
    tell(0, null, 'Changing how the store is laid out');
    const tag = tagOf.get(migration.folderMillis) ?? '';
    if (applied !== null) beforehand[tag]?.(connection);
    for (const statement of migration.sql) {
      refuseLoss(connection, statement);
      connection.exec(statement);
    }
    note.run(migration.hash, migration.folderMillis);
    const next = afterwards[tag];
    if (next) tell(0, null, 'Carrying over the history of changes');
    next?.(connection);
  }
  if (applied !== null) {
    // A new derived table starts empty, and a changed rule changes old rows: both follow from the facts again.
    const children = connection.prepare('SELECT id FROM child').pluck().all() as string[];
    for (let at = 0; at < children.length; at += chunk) {
      tell(at, children.length, 'Working out localities, time in care and attendance');
      rebuildDerived(connection, children.slice(at, at + chunk));
    }
    tell(children.length, children.length, 'Looking for placements to be kept secret');
    // What an upgrade finds to be secret is the upgrade's own change set; every child is looked at.
    writeOnce(connection, { actorId: 'upgrade', clock: systemClock, reason: 'upgrade' }, (writer) => {
      for (const childId of children) writer.touchedChildren.add(childId);
      writer.tables.add('episode');
      keepSecretPlacements(writer);
    });
  }
  tell(0, null, 'Checking that nothing is missing');
  const broken = connection.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new Error(`The migration left ${broken.length} rows without their parent row.`);
}

/**
 * Brings a store to this version's schema: forward only, backed up first, and in one transaction with the rebuilt
 * derived rows and the check of its foreign keys, so a migration that fails leaves the store as it was.
 *
 * Foreign keys are switched off on the connection beforehand, because inside a transaction the pragma does nothing and
 * a table rebuild then deletes child rows silently (architecture.md section 3).
 * @returns how many migrations ran. Throws `NewerStoreError` and changes nothing when the store is newer.
 */
export function migrateStore(options: {
  connection: Connection;
  key: Buffer;
  path: string;
  migrationsFolder: string;
  backupFolder: string | null;
  tell?: UpgradeTell;
}): number {
  const { connection, tell = () => undefined } = options;
  const journal = readJournal(options.migrationsFolder);
  const newest = journal.entries.at(-1)?.when ?? 0;
  const applied = lastAppliedAt(connection);
  if (applied !== null && applied > newest) throw new NewerStoreError();
  const pending = journal.entries.filter((entry) => applied === null || entry.when > applied).length;
  if (pending === 0) return 0;
  if (applied !== null && options.backupFolder) {
    tell(0, null, 'Backing up');
    backUp({ connection, key: options.key, folder: options.backupFolder, label: 'migration', store: options.path });
  }
  connection.pragma('foreign_keys = OFF');
  try {
    connection
      .transaction(() => {
        runPending(connection, options.migrationsFolder, applied, tell);
        tell(0, null, savingWords);
      })
      .exclusive();
  } finally {
    connection.pragma('foreign_keys = ON');
  }
  return pending;
}
