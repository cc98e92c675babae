import { existsSync } from 'node:fs';
import type { RestorePreview } from '#contract/backups.ts';
import { keyFileBeside } from '#db/backups/backupFiles.ts';
import { besideStore, replaceStore, settleLog } from '#db/backups/exchangeStore.ts';
import { removeUnfinished } from '#db/backups/verifiedCopy.ts';
import { readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { ServiceContext, StoreControl } from '#service/context/context.ts';
import type { Progress } from '#service/context/progress.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { runOffThread } from '#service/jobs/runOffThread.ts';
import { findBackup } from './backupFolders.ts';
import { readBackupSettings } from './backupSettings.ts';
import type { carryOver } from './carryOver.ts';
import type { compareTask } from './compareTask.ts';
import { copyToSecondFolder, makeLocalBackup, secondFolderOf } from './makeBackup.ts';
import type { prepareRestoreTask } from './restoreTasks.ts';
import { keyThatOpens } from './verifyBackup.ts';

/** The folders a store's backups lie in: its own, and its part of the second one where that is there. */
export function foldersOf(folder: string): string[] {
  const { secondFolder } = readBackupSettings(folder);
  const second = secondFolder === null ? null : secondFolderOf(folder, secondFolder);
  return [storeFiles(folder).backups, ...(second !== null && existsSync(second) ? [second] : [])];
}

/** Fingerprints of every key that a key file, whole or damaged, names. */
function fingerprintsIn(path: string): string[] {
  let keyFile: KeyFile | null = null;
  try {
    keyFile = readKeyFile(path);
  } catch {
    // A damaged key file names none; the other may.
  }
  return keyFile ? [keyFile.current, keyFile.pending ?? '', ...keyFile.keys.map(({ fingerprint }) => fingerprint)] : [];
}

/** A backup's key out of those the store has or had. Errors: `backupDamaged`. The caller wipes it. */
function keyOfBackup(store: StoreControl, path: string): Buffer {
  const own = storeFiles(store.folder).key;
  const fingerprints = new Set([...fingerprintsIn(own), ...fingerprintsIn(keyFileBeside(path))]);
  const keys = [...fingerprints].flatMap((fingerprint) => store.keyFor(fingerprint) ?? []);
  const key = keyThatOpens(path, keys);
  for (const each of keys) if (each !== key) each.fill(0);
  if (!key)
    throw new CallFailure(
      'backupDamaged',
      'This backup cannot be opened: its beginning is damaged, or it is of another store. Choose another one.',
    );
  return key;
}

/** Says what a restore would change, having verified the backup. Errors: `notFound`, `backupDamaged`. */
export async function previewRestore(
  context: ServiceContext,
  backupId: string,
  progress: Progress,
): Promise<RestorePreview> {
  const { store } = context;
  const backup = findBackup(foldersOf(store.folder), backupId);
  const [key, backupKey] = [store.copyKey(), keyOfBackup(store, backup)];
  try {
    const present = storeFiles(store.folder).store;
    const { migrationsFolder } = store;
    return await runOffThread<typeof compareTask>(
      'compare',
      { store: present, key, backup, backupId, backupKey, migrationsFolder },
      progress,
    );
  } finally {
    key.fill(0);
    backupKey.fill(0);
  }
}

/**
 * Restores a backup: it is made ready beside the store, then, while nothing else is under way, the present store is backed up
 * (kept, so that restoring that one undoes this), what must not be hidden is carried over, and the files are exchanged by one
 * rename. Killed at any moment, the folder holds the old store or the new one, whole.
 * @returns the id of the backup that undoes it. Errors: `notFound`, `backupDamaged`, `storeNewer`, `conflict`, `diskFull`.
 */
export async function restoreBackup(
  context: ServiceContext,
  options: { backupId: string; reason: string },
  progress: Progress,
): Promise<{ backupId: string }> {
  const { store, clock, user } = context;
  const { folder } = store;
  const files = storeFiles(folder);
  const { restoring } = besideStore(files.store);
  const backup = findBackup(foldersOf(folder), options.backupId);
  const [key, backupKey] = [store.copyKey(), keyOfBackup(store, backup)];
  let undo = '';
  try {
    const { migrationsFolder } = store;
    await runOffThread<typeof prepareRestoreTask>(
      'prepareRestore',
      { backup, backupKey, key, to: restoring, migrationsFolder },
      progress,
    );
    await progress.report(3, 4, 'Backing up the present store and exchanging them');
    await store.replaceFiles(progress, async (current) => {
      const made = await makeLocalBackup({ folder, key: current, reason: 'restore', clock, kept: true });
      undo = made.backupId;
      await runOffThread<typeof carryOver>('carryOver', {
        present: files.store,
        hasAudit: true,
        to: restoring,
        key: current,
        user: { id: user.id, name: user.name },
        backupId: options.backupId,
        reason: options.reason,
        now: clock.now(),
      });
      settleLog(files.store, current);
      replaceStore(files.store, restoring);
    });
  } finally {
    key.fill(0);
    backupKey.fill(0);
    removeUnfinished(restoring);
  }
  const present = store.copyKey();
  try {
    await copyToSecondFolder({ folder, clock, key: present });
  } finally {
    present.fill(0);
  }
  return { backupId: undo };
}
