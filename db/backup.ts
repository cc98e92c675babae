import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freeBackupName, keyFileBeside } from './backups/backupFiles.ts';
import { copyKeyFile, writeVerifiedCopy } from './backups/verifiedCopy.ts';
import type { Connection, ReadConnection } from './open.ts';

/**
 * Backs up an open store into a folder, in this thread: an encrypted, verified copy and its key file. A migration calls it
 * before it begins; everything else backs up off the thread (`main/service/backups/makeBackup.ts`).
 * @param options.store the store's path, whose key file is copied too; none is copied when it is left out
 * @param options.label why it is made, one word
 * @returns the path of the copy. Throws, and leaves no half copy, when it cannot be written or does not verify.
 */
export function backUp(options: {
  connection: Pick<Connection | ReadConnection, 'prepare'>;
  key: Buffer;
  folder: string;
  label: string;
  store?: string;
  now?: Date;
}): string {
  const path = join(options.folder, freeBackupName(options.folder, options.now ?? new Date(), options.label));
  // The key file first: once the backup has its name, nothing of it is missing.
  if (options.store) copyKeyFile(options.store, path);
  try {
    writeVerifiedCopy(options.connection, options.key, path);
  } catch (error) {
    rmSync(keyFileBeside(path), { force: true });
    throw error;
  }
  return path;
}
