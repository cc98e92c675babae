import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BackupFile, readBackupName, removeBackup } from '#db/backups/backupFiles.ts';
import { backupsOf } from '#db/backups/keyFilesBeside.ts';
import { londonDateOf } from '#db/clock.ts';
import { backupsToRemove } from '#domain/backups/backupsToRemove.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { storeFiles } from '#service/context/storeFiles.ts';

/**
 * The folder of one store's backups inside the second folder that the person chose: two stores may share a disk, and one must
 * never count the other's backups as its own.
 */
export const secondBackupFolder = (chosen: string, storeId: string): string =>
  join(chosen, `VSK Tracker backups ${storeId.slice(-12)}`);

/** Whether a folder is one that `secondBackupFolder` made. */
export const isSecondBackupFolder = (path: string): boolean => basename(path).startsWith('VSK Tracker backups ');

const dated = ({ backupId, madeAt, kept }: BackupFile) => ({
  backupId,
  madeAt,
  kept,
  day: londonDateOf(new Date(madeAt)),
});

/** Ids that the rule of `backupsToRemove` lets go of. */
export const outOfDate = (backups: readonly BackupFile[], today: string): string[] =>
  backupsToRemove(backups.map(dated), today);

/** Applies the rule to the backups that a folder has of the store with this key file. */
export function removeOldBackups(keyFile: string, folder: string, today: string): void {
  for (const backupId of outOfDate(backupsOf(keyFile, folder), today)) removeBackup(folder, backupId);
}

/** Whether the store in a folder has a backup made on a day, for whatever reason. */
export const hasBackupOf = (folder: string, today: string): boolean =>
  backupsOf(storeFiles(folder).key, storeFiles(folder).backups).some(
    ({ madeAt }) => londonDateOf(new Date(madeAt)) === today,
  );

/** The path of a backup in the first folder that has it. Throws `notFound`; an id that is no backup's name is never a path. */
export function findBackup(folders: readonly string[], backupId: string): string {
  const folder = readBackupName(backupId) && folders.find((each) => existsSync(join(each, backupId)));
  if (!folder)
    throw new CallFailure('notFound', 'That backup is not there any more. Look at the list again.', {
      field: 'backupId',
    });
  return join(folder, backupId);
}
