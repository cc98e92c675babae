import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { auditFileBeside } from '#db/backups/backupFiles.ts';

/** Where a store's files are: the encrypted store, its key file, its audit and drafts, its backups. */
export const storeFiles = (folder: string) => ({
  store: join(folder, 'children.vsk'),
  key: join(folder, 'children.vskkey'),
  /** Audit and drafts: under the store's key, in a file that nothing which replaces the store touches. */
  audit: auditFileBeside(join(folder, 'children.vsk')),
  /** A store under this name was never finished: it gets its own name last, after its key file is written. */
  unfinished: join(folder, 'children.vsk.making'),
  /** The copy under a new key, before it takes the store's place. */
  rekeyed: join(folder, 'children.vsk.rekeying'),
  /** Empty; whoever holds its lock has the store open. */
  lock: join(folder, 'children.vsklock'),
  /** Wrong passphrases in a row, until one is right. */
  attempts: join(folder, 'unlock-attempts.json'),
  backups: join(folder, 'backups'),
});

/**
 * Whether a folder holds a store. A key file without its store, or the reverse, still counts: neither is overwritten;
 * but a key file beside a store that was never finished is the trace of a creation that was cut off.
 */
export const storeExists = (folder: string): boolean => {
  const { store, key, unfinished } = storeFiles(folder);
  return existsSync(store) || (existsSync(key) && !existsSync(unfinished));
};

export const makeFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
};

/** Takes away a store that was never finished: called by the call that began it, or where `storeExists` says there is none. */
export const removeStoreFiles = (folder: string): void => {
  const { store, key, unfinished, audit } = storeFiles(folder);
  for (const file of [store, unfinished, audit].flatMap((name) => [name, `${name}-wal`, `${name}-shm`]))
    rmSync(file, { force: true });
  rmSync(key, { force: true });
};

/** Names of the app's own files in a store's folder and among its backups. */
const own = /^(children\.vsk|backup-.*\.vsk|backups\.json$|unlock-attempts\.json$)/;

/**
 * Takes from others the right to read what earlier versions wrote: the store and its log, key files, backups. Where the disk
 * knows no rights, or the file is somebody else's, it stays as it is.
 */
export function tightenFiles(folder: string): void {
  if (process.platform === 'win32') return;
  for (const place of [folder, storeFiles(folder).backups]) tightenIn(place);
}

/** The same for one folder, such as the second one of the backups. */
export function tightenIn(place: string): void {
  if (process.platform === 'win32' || !existsSync(place)) return;
  for (const name of readdirSync(place).filter((each) => own.test(each))) {
    try {
      const path = join(place, name);
      const stats = lstatSync(path);
      if (stats.isFile() && (stats.mode & 0o077) !== 0) chmodSync(path, 0o600);
    } catch {
      // Gone meanwhile, or not ours to change.
    }
  }
}
