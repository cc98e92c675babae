import { readFile, rename, writeFile } from 'node:fs/promises';
import { keyFileBeside, listBackupFiles } from '#db/backups/backupFiles.ts';
import { noteBackupProblem } from '../backups/backupSettings.ts';
import { foldersOf } from '../backups/restoreBackup.ts';
import { storeFiles } from '../storeFiles.ts';

/**
 * Brings the key files beside the backups up to date after a way in was added or taken away: a person who was removed, or an
 * old passphrase, must not open an old backup either. The store's own key file holds every key that its backups have.
 * Never fails: what could not be written is told with the state of the backups.
 */
export async function refreshKeyFiles(folder: string): Promise<void> {
  try {
    const content = await readFile(storeFiles(folder).key);
    for (const { path } of foldersOf(folder).flatMap(listBackupFiles)) {
      const beside = keyFileBeside(path);
      await writeFile(`${beside}.new`, content, { mode: 0o600, flush: true });
      await rename(`${beside}.new`, beside);
    }
  } catch {
    noteBackupProblem(
      folder,
      'The key files beside the backups could not be brought up to date: an old passphrase may still open an old backup. Connect the second folder and back up again.',
    );
  }
}
