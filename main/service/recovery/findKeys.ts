import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BackupFile, keyFileBeside, listBackupFiles } from '#db/backups/backupFiles.ts';
import { type KeyFile, NewerKeyFileError, readKeyFile } from '#db/keys/keyFile.ts';
import { AlteredKeyFileError, type Unlocked, unlockKeyFile } from '#db/keys/keyRing.ts';
import { isSecondBackupFolder } from '../backups/backupFolders.ts';
import { foldersOf } from '../backups/restoreBackup.ts';
import { keyThatOpens } from '../backups/verifyBackup.ts';
import { CallFailure } from '../callFailure.ts';
import { storeFiles } from '../storeFiles.ts';

export type FoundBackup = BackupFile & { folder: string };
/** What a passphrase opened: the store's own key file, or where that is lost, the newest of a backup. */
export type FoundKeys = {
  keyFile: KeyFile;
  unlocked: Unlocked;
  /** Where that key file lies; the store's own, or beside a backup. */
  keyFilePath: string;
  /** Every key found, of any backup too. */
  keys: Map<string, Buffer>;
};

/** The backups of the store's folders, or of the folder that the person names and those a backup disk has in it; newest first. */
export function findBackups(folder: string, named: string | null): FoundBackup[] {
  const folders = named === null ? foldersOf(folder) : [named, ...backupFoldersIn(named)];
  const seen = new Set<string>();
  return folders
    .flatMap((each) => listBackupFiles(each).map((backup) => ({ ...backup, folder: each })))
    .filter(({ backupId, bytes }) => !seen.has(`${backupId} ${bytes}`) && seen.add(`${backupId} ${bytes}`))
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}

function backupFoldersIn(named: string): string[] {
  if (!existsSync(named)) return [];
  return readdirSync(named, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && (isSecondBackupFolder(entry.name) || entry.name === 'backups'))
    .map(({ name }) => join(named, name));
}

/** A key file, or null where it is missing or damaged: recovery then looks beside the backups. Errors: `storeNewer`. */
function readableKeyFile(path: string): KeyFile | null {
  try {
    return readKeyFile(path);
  } catch (error) {
    if (error instanceof NewerKeyFileError) throw new CallFailure('storeNewer', error.message);
    return null;
  }
}

/** Tries a passphrase; a key file that was tampered with opens nothing. */
async function tryKeyFile(keyFile: KeyFile, passphrase: string): Promise<Unlocked | null> {
  try {
    return await unlockKeyFile(keyFile, passphrase, 'passphrase');
  } catch (error) {
    if (error instanceof AlteredKeyFileError) return null;
    throw error;
  }
}

/**
 * What a passphrase opens of a store and its backups. Key files that are alike are stretched once; a backup of another store
 * than the folder's own is none of its.
 * Errors: `wrongPassphrase`, `storeNewer`, `storeMissing` when there is no key file at all.
 */
export async function findKeys(
  folder: string,
  passphrase: string,
  backups: readonly FoundBackup[],
): Promise<FoundKeys> {
  const paths = [storeFiles(folder).key, ...backups.map(({ path }) => keyFileBeside(path))];
  const tried = new Set<string>();
  let found: FoundKeys | null = null;
  let storeId: string | null = null;
  for (const path of paths) {
    const keyFile = readableKeyFile(path);
    if (!keyFile || (storeId !== null && keyFile.storeId !== storeId)) continue;
    storeId ??= keyFile.storeId;
    const same = `${keyFile.checksum}${JSON.stringify(keyFile.oldSlots)}`;
    if (tried.has(same)) continue;
    tried.add(same);
    // The store's own key file knows every key the store ever had, so the passphrase is not stretched again for each backup.
    if (found?.keys.has(keyFile.current)) continue;
    const unlocked = await tryKeyFile(keyFile, passphrase);
    if (!unlocked) continue;
    found ??= { keyFile, unlocked, keyFilePath: path, keys: new Map() };
    for (const [fingerprint, key] of unlocked.keys) if (!found.keys.has(fingerprint)) found.keys.set(fingerprint, key);
  }
  if (found) return found;
  if (tried.size === 0)
    throw new CallFailure(
      'storeMissing',
      'There is no key file here, neither beside the store nor beside a backup. Name the folder of a backup disk.',
    );
  throw new CallFailure(
    'wrongPassphrase',
    'That passphrase opens neither the store nor any of its backups. Check Caps Lock and try again.',
  );
}

/** Wipes every key that was found. */
export function wipeKeys({ keys, unlocked }: FoundKeys): void {
  for (const key of [...keys.values(), ...unlocked.keys.values()]) key.fill(0);
}

/** The key of a backup out of those that were found; null when none of them opens it. */
export const keyOf = (backup: FoundBackup, { keys }: FoundKeys): Buffer | null =>
  keyThatOpens(backup.path, keys.values());
