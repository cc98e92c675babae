import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BackupFile, keyFileBeside, listBackupFiles } from '#db/backups/backupFiles.ts';
import { mayReplaceKeyFile } from '#db/backups/mayReplaceKeyFile.ts';
import { isAuthentic, NewerKeyFileError, readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { readRecoveryKey } from '#db/keys/recoveryKey.ts';
import { AlteredKeyFileError, type Unlocked, unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { isSecondBackupFolder } from '../backups/backupFolders.ts';
import { foldersOf } from '../backups/restoreBackup.ts';
import { keyThatOpens } from '../backups/verifyBackup.ts';
import { StretchTooLongError, stretchDeadline, stretchWithin } from '../stretchOffThread.ts';

export type FoundBackup = BackupFile & { folder: string };
/** What a secret opened, and what kind of secret it was. */
type Opened = Unlocked & { kind: 'passphrase' | 'recoveryKey' };
/** A key file that a passphrase opened, and where it lies: beside the store, or beside a backup. */
export type OpenedKeyFile = { keyFile: KeyFile; unlocked: Opened; keyFilePath: string };
/** What a passphrase opened. The key file is the one that the store is put right with; see `chooseKeyFile`. */
export type FoundKeys = OpenedKeyFile & {
  /** Every key file it opened, the latest first. */
  opened: OpenedKeyFile[];
  /** The latest key file of the store that lies anywhere here: it says who may put the store right. */
  latest: OpenedKeyFile;
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

/** A key file, or null where it is missing, damaged, or of a later version beside a backup. Errors: `storeNewer` of the store's own. */
function readableKeyFile(path: string, isOwn: boolean): KeyFile | null {
  // A link or a pipe is no key file: the one is not followed, the other would never end.
  if (!isOwn && lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null;
  try {
    return readKeyFile(path);
  } catch (error) {
    if (isOwn && error instanceof NewerKeyFileError) throw new CallFailure('storeNewer', error.message);
    return null;
  }
}

/** Tries a passphrase, or the recovery key where it has that form; a key file that was tampered with opens nothing. */
export async function tryKeyFile(keyFile: KeyFile, secret: string): Promise<Opened | null> {
  const recoveryKey = readRecoveryKey(secret);
  const stretcher = stretchWithin(stretchDeadline);
  try {
    const byKey = recoveryKey === null ? null : await unlockKeyFile(keyFile, recoveryKey, 'recoveryKey');
    if (byKey) return { ...byKey, kind: 'recoveryKey' };
    const unlocked = await unlockKeyFile(keyFile, secret, 'passphrase', stretcher);
    return unlocked && { ...unlocked, kind: 'passphrase' };
  } catch (error) {
    if (error instanceof AlteredKeyFileError || error instanceof StretchTooLongError) return null;
    throw error;
  }
}

/** The different key files of one store, the latest first; of those written alike, the store's own, then the newest backup's. */
function keyFilesOf(folder: string, backups: readonly FoundBackup[]) {
  const ownPath = storeFiles(folder).key;
  const own = readableKeyFile(ownPath, true);
  const beside = backups.map(({ path }) => keyFileBeside(path));
  const all = [
    { path: ownPath, keyFile: own },
    ...beside.map((path) => ({ path, keyFile: readableKeyFile(path, false) })),
  ].flatMap(({ path, keyFile }) => (keyFile ? [{ path, keyFile }] : []));
  const storeId = all[0]?.keyFile.storeId;
  const seen = new Set<string>();
  const different = all.filter(({ keyFile }) => {
    const same = `${keyFile.checksum}${JSON.stringify(keyFile.oldSlots)}`;
    return keyFile.storeId === storeId && !seen.has(same) && seen.add(same);
  });
  return { own, files: different.toSorted((a, b) => b.keyFile.serial - a.keyFile.serial) };
}

/**
 * What a passphrase, or the recovery key, opens of a store and its backups. Key files that are alike are stretched once; a
 * backup of another store than the folder's own is none of its. The latest of the key files must open: an earlier one, put in
 * its place or kept on an old disk, lets nobody in who was removed since, and makes nobody what they were.
 * Errors: `wrongPassphrase`, `storeNewer`, `storeMissing` when there is no key file at all.
 */
export async function findKeys(folder: string, secret: string, backups: readonly FoundBackup[]): Promise<FoundKeys> {
  const { own, files } = keyFilesOf(folder, backups);
  if (files.length === 0)
    throw new CallFailure(
      'storeMissing',
      'There is no key file here, neither beside the store nor beside a backup. Name the folder of a backup disk.',
    );
  const opened: OpenedKeyFile[] = [];
  const keys = new Map<string, Buffer>();
  for (const { path, keyFile } of files) {
    // The latest key file knows every key the store ever had, so the passphrase is not stretched again for each backup.
    if (keyFile !== own && keys.has(keyFile.current)) continue;
    const unlocked = await tryKeyFile(keyFile, secret);
    if (!unlocked) continue;
    opened.push({ keyFile, unlocked, keyFilePath: path });
    for (const [fingerprint, key] of unlocked.keys) if (!keys.has(fingerprint)) keys.set(fingerprint, key);
  }
  const first = files.find(({ keyFile }) => !isAltered(keyFile, keys));
  const latest = opened.find(({ keyFile }) => keyFile === first?.keyFile);
  if (latest) return { ...latest, latest, opened, own: own && isAltered(own, keys) ? null : own, keys };
  const failure = new CallFailure(
    'wrongPassphrase',
    opened.length === 0
      ? 'That passphrase opens neither the store nor any of its backups. Check Caps Lock and try again.'
      : 'That passphrase opens an earlier key file only; the latest one here knows another. Check Caps Lock and try again.',
  );
  wipeKeys({ keys, opened });
  throw failure;
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
 * Chooses the key file that the store is put right with: the latest that knows the key of the store's file and may take the
 * place of the store's own, which is usually that one. One from beside a backup counts before an own one that is whole only
 * where it is later and has all its keys, or where the store has a later key than its own file knows: an old passphrase with an
 * old backup disk must not open a store that has gone on since.
 * @param opensStore fingerprint of the key that opens the store's file; null when none does
 * @returns null where the key file that counts does not know the store's key as its present one: the file is an earlier one
 * Errors: `wrongPassphrase` where the store's own key file counts and the passphrase does not open it.
 */
export function chooseKeyFile(
  found: Pick<FoundKeys, 'own' | 'opened'>,
  opensStore: string | null,
): OpenedKeyFile | null {
  const { own, opened } = found;
  const fitting = opened.find(
    ({ keyFile }) =>
      (opensStore === null || isOf(keyFile, opensStore)) &&
      (own === null || keyFile === own || mayReplaceKeyFile(own, keyFile)),
  );
  const knowsIt = own !== null && (opensStore === null || isOf(own, opensStore) || lists(own, opensStore));
  const isOpen = opened.some(({ keyFile }) => keyFile === own);
  if (own && !isOpen && (knowsIt ? fitting === undefined || fitting.keyFile.serial <= own.serial : !fitting))
    throw new CallFailure(
      'wrongPassphrase',
      'That passphrase does not open the store as it is now. An earlier one cannot put it right. Check Caps Lock and try again.',
    );
  return fitting ?? null;
}

const lists = ({ keys }: KeyFile, fingerprint: string): boolean =>
  keys.some((each) => each.fingerprint === fingerprint);

/** Wipes every key that was found. */
export function wipeKeys({ keys, opened }: Pick<FoundKeys, 'keys' | 'opened'>): void {
  for (const key of [...keys.values(), ...opened.flatMap(({ unlocked }) => [...unlocked.keys.values()])]) key.fill(0);
}

/** The key of a backup out of those that were found; null when none of them opens it. */
export const keyOf = (backup: FoundBackup, { keys }: FoundKeys): Buffer | null =>
  keyThatOpens(backup.path, keys.values());
