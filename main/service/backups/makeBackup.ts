import { accessSync, constants, existsSync } from 'node:fs';
import type { BackupReason } from '#contract/backups.ts';
import { cleanBackupFolder, listBackupFiles } from '#db/backups/backupFiles.ts';
import type { Clock } from '#db/clock.ts';
import { readKeyFile } from '#db/keys/keyFile.ts';
import { CallFailure } from '../callFailure.ts';
import type { Progress } from '../jobs/jobs.ts';
import { asDiskFailure } from '../offThread/diskFailure.ts';
import { runOffThread } from '../offThread/runOffThread.ts';
import { storeFiles } from '../storeFiles.ts';
import { secondBackupFolder } from './backupFolders.ts';
import { noteBackupProblem, readBackupSettings } from './backupSettings.ts';

export type BackupOptions = {
  /** The store's folder. */
  folder: string;
  /** The store's key; stays the caller's. */
  key: Buffer;
  reason: BackupReason;
  clock: Clock;
  /** Never removed by the rule. */
  kept?: boolean;
};

/** One backup at a time of each store: the next waits, so that neither sweeps away what the other is writing. */
const running = new Map<string, Promise<unknown>>();

function inTurn<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const turn = (running.get(folder) ?? Promise.resolve()).then(work, work);
  running.set(folder, turn);
  const forget = () => {
    if (running.get(folder) === turn) running.delete(folder);
  };
  turn.then(forget, forget);
  return turn;
}

/**
 * Makes a verified backup in the store's own folder, off this thread, while the store is open or closed. It is a pair:
 * the encrypted copy and its key file.
 * @returns its id. Fails (`diskFull`, `readOnly`, SQLite's code) without leaving anything half-written.
 */
export function makeLocalBackup(options: BackupOptions, progress?: Progress): Promise<{ backupId: string }> {
  const { folder, key, reason, clock, kept = false } = options;
  const files = storeFiles(folder);
  return inTurn(folder, async () => {
    try {
      const made = await runOffThread(
        'backUp',
        { store: files.store, key, folder: files.backups, now: clock.now(), reason, kept, today: clock.today() },
        progress,
      );
      noteBackupProblem(folder, null);
      return made;
    } catch (error) {
      // A thread that was ended cannot have cleaned up after itself.
      cleanBackupFolder(files.backups);
      const failure = asDiskFailure(error) ?? error;
      if (!(failure instanceof CallFailure && failure.code === 'cancelled'))
        noteBackupProblem(
          folder,
          `The last backup failed. ${failure instanceof CallFailure ? failure.message : ''}`.trim(),
        );
      throw failure;
    }
  });
}

/** Copies what is new to the second folder, if one is set. Never fails: what went wrong is noted as the status's problem. */
export async function copyToSecondFolder(
  options: { folder: string; clock: Clock },
  progress?: Progress,
): Promise<void> {
  const { folder, clock } = options;
  const { secondFolder } = readBackupSettings(folder);
  if (secondFolder === null) return;
  await inTurn(folder, async () => {
    const second = secondFolderOf(folder, secondFolder);
    try {
      // A disk that is not plugged in must not be made up as a folder of this one.
      if (second === null || !existsSync(secondFolder))
        throw new Error('It is not there: connect the disk or the network.');
      // A folder cannot be made on a read-only disk, but the system does not always say that this is why.
      accessSync(secondFolder, constants.W_OK);
      await runOffThread('copyOut', { folder: storeFiles(folder).backups, second, today: clock.today() }, progress);
      noteBackupProblem(folder, null);
    } catch (error) {
      if (second !== null && existsSync(secondFolder)) cleanBackupFolder(second);
      if (error instanceof CallFailure && error.code === 'cancelled') return;
      noteBackupProblem(
        folder,
        `The backup is in the store's own folder, but not in the second one. ${secondProblem(error)}`,
      );
    }
  });
}

function secondProblem(error: unknown): string {
  const code = asDiskFailure(error)?.code ?? (error instanceof CallFailure ? error.code : null);
  if (code === 'diskFull') return 'The second disk is full: free some space on it.';
  if (code === 'readOnly') return 'The second folder cannot be written to.';
  return error instanceof Error ? error.message : String(error);
}

/** This store's own folder in the second one; null while its key file cannot be read, which names the store. */
export function secondFolderOf(folder: string, chosen: string): string | null {
  const backups = listBackupFiles(storeFiles(folder).backups).map(({ path }) => `${path}key`);
  for (const path of [storeFiles(folder).key, ...backups]) {
    try {
      const keyFile = readKeyFile(path);
      if (keyFile) return secondBackupFolder(chosen, keyFile.storeId);
    } catch {
      // A damaged key file names nothing; a backup's may.
    }
  }
  return null;
}

/** A backup in the store's folder and then in the second one; what StoreControl's `backUp` is. */
export async function makeBackup(options: BackupOptions, progress?: Progress): Promise<{ backupId: string }> {
  const made = await makeLocalBackup(options, progress);
  await copyToSecondFolder(options, progress);
  return made;
}

/** What the status says of backups, open or locked, without touching the second folder, which may be slow to answer. */
export function backupStatus(folder: string): {
  lastAt: string | null;
  secondFolder: string | null;
  problem: string | null;
} {
  const { secondFolder, problem } = readBackupSettings(folder);
  return { lastAt: listBackupFiles(storeFiles(folder).backups)[0]?.madeAt ?? null, secondFolder, problem };
}
