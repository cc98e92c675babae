import { accessSync, constants, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backUp } from '#db/backup.ts';
import {
  auditFileBeside,
  cleanBackupFolder,
  freeBackupName,
  keyFileBeside,
  listBackupFiles,
  setKept,
} from '#db/backups/backupFiles.ts';
import { backupsOf, bringKeyFilesUpToDate } from '#db/backups/keyFilesBeside.ts';
import { copyVerified } from '#db/backups/verifiedCopy.ts';
import { openForReading } from '#db/open.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { tightenIn } from '#service/context/storeFiles.ts';
import type { Tell } from '#service/jobs/wire.ts';
import { outOfDate, removeOldBackups } from './backupFolders.ts';

/** Makes a verified backup of a store that others may have open, and takes away what the rule lets go of. */
export function backUpTask(
  input: {
    store: string;
    key: Buffer;
    /** Every key of the store, one after the other. */
    keys: Buffer;
    folder: string;
    now: number;
    reason: string;
    kept: boolean;
    today: string;
  },
  tell: Tell,
): { backupId: string; keyFilesUpToDate: boolean } {
  const { store, key, folder } = input;
  tell(0, 2, 'Copying the store');
  const connection = openForReading(store, key);
  // Copying reads each page once: a large cache would only take the memory that the import it comes before needs.
  connection.pragma('cache_size = -4096');
  try {
    const now = new Date(input.now);
    const backupId = freeBackupName(folder, now, input.reason);
    backUp({ connection, key, folder, label: input.reason, store, now });
    if (input.kept) setKept(folder, backupId, true);
    tell(1, 2, 'Clearing out old backups');
    removeOldBackups(keyFileBeside(store), folder, input.today);
    // A passphrase may have been changed while the copy was made.
    return { backupId, keyFilesUpToDate: bringKeyFilesUpToDate(keyFileBeside(store), folder, input.keys) };
  } finally {
    connection.close();
  }
}

/**
 * Brings the second folder up to date: what it lacks of the store's backups is copied, whole and read back, both follow the
 * same rule and the same marks, and the key files there follow the store's own. A backup that the rule would take away there
 * at once is not copied. Only this thread touches the second folder: one that hangs must not hold up the store.
 */
export function copyOutTask(
  input: { keyFile: string; keys: Buffer; folder: string; chosen: string; second: string; today: string },
  tell: Tell,
): { copied: string[]; keyFilesUpToDate: boolean } {
  const { keyFile, folder, chosen, second, today } = input;
  // A disk that is not plugged in must not be made up as a folder of this one.
  if (!existsSync(chosen)) throw new CallFailure('notFound', 'It is not there: connect the disk or the network.');
  // A folder cannot be made on a read-only disk, but the system does not always say that this is why.
  accessSync(chosen, constants.W_OK);
  cleanBackupFolder(second);
  tightenIn(second);
  const own = backupsOf(keyFile, folder);
  const there = new Map(listBackupFiles(second).map((backup) => [backup.backupId, backup]));
  const missing = own.filter(({ backupId, bytes }) => there.get(backupId)?.bytes !== bytes);
  const going = new Set(outOfDate([...own, ...backupsOf(keyFile, second).filter(isNotIn(own))], today));
  const copied: string[] = [];
  for (const [index, { backupId, path }] of missing.filter((each) => !going.has(each.backupId)).entries()) {
    tell(index, missing.length, 'Copying to the second folder');
    const to = join(second, backupId);
    try {
      copyVerified(keyFileBeside(path), keyFileBeside(to));
      if (existsSync(auditFileBeside(path))) copyVerified(auditFileBeside(path), auditFileBeside(to));
      copyVerified(path, to);
    } catch (error) {
      for (const file of [keyFileBeside(to), auditFileBeside(to)]) rmSync(file, { force: true });
      // The rule may have taken it away while this thread was copying.
      if (!existsSync(path)) continue;
      throw error;
    }
    copied.push(backupId);
  }
  for (const { backupId, path, kept } of own) {
    const to = join(second, backupId);
    if (existsSync(to) && !existsSync(keyFileBeside(to))) copyVerified(keyFileBeside(path), keyFileBeside(to));
    setKept(second, backupId, kept);
  }
  removeOldBackups(keyFile, second, today);
  return { copied, keyFilesUpToDate: bringKeyFilesUpToDate(keyFile, second, input.keys) };
}

/** Brings the key files of a folder that may be slow to answer up to date; see `bringKeyFilesUpToDate`. */
export const keyFilesOutTask = (input: { keyFile: string; folder: string; keys: Buffer }): boolean =>
  bringKeyFilesUpToDate(input.keyFile, input.folder, input.keys);

const isNotIn =
  (backups: readonly { backupId: string }[]) =>
  ({ backupId }: { backupId: string }): boolean =>
    !backups.some((each) => each.backupId === backupId);
