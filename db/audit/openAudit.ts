import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { auditFileBeside } from '#db/backups/backupFiles.ts';
import { copyUnderKey } from '#db/backups/copyUnderKey.ts';
import { asideName, settleLog } from '#db/backups/exchangeStore.ts';
import { removeUnfinished } from '#db/backups/verifiedCopy.ts';
import { type Connection, openForWriting, PlaintextStoreError } from '#db/open.ts';
import { flushFolder } from '#db/replaceFile.ts';
import { AuditFile, headOf, prepareAudit } from './auditFile.ts';
import { type AuditHead, emptyHead } from './chain.ts';

/** The action of an entry that names something wrong with the audit itself. */
export const auditFault = 'fault in the audit';
/** What the app does by itself is under this name. */
export const theApp = { id: '', name: 'VSK Tracker' };

/** Names beside an audit file that only a re-key or a restore uses. */
export const besideAudit = (audit: string) => ({ rekeyed: `${audit}.rekeying`, restoring: `${audit}.restoring` });

/** SQLite's words for a file that no key opens, or whose pages are damaged. */
const unreadable = (error: unknown): boolean =>
  error instanceof PlaintextStoreError ||
  ['SQLITE_CORRUPT', 'SQLITE_NOTADB'].some((code) => String((error as { code?: unknown }).code).startsWith(code));

/**
 * Opens the audit file beside a store, under the store's key; makes it where there is none yet. A file that is lost, damaged,
 * older than the key file says or another one than was sealed is named by an entry at once, before anything is sealed again:
 * the numbers go on after the sealed ones, so that the gap stays to be seen. A damaged file is moved aside, never deleted.
 * The store opens all the same: who looks after the children must get at their records.
 *
 * @param options.keys every key the file may have during a re-key; `key` is the store's, which it has afterwards
 * @param options.sealed the head from the key file; null where it has none
 * @param options.expected whether the store says that it has had an audit file
 */
export function openAudit(options: {
  store: string;
  deviceId: string;
  key: Buffer;
  keys: readonly Buffer[];
  sealed: AuditHead | null;
  expected: boolean;
  now: () => number;
}): AuditFile {
  const { store, deviceId, key, now } = options;
  const path = auditFileBeside(store);
  const sealed = options.sealed ?? emptyHead;
  for (const part of Object.values(besideAudit(path))) removeUnfinished(part);
  const faults: string[] = [];
  let connection: Connection | null = null;
  try {
    connection = existsSync(path) ? openUnder(path, key, options.keys) : null;
    if (connection) {
      prepareAudit(connection);
      probe(connection);
    } else if (sealed.number > 0 || options.expected)
      faults.push(
        sealed.number > 0
          ? `The file of the audit and of the drafts was not there any more: entries 1 to ${sealed.number} are missing.`
          : 'The file of the audit and of the drafts was not there any more, and its entries are missing.',
      );
  } catch (error) {
    connection?.close();
    connection = null;
    if (!unreadable(error)) throw error;
    setAside(path, now());
    faults.push(
      `The file of the audit and of the drafts could not be read. It was put aside in the store's folder, and a new one goes on after entry ${sealed.number}.`,
    );
  }
  try {
    if (!connection) {
      connection = openForWriting(path, key, { mustExist: false });
      prepareAudit(connection);
      flushFolder(dirname(path));
    }
    const end = headOf(connection);
    const goOnFrom = end.number < sealed.number ? sealed : end;
    if (faults.length === 0) faults.push(...againstSealed(connection, end, sealed));
    const audit = new AuditFile({ connection, deviceId, now, goOnFrom });
    for (const detail of faults) audit.append({ user: theApp, action: auditFault, outcome: 'failed', detail });
    return audit;
  } catch (error) {
    connection?.close();
    throw error;
  }
}

/** What only the sealed head can tell; the rest is `checkAudit`'s, which reads the whole file. */
function againstSealed(connection: Connection, end: AuditHead, sealed: AuditHead): string[] {
  if (end.number < sealed.number)
    return [
      `The audit ended with entry ${end.number}, but entry ${sealed.number} had been sealed: an older file was put in its place, or its end was cut off.`,
    ];
  if (sealed.number === 0) return [];
  const hash = connection.prepare('SELECT hash FROM entry WHERE number = ?').pluck().get(sealed.number);
  return hash === sealed.hash
    ? []
    : [`The audit up to entry ${sealed.number} is not the one that was sealed: entries were changed or taken out.`];
}

/** The file under the store's key; one that a re-key left under another of its keys is brought to it first. */
function openUnder(path: string, key: Buffer, keys: readonly Buffer[]): Connection {
  let failed: unknown;
  for (const each of [key, ...keys.filter((other) => !other.equals(key))]) {
    try {
      const connection = openForWriting(path, each);
      if (each.equals(key)) return connection;
      connection.close();
      rekeyAudit(path, each, key);
      return openForWriting(path, key);
    } catch (error) {
      if (!unreadable(error)) throw error;
      failed ??= error;
    }
  }
  throw failed;
}

/** Gives the closed audit file another key: a copy under it takes its place by one rename. */
export function rekeyAudit(path: string, key: Buffer, newKey: Buffer): void {
  const { rekeyed } = besideAudit(path);
  removeUnfinished(rekeyed);
  settleLog(path, key);
  copyUnderKey({ from: path, to: rekeyed, key, newKey });
  renameSync(rekeyed, path);
  flushFolder(dirname(path));
}

/** Writes where the next entry goes and takes it back: a damaged page there shows now, not when somebody has to read a child. */
function probe(connection: Connection): void {
  const { number } = headOf(connection);
  connection.exec('BEGIN IMMEDIATE');
  try {
    connection
      .prepare("INSERT INTO entry VALUES (?, '', '', '', '', '', '', '', '', 0, '', NULL, '', '')")
      .run(number + 1);
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK');
  }
}

/** Moves a damaged audit file aside, with its log. */
export function setAside(path: string, now: number): void {
  const aside = asideName(path, new Date(now));
  if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0) renameSync(`${path}-wal`, `${aside}-wal`);
  else rmSync(`${path}-wal`, { force: true });
  rmSync(`${path}-shm`, { force: true });
  renameSync(path, aside);
  flushFolder(dirname(path));
}
