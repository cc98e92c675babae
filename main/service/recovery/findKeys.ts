import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BackupFile, keyFileBeside, listBackupFiles } from '#db/backups/backupFiles.ts';
import { mayReplaceKeyFile } from '#db/backups/mayReplaceKeyFile.ts';
import { isAuthentic, NewerKeyFileError, readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { AlteredKeyFileError, type Unlocked, unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { isSecondBackupFolder } from '../backups/backupFolders.ts';
import { foldersOf } from '../backups/restoreBackup.ts';
import { keyThatOpens } from '../backups/verifyBackup.ts';
import { CallFailure } from '../callFailure.ts';
import { storeFiles } from '../storeFiles.ts';

export type FoundBackup = BackupFile & { folder: string };
/** A key file that a passphrase opened, and where it lies: beside the store, or beside a backup. */
export type OpenedKeyFile = { keyFile: KeyFile; unlocked: Unlocked; keyFilePath: string };
/** What a passphrase opened. The key file is the one that the store is put right with; see `chooseKeyFile`. */
export type FoundKeys = OpenedKeyFile & {
  /** Every key file it opened, the store's own first, then the newest backup's. */
  opened: OpenedKeyFile[];
  /** The store's own key file, opened or not; null where it is missing, damaged or altered. */
  own: KeyFile | null;
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
  const ownPath = storeFiles(folder).key;
  const paths = [ownPath, ...backups.map(({ path }) => keyFileBeside(path))];
  const tried = new Set<string>();
  let found: FoundKeys | null = null;
  let storeId: string | null = null;
  let own: KeyFile | null = null;
  for (const path of paths) {
    const keyFile = readableKeyFile(path);
    if (path === ownPath) own = keyFile;
    if (!keyFile || (storeId !== null && keyFile.storeId !== storeId)) continue;
    storeId ??= keyFile.storeId;
    const same = `${keyFile.checksum}${JSON.stringify(keyFile.oldSlots)}`;
    if (tried.has(same)) continue;
    tried.add(same);
    // The store's own key file knows every key the store ever had, so the passphrase is not stretched again for each backup.
    if (found?.keys.has(keyFile.current)) continue;
    const unlocked = await tryKeyFile(keyFile, passphrase);
    if (!unlocked) continue;
    const opened: OpenedKeyFile = { keyFile, unlocked, keyFilePath: path };
    found ??= { ...opened, opened: [], own: null, keys: new Map() };
    found.opened.push(opened);
    for (const [fingerprint, key] of unlocked.keys) if (!found.keys.has(fingerprint)) found.keys.set(fingerprint, key);
  }
  if (found) return { ...found, own: own && isAltered(own, found.keys) ? null : own };
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

/** Whether somebody without the store's key changed a key file; one whose key was not found is taken at its word. */
function isAltered(keyFile: KeyFile, keys: Map<string, Buffer>): boolean {
  const key = keys.get(keyFile.current);
  const isVersionOne = keyFile.slots.length === 0 && keyFile.keys.length === 0;
  return key !== undefined && !isVersionOne && !isAuthentic(keyFile, key);
}

const isOf = ({ current, pending }: KeyFile, fingerprint: string): boolean =>
  current === fingerprint || pending === fingerprint;

/**
 * Chooses the key file that the store is put right with: the store's own wherever it is whole and up to date. One from beside
 * a backup takes its place only where it is not, or where the store has a later key than it knows: an old passphrase with an
 * old backup disk must not open a store that has gone on since.
 * @param opensStore fingerprint of the key that opens the store's file; null when none does
 * @returns null where the key file that counts does not know the store's key as its present one: the file is an earlier one
 * Errors: `wrongPassphrase` where the store's own key file counts and the passphrase does not open it.
 */
export function chooseKeyFile(found: FoundKeys, opensStore: string | null): OpenedKeyFile | null {
  const { own, opened } = found;
  const ownOpened = own && opened.find(({ keyFile }) => keyFile === own);
  const knowsIt = own !== null && opensStore !== null && (isOf(own, opensStore) || lists(own, opensStore));
  if (own && (opensStore === null || knowsIt)) {
    if (!ownOpened)
      throw new CallFailure(
        'wrongPassphrase',
        'That passphrase does not open the store as it is now. An earlier one cannot put it right. Check Caps Lock and try again.',
      );
    return opensStore === null || isOf(own, opensStore) ? ownOpened : null;
  }
  if (opensStore === null) return opened[0] ?? null;
  const fitting = opened.find(
    ({ keyFile }) => isOf(keyFile, opensStore) && (own === null || mayReplaceKeyFile(own, keyFile)),
  );
  if (own && !ownOpened && !fitting)
    throw new CallFailure('wrongPassphrase', 'That passphrase does not open the store. Check Caps Lock and try again.');
  return fitting ?? null;
}

const lists = ({ keys }: KeyFile, fingerprint: string): boolean =>
  keys.some((each) => each.fingerprint === fingerprint);

/** Wipes every key that was found. */
export function wipeKeys({ keys, opened }: FoundKeys): void {
  for (const key of [...keys.values(), ...opened.flatMap(({ unlocked }) => [...unlocked.keys.values()])]) key.fill(0);
}

/** The key of a backup out of those that were found; null when none of them opens it. */
export const keyOf = (backup: FoundBackup, { keys }: FoundKeys): Buffer | null =>
  keyThatOpens(backup.path, keys.values());
