import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { createExclusively } from './replaceFile.ts';

export type Connection = Database.Database;
declare const readOnlyBrand: unique symbol;
/** A connection that cannot write: SQLite refuses, and so does the type. */
export type ReadConnection = Pick<Connection, 'prepare' | 'pragma' | 'close' | 'open'> & { [readOnlyBrand]: true };

/** Thrown when the file at the path is a plain SQLite file; the app never opens or makes one. */
export class PlaintextStoreError extends Error {
  constructor() {
    super('The store is not encrypted. VSK Tracker does not open it.');
  }
}

/**
 * Stores this process has open for writing. On Linux and macOS a process that closes any descriptor of a file loses all its
 * locks on it, SQLite's among them, so these are not read besides SQLite; they were looked at when they were opened. Threads
 * of the process know them too.
 */
const heldKey = 'vsk stores held';
const identityOf = (path: string): string => {
  const { dev, ino } = statSync(path, { bigint: true });
  return `${dev}:${ino}`;
};
const held = (): string[] => (getEnvironmentData(heldKey) ?? []) as string[];
const isHeld = (path: string): boolean => existsSync(path) && held().includes(identityOf(path));

/** Notes that this process has the file open, until the connection is closed. */
function holding(connection: Connection, path: string): Connection {
  const own = identityOf(path);
  setEnvironmentData(heldKey, [...held(), own]);
  const close = connection.close.bind(connection);
  let open = true;
  connection.close = () => {
    close();
    if (open) setEnvironmentData(heldKey, held().toSpliced(held().indexOf(own), 1));
    open = false;
    return connection;
  };
  return connection;
}

const plaintextHeader = 'SQLite format 3\0';

/** Whether the first bytes of the file are those of an unencrypted database. An empty file is not. */
export function isPlaintext(path: string): boolean {
  // It was looked at when this process opened it.
  if (isHeld(path)) return false;
  if (!existsSync(path) || statSync(path).size < 16) return false;
  const header = Buffer.alloc(16);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, 16, 0);
  } finally {
    closeSync(file);
  }
  return header.toString('latin1') === plaintextHeader;
}

function connect(path: string, key: Buffer, options: { mustExist: boolean; readOnly: boolean }): Connection {
  if (key.length !== 32) throw new Error('The store key has 32 bytes.');
  // A wiped key is all noughts: a store made with it would be open to anybody.
  if (key.every((byte) => byte === 0)) throw new Error('The store key was wiped; the store is locked.');
  if (isPlaintext(path)) throw new PlaintextStoreError();
  const isNew = !existsSync(path) || statSync(path).size === 0;
  // SQLite gives what it puts beside the store the rights of the store.
  if (!existsSync(path) && !options.mustExist) closeSync(createExclusively(path));
  const connection = new Database(path, { fileMustExist: options.mustExist, readonly: options.readOnly });
  try {
    connection.pragma("cipher = 'chacha20'");
    // 'raw:' hands the 32 bytes over as they are; without it the driver stretches them again on every open.
    const rawKey = Buffer.from(`raw:${key.toString('hex')}`);
    connection.key(rawKey);
    rawKey.fill(0);
    // SQLite's temporary files are not encrypted, so there are none (architecture.md section 3).
    connection.pragma('temp_store = MEMORY');
    connection.pragma('foreign_keys = ON');
    // In KiB. The writer's half keeps an import of a million marks under 400 MB; reports read through the other.
    connection.pragma(`cache_size = -${options.readOnly ? 65536 : 32768}`);
    connection.pragma('busy_timeout = 5000');
    if (!options.readOnly) {
      connection.pragma('journal_mode = WAL');
      connection.pragma('synchronous = FULL');
      connection.pragma('journal_size_limit = 67108864');
    }
    // The first read proves the key: a wrong one fails here and not somewhere later.
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    // Forgetting the key gives a plain file and no error (architecture.md section 3), so the new file itself is looked at.
    if (isNew && isPlaintext(path)) throw new PlaintextStoreError();
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

/**
 * Whether another process has the store's file open, under whatever name: while one has, nobody else gets it alone. Unlike a
 * lock beside the store this cannot be taken away, nor got round by a second name (a hard link) in another folder.
 */
export function isOpenElsewhere(path: string, key: Buffer): boolean {
  const probe = new Database(path, { fileMustExist: true, timeout: 0 });
  try {
    probe.pragma("cipher = 'chacha20'");
    const rawKey = Buffer.from(`raw:${key.toString('hex')}`);
    probe.key(rawKey);
    rawKey.fill(0);
    probe.pragma('temp_store = MEMORY');
    probe.pragma('locking_mode = EXCLUSIVE');
    probe.exec('BEGIN EXCLUSIVE; ROLLBACK');
    return false;
  } catch (error) {
    // Anything else is told by the opening itself.
    return String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');
  } finally {
    probe.close();
  }
}

/** The one writer of a store. Throws `SQLITE_NOTADB` for a wrong key or a damaged file. */
export function openForWriting(path: string, key: Buffer, options = { mustExist: true }): Connection {
  return holding(connect(path, key, { mustExist: options.mustExist, readOnly: false }), path);
}

/**
 * Folds what the write-ahead log of an open store holds into the store's file, as far as nobody reads what was before, by a
 * connection of its own: for a thread, while the writer's goes on. A killed process leaves the log, which is as durable.
 */
export function foldLogIn(path: string, key: Buffer): void {
  const connection = connect(path, key, { mustExist: true, readOnly: false });
  try {
    connection.pragma('cache_size = -2048');
    connection.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    connection.close();
  }
}

/** A reader that sees the last committed state while the writer works (write-ahead log). */
export const openForReading = (path: string, key: Buffer): ReadConnection =>
  connect(path, key, { mustExist: true, readOnly: true }) as unknown as ReadConnection;
