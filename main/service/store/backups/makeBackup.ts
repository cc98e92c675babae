import type { BackupReason } from '#contract/backups.ts';
import { cleanBackupFolder, listBackupFiles } from '#db/backups/backupFiles.ts';
import type { Clock } from '#db/clock.ts';
import { readKeyFile } from '#db/keys/keyFile.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { asDiskFailure } from '#service/context/diskFailure.ts';
import type { Progress } from '#service/context/progress.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { runOffThread } from '#service/jobs/runOffThread.ts';
import type { backUpTask, copyOutTask } from './backUpTasks.ts';
import { secondBackupFolder } from './backupFolders.ts';
import { noteBackupProblem, noteOldKeyFiles, readBackupSettings } from './backupSettings.ts';

export type BackupOptions = {
  /** The store's folder. */
  folder: string;
  /** The store's key; stays the caller's. */
  key: Buffer;
  /** Every key the store has or had, one after the other; its present one alone where left out. The caller's as well. */
  keys?: Buffer;
  reason: BackupReason;
  clock: Clock;
  /** Never removed by the rule. */
  kept?: boolean;
};

type Turns = Map<string, Promise<unknown>>;
/** One backup at a time of each store: the next waits, so that neither sweeps away what the other is writing. */
const backingUp: Turns = new Map();
/** Copies to the second folder wait for each other alone: one that hangs must not hold up the next backup. */
const copyingOut: Turns = new Map();

function inTurn<Result>(turns: Turns, folder: string, work: () => Promise<Result>): Promise<Result> {
  const turn = (turns.get(folder) ?? Promise.resolve()).then(work, work);
  turns.set(folder, turn);
  const forget = () => {
    if (turns.get(folder) === turn) turns.delete(folder);
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
  const keys = options.keys ?? key;
  const files = storeFiles(folder);
  return inTurn(backingUp, folder, async () => {
    try {
      const { backupId, keyFilesUpToDate } = await runOffThread<typeof backUpTask>(
        'backUp',
        { store: files.store, key, keys, folder: files.backups, now: clock.now(), reason, kept, today: clock.today() },
        progress,
      );
      noteBackupProblem(folder, null);
      // With a second folder, only its copy knows that all of them are.
      if (!keyFilesUpToDate) noteOldKeyFiles(folder, true);
      else if (readBackupSettings(folder).secondFolder === null) noteOldKeyFiles(folder, false);
      return { backupId };
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

/** How long work on a store waits for the copy to the second folder, which goes on without it then. */
const patience = 5000;

/**
 * Copies what is new to the second folder, if one is set. Never fails: what went wrong is noted as the status's problem. Waited
 * for only so long: a network folder that does not answer, or a slow disk, must not hold up what the backup was made for.
 */
export async function copyToSecondFolder(
  options: { folder: string; clock: Clock; keys?: Buffer; key?: Buffer; patience?: number },
  progress?: Progress,
): Promise<void> {
  const { folder, clock } = options;
  // A copy: it may be waited for no longer, and go on, when the caller wipes its own.
  const keys = Buffer.from(options.keys ?? options.key ?? []);
  const { secondFolder } = readBackupSettings(folder);
  if (secondFolder === null) return;
  let waitedFor = true;
  const whileWaitedFor: Progress = {
    report: async (...told) => void (waitedFor && (await progress?.report(...told))),
    get cancelled() {
      return progress?.cancelled ?? false;
    },
    hold: () => undefined,
  };
  const copied = inTurn(copyingOut, folder, () => copyOut(folder, secondFolder, clock, keys, whileWaitedFor)).then(
    () => 'ended' as const,
  );
  const waited = new AbortController();
  const outcome = await Promise.race([copied, notLonger(options.patience ?? patience, whileWaitedFor, waited.signal)]);
  waited.abort();
  waitedFor = false;
  if (outcome === 'late')
    noteBackupProblem(
      folder,
      "The backup is in the store's own folder, but not in the second one yet: copying there takes long. Look whether the disk or the network answers.",
    );
}

/** Ends when the time is over, or at once when the work was cancelled or the wait is over. */
async function notLonger(milliseconds: number, progress: Progress, over: AbortSignal): Promise<'late' | 'cancelled'> {
  const until = performance.now() + milliseconds;
  while (performance.now() < until && !over.aborted) {
    if (progress.cancelled) return 'cancelled';
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return 'late';
}

async function copyOut(folder: string, chosen: string, clock: Clock, keys: Buffer, progress: Progress): Promise<void> {
  if (progress.cancelled) return void keys.fill(0);
  const { key, backups } = storeFiles(folder);
  try {
    const second = secondFolderOf(folder, chosen);
    if (second === null) throw new Error('The key file, which names the store, cannot be read.');
    const { keyFilesUpToDate } = await runOffThread<typeof copyOutTask>(
      'copyOut',
      { keyFile: key, keys, folder: backups, chosen, second, today: clock.today() },
      progress,
    );
    noteBackupProblem(folder, null);
    noteOldKeyFiles(folder, !keyFilesUpToDate);
  } catch (error) {
    if (error instanceof CallFailure && error.code === 'cancelled') return;
    noteBackupProblem(
      folder,
      `The backup is in the store's own folder, but not in the second one. ${secondProblem(error)}`,
    );
  } finally {
    keys.fill(0);
  }
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
