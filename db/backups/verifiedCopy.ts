import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { type Connection, openForReading, type ReadConnection } from '#db/open.ts';
import { createExclusively, flushFolder, replaceFile } from '#db/replaceFile.ts';
import { auditFileBeside, keyFileBeside } from './backupFiles.ts';

/** The copy opened with its key but is not sound. */
export class UnsoundCopyError extends Error {}

/** Makes what was written to a file durable. */
export function flushFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Copies a file to a name that is made anew, for nobody else to read; a link under that name is not followed. */
export function copyExclusively(from: string, to: string): void {
  rmSync(to, { force: true });
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  chmodSync(to, 0o600);
}

/** Takes away a file that was being written, with what SQLite puts beside it. */
export const removeUnfinished = (path: string): void => {
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
};

/** Opens a store's file and reads all of it. Throws what SQLite throws, or `UnsoundCopyError`. */
export function verifyStore(path: string, key: Buffer): void {
  const copy = openForReading(path, key);
  // A backup comes before a large import, which needs the memory.
  copy.pragma('cache_size = -8192');
  try {
    const verdict = copy.pragma('integrity_check(1)', { simple: true });
    if (verdict !== 'ok') throw new UnsoundCopyError(`The copy did not verify: ${String(verdict)}`);
  } finally {
    copy.close();
  }
}

/**
 * An encrypted, verified copy of an open store under the store's own key, by `VACUUM INTO` (the driver's backup fails on an
 * encrypted store, and a copied write-ahead-log file has no tables: architecture.md section 3). It gets its name last, once
 * it is on the disk; on any failure nothing is left of it.
 */
export function writeVerifiedCopy(
  connection: Pick<Connection | ReadConnection, 'prepare'>,
  key: Buffer,
  to: string,
): void {
  const temporary = `${to}.new`;
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    // SQLite takes a file that is there and empty: this one is nobody else's to read, and no link.
    closeSync(createExclusively(temporary));
    connection.prepare('VACUUM INTO ?').run(temporary);
    verifyStore(temporary, key);
    flushFile(temporary);
    renameSync(temporary, to);
    flushFolder(dirname(to));
  } catch (error) {
    removeUnfinished(temporary);
    throw error;
  }
}

/** An encrypted, verified copy of a store's audit file beside a backup; none where the store has none yet. */
export function copyAuditFile(store: string, key: Buffer, backup: string): void {
  const audit = auditFileBeside(store);
  if (!existsSync(audit)) return;
  const connection = openForReading(audit, key);
  try {
    writeVerifiedCopy(connection, key, auditFileBeside(backup));
  } finally {
    connection.close();
  }
}

/** Copies the key file of a store beside a backup: without it nobody can open the backup on another disk. */
export function copyKeyFile(store: string, backup: string): void {
  const keyFile = keyFileBeside(store);
  if (!existsSync(keyFile)) return;
  mkdirSync(dirname(backup), { recursive: true, mode: 0o700 });
  replaceFile(keyFileBeside(backup), readFileSync(keyFile));
}

function digestOf(path: string): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  const part = Buffer.alloc(1 << 20);
  const file = openSync(path, 'r');
  let bytes = 0;
  try {
    for (;;) {
      const read = readSync(file, part, 0, part.length, null);
      if (read === 0) break;
      hash.update(part.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(file);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Copies a file to another disk, reads it back, and gives it its name only when every byte is there. */
export function copyVerified(from: string, to: string): void {
  const temporary = `${to}.new`;
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    copyExclusively(from, temporary);
    flushFile(temporary);
    const [before, after] = [digestOf(from), digestOf(temporary)];
    if (before.bytes !== after.bytes || before.sha256 !== after.sha256)
      throw new UnsoundCopyError('The copy on the second disk is not the same as the backup. The disk may be failing.');
    renameSync(temporary, to);
    flushFolder(dirname(to));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
