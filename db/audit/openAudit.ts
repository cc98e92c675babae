import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { auditFileBeside } from '#db/backups/backupFiles.ts';
import { copyUnderKey } from '#db/backups/copyUnderKey.ts';
import { asideName, settleLog } from '#db/backups/exchangeStore.ts';
import { removeUnfinished } from '#db/backups/verifiedCopy.ts';
import { type Connection, openForWriting, PlaintextStoreError } from '#db/open.ts';
import { flushFolder } from '#db/replaceFile.ts';
import { AuditFile, headOf, leftBehind, prepareAudit } from './auditFile.ts';
import { type AuditHead, auditFault, emptyHead } from './chain.ts';
import { missingNumbers, salvageAudit } from './salvageAudit.ts';

/** What the app does by itself is under this name. */
export const theApp = { id: '', name: 'VSK Tracker' };

/** Names beside an audit file that only a re-key or a restore uses. */
export const besideAudit = (audit: string) => ({ rekeyed: `${audit}.rekeying`, restoring: `${audit}.restoring` });

/** A reading of the whole file met a page that could not be read. */
class DamagedAuditError extends Error {}

/** SQLite's words for a file that no key opens, or whose pages are damaged. */
export const isUnreadable = (error: unknown): boolean =>
  error instanceof DamagedAuditError ||
  error instanceof PlaintextStoreError ||
  ['SQLITE_CORRUPT', 'SQLITE_NOTADB'].some((code) => String((error as { code?: unknown }).code).startsWith(code));

/**
 * Opens the audit file beside a store, under the store's key; makes it where there is none yet. A file that is lost, damaged,
 * older than the key file says or another one than was sealed is named by an entry at once, before anything is sealed again:
 * the numbers go on after the sealed ones, so that the gap stays to be seen. A damaged file is moved aside, never deleted, and
 * what can be read of it is in the new one.
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
  let aside: string | null = null;
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  try {
    connection = existsSync(path) ? openUnder(path, key, options.keys) : null;
    if (connection) {
      prepareAudit(connection);
      const { from, damaged } = leftBehind(connection);
      if (damaged) throw new DamagedAuditError();
      probe(connection);
      const end = headOf(connection).number;
      // An end that was sealed and is missing is named below.
      if (from !== null && (log === 0 || end < from) && end >= sealed.number) faults.push(withoutLog(end));
    } else if (sealed.number > 0 || options.expected)
      faults.push(
        sealed.number > 0
          ? `The file of the audit and of the drafts was not there any more: entries 1 to ${sealed.number} are missing.`
          : 'The file of the audit and of the drafts was not there any more, and its entries are missing.',
      );
  } catch (error) {
    connection?.close();
    connection = null;
    if (!isUnreadable(error)) throw error;
    aside = setAside(path, now());
  }
  try {
    if (!connection) {
      connection = openForWriting(path, key, { mustExist: false });
      prepareAudit(connection);
      flushFolder(dirname(path));
    }
    if (aside !== null) faults.push(keepReadable(connection, aside, [key, ...options.keys], sealed.number));
    const end = headOf(connection);
    const goOnFrom = end.number < sealed.number ? sealed : end;
    if (aside === null && (faults.length === 0 || end.number > 0))
      faults.push(...againstSealed(connection, end, sealed));
    const audit = new AuditFile({ connection, deviceId, now, goOnFrom });
    for (const detail of faults) audit.append({ user: theApp, action: auditFault, outcome: 'failed', detail });
    return audit;
  } catch (error) {
    connection?.close();
    throw error;
  }
}

/** The log of an audit is there until the session is ended; without it the last entries are gone, whoever took it. */
const withoutLog = (end: number): string =>
  `The app was last ended without being locked, and the log of the audit, which is kept then, was taken away: entries from number ${end + 1} on may be missing.`;

/** Puts what can be read of an audit that was put aside into the new one, and says what is missing. */
function keepReadable(connection: Connection, aside: string, keys: readonly Buffer[], sealed: number): string {
  const kept = salvageAudit(connection, aside, keys);
  const { number } = headOf(connection);
  const last = Math.max(number, sealed);
  const damagedFile =
    "The file of the audit and of the drafts could not be read. It was put aside in the store's folder";
  if (kept === 0) return `${damagedFile}, and a new one goes on after entry ${sealed}.`;
  const there = connection.prepare('SELECT number FROM entry').pluck().all() as number[];
  const missing = missingNumbers(there, last);
  const what = missing === '' ? `all ${kept} entries were kept` : `${kept} entries were kept; missing: ${missing}`;
  return `${damagedFile}, and ${what}. Entries after number ${last} may be missing as well.`;
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
      if (!isUnreadable(error)) throw error;
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

/** Moves a damaged audit file aside, with its log, and says where to. */
export function setAside(path: string, now: number): string {
  const aside = asideName(path, new Date(now));
  if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0) renameSync(`${path}-wal`, `${aside}-wal`);
  else rmSync(`${path}-wal`, { force: true });
  rmSync(`${path}-shm`, { force: true });
  renameSync(path, aside);
  flushFolder(dirname(path));
  return aside;
}
