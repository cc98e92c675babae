import { existsSync, readFileSync, renameSync } from 'node:fs';
import type { JobResult, ParsedInput } from '#contract/calls.ts';
import type { SalvageReport } from '#contract/recovery.ts';
import { asideName, besideStore, cleanLeftovers, replaceDamagedStore } from '#db/backups/exchangeStore.ts';
import { removeUnfinished } from '#db/backups/verifiedCopy.ts';
import { replaceFile } from '#db/replaceFile.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import type { Progress } from '#service/context/progress.ts';
import { makeFolder, storeFiles } from '#service/context/storeFiles.ts';
import { runOffThread } from '#service/jobs/runOffThread.ts';
import { reasonOf } from '../backups/reasonOf.ts';
import type { prepareRestoreTask } from '../backups/restoreTasks.ts';
import type { Host } from '../host.ts';
import { requireAlone } from '../requireAlone.ts';
import { requirePlainFiles } from '../requirePlainFiles.ts';
import type { bringAuditTask } from './bringAuditTask.ts';
import type { carryOverDamagedTask } from './carryOverDamaged.ts';
import { chooseKeyFile, type FoundKeys, findBackups, findKeys, keyOf, wipeKeys } from './findKeys.ts';
import type { inspectTask, StoreState } from './inspectTask.ts';
import { recoveryNeed, requireMayPutRight, whoIsKnown } from './mayPutRight.ts';
import type { salvageTask } from './salvageTask.ts';

type Found = {
  keys: FoundKeys;
  backups: ReturnType<typeof findBackups>;
  state: StoreState | { state: 'missing'; problems: string[] };
  /** Fingerprint of the key that opens the store's file; null when none does. */
  storeKey: string | null;
  /** The store is sound, and its key file was put back. */
  keyFilePutBack: boolean;
};

/** What is no guess at a passphrase: the disk, nothing to try it on, or a right one of somebody who may not do this. */
const notTried: ReadonlySet<string> = new Set(['diskFull', 'readOnly', 'storeMissing', 'storeNewer', 'forbidden']);

/** One counted attempt at a passphrase: here as at the unlock screen. Errors: `waitBeforeRetry`, and what the work throws. */
async function counted<Result>({ attempts }: Host, work: () => Promise<Result>): Promise<Result> {
  attempts.begin();
  try {
    const result = await work();
    attempts.succeed();
    return result;
  } catch (error) {
    if (error instanceof CallFailure && notTried.has(error.code)) attempts.withdraw();
    throw error;
  }
}

/**
 * Looks with a passphrase at the store and its backups; the caller wipes the keys. Leftovers are tidied, and where the store is
 * sound but its own key file is lost, damaged or of before a re-key, one from beside a backup is put in its place: nothing else
 * is wrong then. Errors: `wrongPassphrase`, also where it opens backups only and the store's own key file is whole; those of
 * `allowed`.
 * @param allowed whether more may be done than look
 */
async function look(
  host: Host,
  input: { passphrase: string; backupFolder: string | null },
  allowed: (keys: FoundKeys) => Promise<void> = async () => undefined,
): Promise<Found> {
  const files = storeFiles(host.folder);
  cleanLeftovers(files.store, files.backups);
  const backups = findBackups(host.folder, input.backupFolder);
  // A folder that the person names says nothing of who may do this where the store's own backups have a later key file.
  const own = input.backupFolder === null ? [] : findBackups(host.folder, null);
  return counted(host, async () => {
    const keys = await findKeys(host.folder, input.passphrase, [...backups, ...own]);
    try {
      await requireAlone(host.folder, keys.keys.values(), { onlyRead: true });
      const { key, ...state } = existsSync(files.store) ? await inspect(files.store, keys) : missing;
      const chosen = chooseKeyFile(keys, key);
      if (state.state !== 'sound' || !chosen) await allowed(keys);
      if (!chosen) return { keys, backups, storeKey: null, keyFilePutBack: false, state: earlierStore };
      Object.assign(keys, chosen);
      const keyFilePutBack = state.state === 'sound' && putKeyFile(host, keys);
      return { keys, backups, storeKey: key, keyFilePutBack, state };
    } catch (error) {
      wipeKeys(keys);
      throw error;
    }
  });
}

const missing = { state: 'missing' as const, problems: [] as string[], key: null };
const earlierStore: StoreState = {
  state: 'unreadable',
  problems: ['The file in the place of the store is an earlier one: the key file belongs to a later store.'],
};

/** The store's state and the fingerprint of the key that opens it; without any it is unreadable, whatever the reason. */
async function inspect(store: string, { keys }: FoundKeys): Promise<StoreState & { key: string | null }> {
  let unreadable: StoreState = { state: 'unreadable', problems: [] };
  for (const [fingerprint, key] of keys) {
    const state = await runOffThread<typeof inspectTask>('inspect', { store, key });
    if (state.state !== 'unreadable') return { ...state, key: fingerprint };
    unreadable = state;
  }
  return { ...unreadable, key: null };
}

/** Says how the store is and which backups the passphrase opens. See the contract's `recovery.inspect`. */
export async function inspectStore(host: Host, input: ParsedInput<'recovery.inspect'>) {
  host.refuseWhenOpen();
  // A new computer has no folder yet, and the lock lies in it.
  makeFolder(host.folder);
  requirePlainFiles(host.folder);
  return host.holdingLock(async () => {
    const { keys, backups, state, keyFilePutBack } = await look(host, input);
    try {
      return {
        store: state.state,
        needs: recoveryNeed(keys, host.options.clock.today()),
        problems: keyFilePutBack
          ? ['The key file was missing, damaged or out of date; the one from beside a backup was put in its place.']
          : state.problems,
        backups: backups
          .filter((backup) => keyOf(backup, keys) !== null)
          .map(({ path: _, ...backup }) => ({ ...backup, reason: reasonOf(backup) })),
      };
    } finally {
      wipeKeys(keys);
    }
  });
}

/** A sound store is opened as usual; there an administrator restores, with a preview. */
function refuseWhenSound({ state }: Found): void {
  if (state.state === 'sound')
    throw new CallFailure(
      'conflict',
      'The store is sound: nothing needs to be put right. Unlock it; backups are restored under Settings.',
    );
}

type RecoveryJob = 'recovery.restore' | 'recovery.salvage';

/** Starts a job that puts the store right and opens it; see `restoreLocked` and `salvageLocked`. */
function start<Name extends RecoveryJob>(
  host: Host,
  call: Name,
  title: string,
  input: { passphrase: string; also: string | null; backupFolder: string | null },
  work: (found: Found, progress: Progress) => Promise<JobResult<Name>>,
): { jobId: string } {
  host.refuseWhenOpen();
  makeFolder(host.folder);
  requirePlainFiles(host.folder);
  return {
    jobId: host.jobs.start<Name>({
      call,
      title,
      unit: 'steps',
      run: (progress) =>
        host.holdingLock(async () => {
          const found = await look(host, input, (keys) =>
            requireMayPutRight(keys, input.also, host.options.clock.today()),
          );
          try {
            if (found.keyFilePutBack) {
              await progress.report(1, 1, 'The store is sound; its key file was put back');
              open(host, found.keys);
              return { keyFilePutBack: true } as JobResult<Name>;
            }
            refuseWhenSound(found);
            return await work(found, progress);
          } catch (error) {
            wipeKeys(found.keys);
            throw error;
          }
        }),
    }),
  };
}

/**
 * Restores a backup in the place of a damaged or missing store and opens it. What can still be read of users and registers is
 * carried over; the damaged files are moved aside. The audit stays as it is; a computer that has none gets the backup's. See the contract's `recovery.restore`.
 */
export function startRestore(host: Host, input: ParsedInput<'recovery.restore'>): { jobId: string } {
  return start(
    host,
    'recovery.restore',
    'Restoring a backup',
    input,
    async ({ keys, backups, storeKey, state }, progress) => {
      const backup = backups.find(({ backupId }) => backupId === input.backupId);
      const backupKey = backup ? keyOf(backup, keys) : null;
      if (!backup) throw new CallFailure('notFound', 'That backup is not there any more. Look at the list again.');
      if (!backupKey)
        throw new CallFailure(
          'backupDamaged',
          'This backup cannot be opened with that passphrase, or its beginning is damaged.',
        );
      const { folder } = host;
      const { clock } = host.options;
      const migrationsFolder = host.options.resources.migrations;
      const files = storeFiles(folder);
      const { restoring } = besideStore(files.store);
      const key = currentKey(keys);
      try {
        await runOffThread<typeof prepareRestoreTask>(
          'prepareRestore',
          { backup: backup.path, backupKey, key, to: restoring, migrationsFolder },
          progress,
        );
        progress.hold();
        const auditNow = await runOffThread<typeof bringAuditTask>('bringAudit', {
          audit: files.audit,
          key,
          otherKey: keys.keys.get(storeKey ?? '') ?? key,
          backup: backup.path,
          backupKey,
          now: host.auditNow(),
        });
        const damaged = state.state === 'damaged' ? files.store : null;
        await runOffThread<typeof carryOverDamagedTask>('carryOverDamaged', {
          damaged,
          // A re-key that was cut off may have left the damaged store with the other key.
          damagedKey: keys.keys.get(storeKey ?? '') ?? key,
          to: restoring,
          key,
          ...whoIsKnown(keys),
          backupId: input.backupId,
          auditNow,
          now: clock.now(),
        });
        const aside = asideName(files.store, new Date(clock.now()));
        putKeyFile(host, keys);
        replaceDamagedStore(files.store, restoring, aside);
      } finally {
        removeUnfinished(restoring);
      }
      open(host, keys);
      return { backupId: input.backupId };
    },
  );
}

/** Salvages what can be read of a damaged store into a new one and opens it. See the contract's `recovery.salvage`. */
export function startSalvage(host: Host, input: ParsedInput<'recovery.salvage'>): { jobId: string } {
  return start(
    host,
    'recovery.salvage',
    'Salvaging the store',
    { ...input, backupFolder: null },
    async ({ keys, storeKey, state }, progress): Promise<SalvageReport> => {
      const key = keys.keys.get(storeKey ?? '');
      if (state.state !== 'damaged' || !key)
        throw new CallFailure(
          'storeDamaged',
          state.state === 'missing'
            ? 'The store is not there: there is nothing to salvage. Restore a backup.'
            : 'The beginning of the store is damaged, and nothing can be read from it without that. Restore a backup.',
        );
      const { folder } = host;
      const { clock } = host.options;
      const migrationsFolder = host.options.resources.migrations;
      const files = storeFiles(folder);
      const { salvaging } = besideStore(files.store);
      const aside = asideName(files.store, new Date(clock.now()));
      try {
        const report = await runOffThread<typeof salvageTask>(
          'salvage',
          {
            damaged: files.store,
            key,
            to: salvaging,
            migrationsFolder,
            storeId: keys.keyFile.storeId,
            ...whoIsKnown(keys),
            now: clock.now(),
          },
          progress,
        );
        progress.hold();
        putKeyFile(host, keys);
        replaceDamagedStore(files.store, salvaging, aside);
        open(host, keys);
        return { ...report, damagedFile: aside };
      } finally {
        removeUnfinished(salvaging);
      }
    },
  );
}

/** The key that the key file calls current: the store put right has it. */
function currentKey({ keyFile, keys }: FoundKeys): Buffer {
  const key = keys.get(keyFile.current);
  if (!key) throw new CallFailure('storeDamaged', 'The key file does not hold the key of the store. Restore a backup.');
  return key;
}

/**
 * Where the key file that was chosen is not the store's own, it takes its place; a damaged one, or one of before a re-key, is
 * moved aside. Answers whether it did.
 */
function putKeyFile({ folder, options }: Host, { keyFilePath }: FoundKeys): boolean {
  const files = storeFiles(folder);
  if (keyFilePath === files.key) return false;
  const content = readFileSync(keyFilePath);
  if (existsSync(files.key)) renameSync(files.key, `${asideName(files.store, new Date(options.clock.now()))}key`);
  replaceFile(files.key, content);
  return true;
}

/** Opens what was put right, as the person whose passphrase it was. */
function open(host: Host, found: FoundKeys): void {
  const keys = new Map([...found.keys].map(([fingerprint, key]) => [fingerprint, Buffer.from(key)]));
  wipeKeys(found);
  const { service } = host.open(host.openFiles(found.keyFile, keys), found.unlocked.userId);
  service.context.audit('unlock', []);
}
