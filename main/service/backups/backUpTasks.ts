import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backUp } from '#db/backup.ts';
import { freeBackupName, keyFileBeside, listBackupFiles, removeBackup, setKept } from '#db/backups/backupFiles.ts';
import { copyVerified } from '#db/backups/verifiedCopy.ts';
import { openForReading } from '#db/open.ts';
import type { Tell } from '../offThread/wire.ts';
import { outOfDate, removeOldBackups } from './backupFolders.ts';

/** Makes a verified backup of a store that others may have open, and takes away what the rule lets go of. */
export function backUpTask(
  input: { store: string; key: Buffer; folder: string; now: number; reason: string; kept: boolean; today: string },
  tell: Tell,
): { backupId: string } {
  const { store, key, folder } = input;
  tell(0, 2, 'Copying the store');
  const connection = openForReading(store, key);
  try {
    const now = new Date(input.now);
    const backupId = freeBackupName(folder, now, input.reason);
    backUp({ connection, key, folder, label: input.reason, store, now });
    if (input.kept) setKept(folder, backupId, true);
    tell(1, 2, 'Clearing out old backups');
    removeOldBackups(folder, input.today);
    return { backupId };
  } finally {
    connection.close();
  }
}

/**
 * Brings the second folder up to date: what it lacks of the store's backups is copied, whole and read back, and both follow
 * the same rule and the same marks. A backup that the rule would take away there at once is not copied.
 */
export function copyOutTask(
  input: { folder: string; second: string; today: string },
  tell: Tell,
): { copied: string[] } {
  const { folder, second, today } = input;
  const own = listBackupFiles(folder);
  const there = new Map(listBackupFiles(second).map((backup) => [backup.backupId, backup]));
  const missing = own.filter(({ backupId, bytes }) => there.get(backupId)?.bytes !== bytes);
  const going = new Set(outOfDate([...own, ...[...there.values()].filter(isNotIn(own))], today));
  const copied: string[] = [];
  for (const [index, { backupId, path }] of missing.filter((each) => !going.has(each.backupId)).entries()) {
    tell(index, missing.length, 'Copying to the second folder');
    const to = join(second, backupId);
    if (existsSync(keyFileBeside(path))) copyVerified(keyFileBeside(path), keyFileBeside(to));
    try {
      copyVerified(path, to);
    } catch (error) {
      rmSync(keyFileBeside(to), { force: true });
      throw error;
    }
    copied.push(backupId);
  }
  for (const { backupId, kept } of own) setKept(second, backupId, kept);
  for (const backupId of outOfDate(listBackupFiles(second), today)) removeBackup(second, backupId);
  return { copied };
}

const isNotIn =
  (backups: readonly { backupId: string }[]) =>
  ({ backupId }: { backupId: string }): boolean =>
    !backups.some((each) => each.backupId === backupId);
