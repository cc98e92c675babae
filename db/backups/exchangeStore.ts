import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openForWriting } from '#db/open.ts';
import { flushFolder } from '#db/replaceFile.ts';
import { cleanBackupFolder } from './backupFiles.ts';
import { flushFile, removeUnfinished } from './verifiedCopy.ts';

/** Names beside a store that only a restore or a salvage under way uses. */
export const besideStore = (store: string) => ({
  /** A restored store while it is made. */
  restoring: `${store}.restoring`,
  /** A salvaged store while it is made. */
  salvaging: `${store}.salvaging`,
  /** A damaged store while it is read: a copy, so that the damaged file itself stays as it is. */
  reading: `${store}.reading`,
  /** Whole and about to take the store's place. */
  ready: `${store}.ready`,
});

/** Writes the log of a closed store into its file and takes the log away. Throws while somebody has the store open. */
export function settleLog(store: string, key: Buffer): void {
  const connection = openForWriting(store, key);
  try {
    const [result] = connection.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (result?.busy !== 0) throw new Error('The store is still open elsewhere; its files were not replaced.');
  } finally {
    connection.close();
  }
  // A log that stayed would be read into whatever file is put in the store's place.
  if (existsSync(`${store}-wal`) && statSync(`${store}-wal`).size > 0)
    throw new Error('The log of the store could not be closed; its files were not replaced.');
  for (const end of ['-wal', '-shm']) rmSync(`${store}${end}`, { force: true });
}

/**
 * Puts a finished store in the place of a sound and closed one whose log is settled. One rename: at every moment the folder
 * holds the old store or the new one, whole.
 */
export function replaceStore(store: string, finished: string): void {
  flushFile(finished);
  renameSync(finished, store);
  flushFolder(dirname(store));
}

/**
 * Puts a finished store in the place of a damaged one, or of none. The damaged file and its log are moved to
 * `aside` (and `aside` + '-wal'), never deleted. Cut off between its renames, `cleanLeftovers` finishes it.
 */
export function replaceDamagedStore(store: string, finished: string, aside: string): void {
  flushFile(finished);
  renameSync(finished, besideStore(store).ready);
  flushFolder(dirname(store));
  if (existsSync(store)) renameSync(store, aside);
  finishExchange(store, aside);
}

function finishExchange(store: string, aside: string): void {
  // The log after its store: a damaged store that lost its log would have lost what was saved last.
  if (existsSync(`${store}-wal`)) {
    if (statSync(`${store}-wal`).size === 0) rmSync(`${store}-wal`);
    else renameSync(`${store}-wal`, `${aside}-wal`);
  }
  rmSync(`${store}-shm`, { force: true });
  renameSync(besideStore(store).ready, store);
  flushFolder(dirname(store));
}

/** A free name for a damaged store: `children.vsk.damaged-2025-03-31T09-00-00-000Z`. */
export const asideName = (store: string, at: Date): string =>
  `${store}.damaged-${at.toISOString().replaceAll(/[:.]/g, '-')}`;

/** The damaged store that was moved aside last, where its log was not moved with it; null where there is none. */
function asideWithoutLog(store: string): string | null {
  const start = `${basename(store)}.damaged-`;
  const names = readdirSync(dirname(store)).filter((name) => name.startsWith(start));
  // Its time and nothing more: '-wal' and 'key' lie beside it.
  const last = names
    .filter((name) => /^[\dT-]+Z$/.test(name.slice(start.length)))
    .sort()
    .at(-1);
  return last === undefined || names.includes(`${last}-wal`) ? null : join(dirname(store), last);
}

/**
 * Puts a folder in order after a backup, restore or salvage that was cut off: finishes one that had only its last renames
 * before it, and takes away what was half-made. Call it before the store is opened, and while nothing has it open.
 */
export function cleanLeftovers(store: string, backupFolder: string): void {
  const { restoring, salvaging, reading, ready } = besideStore(store);
  if (existsSync(ready)) {
    // With the old store still in place nothing was exchanged yet, and what was about to be may be out of date.
    if (existsSync(store)) removeUnfinished(ready);
    // Its damaged file has been moved already: the log follows it under the same name.
    else finishExchange(store, asideWithoutLog(store) ?? asideName(store, new Date()));
  }
  for (const path of [restoring, salvaging, reading]) removeUnfinished(path);
  cleanBackupFolder(backupFolder);
}
