import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { auditFileBeside, freeBackupName, keyFileBeside } from './backups/backupFiles.ts';
import { copyAuditFile, copyKeyFile, writeVerifiedCopy } from './backups/verifiedCopy.ts';
import type { Connection, ReadConnection } from './open.ts';

/**
 * Backs up an open store into a folder, in this thread: an encrypted, verified copy, its key file and the audit. A migration calls it
 * before it begins; everything else backs up off the thread (`main/service/store/backups/makeBackup.ts`).
 * @param options.store the store's path, whose key file and audit are copied too; neither is when it is left out
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
  // The store last: once the backup has its name, nothing of it is missing. The key file first, so that the head of the audit
  // sealed in it is never of an entry that the audit beside it has not.
  if (options.store) copyKeyFile(options.store, path);
  try {
    if (options.store) copyAuditFile(options.store, options.key, path);
    writeVerifiedCopy(options.connection, options.key, path);
  } catch (error) {
    for (const file of [keyFileBeside(path), auditFileBeside(path)]) rmSync(file, { force: true });
    throw error;
  }
  return path;
}
