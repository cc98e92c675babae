import { existsSync } from 'node:fs';
import { bringKeyFilesUpToDate } from '#db/backups/keyFilesBeside.ts';
import type { KeyRing } from '#db/keys/keyRing.ts';
import { storeFiles } from '../context/storeFiles.ts';
import { runOffThread } from '../jobs/runOffThread.ts';
import type { keyFilesOutTask } from './backups/backUpTasks.ts';
import { noteOldKeyFiles, readBackupSettings } from './backups/backupSettings.ts';
import { foldersOf } from './backups/restoreBackup.ts';

/**
 * Brings the key files beside the backups up to date after a way in was added or taken away: a person who was removed, or an
 * old passphrase, must not open an old backup either. A key file of another store, or with a key that this one lacks, stays:
 * its backup would be lost. Never fails: what could not be written is told with the state of the backups. The second folder
 * may be slow to answer and is not waited for.
 */
export async function refreshKeyFiles(folder: string, ring: KeyRing): Promise<void> {
  // Locked meanwhile: what changed before that was brought out then.
  if (ring.isWiped) return;
  const keys = ring.allKeys();
  const [own = '', ...others] = foldersOf(folder);
  const { secondFolder } = readBackupSettings(folder);
  // The next copy to it brings its key files up to date.
  if (secondFolder !== null && !existsSync(secondFolder)) noteOldKeyFiles(folder, true);
  const keyFile = storeFiles(folder).key;
  const note = (upToDate: boolean) => upToDate || noteOldKeyFiles(folder, true);
  for (const other of others)
    void runOffThread<typeof keyFilesOutTask>('keyFilesOut', { keyFile, folder: other, keys }).then(note, () =>
      note(false),
    );
  note(bringKeyFilesUpToDate(keyFile, own, keys));
  keys.fill(0);
}
