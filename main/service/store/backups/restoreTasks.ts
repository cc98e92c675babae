import { changeKey } from '#db/backups/copyUnderKey.ts';
import { copyExclusively, flushFile, removeUnfinished } from '#db/backups/verifiedCopy.ts';
import { migrateStore, schemaAge } from '#db/migrate.ts';
import { openForReading, openForWriting } from '#db/open.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { Tell } from '#service/jobs/wire.ts';
import { verifyBackup } from './verifyBackup.ts';

/**
 * Makes a store of a backup beside the present one: verified, under the present key, brought to this version, in one file.
 * Errors: `backupDamaged`, `storeNewer`; on any nothing is left of it.
 */
export function prepareRestoreTask(
  input: { backup: string; backupKey: Buffer; key: Buffer; to: string; migrationsFolder: string },
  tell: Tell,
): void {
  const { backup, backupKey, key, to, migrationsFolder } = input;
  tell(0, 4, 'Verifying the backup');
  verifyBackup(backup, backupKey);
  const reader = openForReading(backup, backupKey);
  const age = schemaAge(reader, migrationsFolder);
  reader.close();
  if (age === 'newer')
    throw new CallFailure(
      'storeNewer',
      'This backup was made by a newer version of VSK Tracker. Update the app to restore it; nothing was changed.',
    );
  try {
    tell(1, 4, 'Copying the backup');
    removeUnfinished(to);
    copyExclusively(backup, to);
    if (!backupKey.equals(key)) changeKey(to, backupKey, key);
    tell(2, 4, age === 'older' ? 'Bringing it to this version' : 'Checking it');
    const connection = openForWriting(to, key);
    try {
      migrateStore({ connection, key, path: to, migrationsFolder, backupFolder: null });
      connection.pragma('journal_mode = DELETE');
    } finally {
      connection.close();
    }
    flushFile(to);
  } catch (error) {
    removeUnfinished(to);
    throw error;
  }
}
