import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { keyFileBeside, listBackupFiles } from '#db/backups/backupFiles.ts';
import { mayReplaceKeyFile } from '#db/backups/mayReplaceKeyFile.ts';
import { type KeyFile, readKeyFile } from '#db/keys/keyFile.ts';
import { noteOldKeyFiles, readBackupSettings } from '../backups/backupSettings.ts';
import { foldersOf } from '../backups/restoreBackup.ts';
import { storeFiles } from '../storeFiles.ts';

/**
 * Brings the key files beside the backups up to date after a way in was added or taken away: a person who was removed, or an
 * old passphrase, must not open an old backup either. A key file of another store, or with a key that this one lacks, stays:
 * its backup would be lost. Never fails: what could not be written is told with the state of the backups. The second folder
 * may be slow to answer and is not waited for.
 */
export async function refreshKeyFiles(folder: string): Promise<void> {
  const [own = '', ...others] = foldersOf(folder);
  const { secondFolder } = readBackupSettings(folder);
  // The next copy to it brings its key files up to date.
  if (secondFolder !== null && !existsSync(secondFolder)) noteOldKeyFiles(folder, true);
  for (const other of others) void bringUpToDate(folder, other);
  await bringUpToDate(folder, own);
}

async function bringUpToDate(folder: string, backups: string): Promise<void> {
  try {
    const present = readKeyFile(storeFiles(folder).key);
    if (!present) return;
    const content = `${JSON.stringify(present, null, 2)}\n`;
    for (const { path } of listBackupFiles(backups)) {
      const beside = keyFileBeside(path);
      const old = readable(beside);
      if (old === null || !mayReplaceKeyFile(old, present)) continue;
      await writeFile(`${beside}.new`, content, { mode: 0o600, flush: true });
      await rename(`${beside}.new`, beside);
    }
  } catch {
    noteOldKeyFiles(folder, true);
  }
}

/** A key file that cannot be read is left as it is: nobody knows what it opened. */
function readable(path: string): KeyFile | null {
  try {
    return readKeyFile(path);
  } catch {
    return null;
  }
}
