import { existsSync } from 'node:fs';
import { verifyStore } from '#db/backups/verifiedCopy.ts';
import { openForReading } from '#db/open.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { asDiskFailure } from '#service/context/diskFailure.ts';

/** Reads all of a backup. Errors: `backupDamaged`; the disk's own. */
export function verifyBackup(path: string, key: Buffer): void {
  try {
    verifyStore(path, key);
  } catch (error) {
    if (asDiskFailure(error)) throw error;
    throw new CallFailure('backupDamaged', 'This backup is damaged and cannot be restored. Choose another one.');
  }
}

/** The first of the keys that opens a backup, or null. */
export function keyThatOpens(path: string, keys: Iterable<Buffer>): Buffer | null {
  if (!existsSync(path)) return null;
  for (const key of keys) {
    try {
      openForReading(path, key).close();
      return key;
    } catch {
      // Of another time, or of another store; or its first page is damaged, which no key opens.
    }
  }
  return null;
}
