import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { replaceFile } from '#db/replaceFile.ts';
import { type BackupFile, keyFileBeside, listBackupFiles } from './backupFiles.ts';
import { mayReplaceKeyFile } from './mayReplaceKeyFile.ts';

/** A key file, or null where it is missing, damaged or of a later version: nobody knows what it opens. */
function readable(path: string): KeyFile | null {
  try {
    return readKeyFile(path);
  } catch {
    return null;
  }
}

/**
 * The backups of a folder that belong to the store with a key file, newest first: those whose own key file names the same
 * store. Others may lie there too, put by hand; they are nobody's to count, copy or remove.
 */
export function backupsOf(keyFile: string, folder: string): BackupFile[] {
  const storeId = readable(keyFile)?.storeId;
  if (storeId === undefined) return [];
  return listBackupFiles(folder).filter(({ path }) => readable(keyFileBeside(path))?.storeId === storeId);
}

/**
 * Whether two key files say the same of people, ways in and keys. The head of the audit is no part of it: a backup's is of the
 * audit beside it.
 */
const isSame = (a: KeyFile, b: KeyFile): boolean =>
  (['version', 'current', 'pending', 'slots', 'oldSlots', 'keys', 'people'] as const).every((name) =>
    isDeepStrictEqual(a[name], b[name]),
  );

/**
 * Brings the key files beside a folder's backups up to date with the store's own, where `mayReplaceKeyFile` allows it: a
 * passphrase taken away must not open an old backup. Answers false where one could not be written; never throws.
 */
export function bringKeyFilesUpToDate(keyFile: string, folder: string): boolean {
  try {
    const present = readable(keyFile);
    if (!present) return true;
    const content = readFileSync(keyFile);
    for (const { path } of listBackupFiles(folder)) {
      const beside = keyFileBeside(path);
      const old = readable(beside);
      if (old === null || !mayReplaceKeyFile(old, present) || isSame(old, present)) continue;
      // The rule may have taken the backup away in the meantime.
      if (existsSync(path)) replaceFile(beside, content);
    }
    return true;
  } catch {
    return false;
  }
}
