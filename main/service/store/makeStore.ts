import { existsSync, renameSync } from 'node:fs';
import { listBackupFiles } from '#db/backups/backupFiles.ts';
import { readStoreInfo } from '#db/queries/storeInfo.ts';
import { CallFailure } from '../context/callFailure.ts';
import { makeFolder, removeStoreFiles, storeExists, storeFiles } from '../context/storeFiles.ts';
import { loadBenchmarks } from '../imports/loadBenchmarks.ts';
import { createStore } from './createStore.ts';
import { checkFolder } from './folderChoice.ts';
import type { Host } from './host.ts';
import type { OpenSession } from './openSession.ts';
import { requirePlainFiles } from './requirePlainFiles.ts';
import { unlockStore } from './unlock.ts';

/** The passphrase of a demonstration opened by `--demo`; it guards no real child's data. */
export const demonstrationPassphrase = 'demonstration only';

type NewStore = { passphrase: string; userName: string };

async function make(host: Host, input: NewStore & { demonstration: boolean }): Promise<OpenSession> {
  const { clock, resources, stretch } = host.options;
  const { folder } = host;
  const { cannotWrite } = checkFolder(folder);
  if (cannotWrite !== null) throw new CallFailure('readOnly', cannotWrite, { field: 'folder' });
  makeFolder(folder);
  return host.holdingLock(async () => {
    setAsideEarlier(folder, host.now());
    const created = await createStore({
      folder,
      clock,
      auditNow: host.auditNow,
      migrationsFolder: resources.migrations,
      ...input,
      ...(stretch ? { stretch } : {}),
    });
    return host.open(created, created.userId);
  });
}

/**
 * Backups and the audit of an earlier store stay what they are: in the new store's folder they would be cleared out by its rule, and their
 * key files brought up to date with a key that does not open them.
 */
function setAsideEarlier(folder: string, now: string): void {
  const { store, key, backups, audit, unfinished } = storeFiles(folder);
  if (existsSync(store) || existsSync(key)) return;
  const earlier = `-of-an-earlier-store-${now.replaceAll(/[:.]/g, '-')}`;
  if (listBackupFiles(backups).length > 0) renameSync(backups, `${backups}${earlier}`);
  if (existsSync(audit) && !existsSync(unfinished))
    for (const part of ['', '-wal'])
      if (existsSync(`${audit}${part}`)) renameSync(`${audit}${part}`, `${audit}${earlier}${part}`);
}

/** Makes a store in the host's folder and opens it. Errors: `conflict`, `storeExists`, `readOnly`, `diskFull`. */
export async function makeStore(host: Host, input: NewStore): Promise<void> {
  host.refuseWhenOpen();
  requirePlainFiles(host.folder);
  const { service } = await make(host, { ...input, demonstration: false });
  await loadBenchmarks(service.context, host.options.resources);
}

/** Starts building a demonstration store; answers the job's id. A store half built is taken away again. */
export function startDemonstration(host: Host, { seed, ...input }: NewStore & { seed: number }): string {
  host.refuseWhenOpen();
  if (host.preparing) throw new CallFailure('conflict', 'A demonstration is being built already.');
  if (storeExists(host.folder))
    throw new CallFailure('storeExists', 'This folder has a store already. Open it, or choose another folder.');
  const { folder } = host;
  const jobId = host.jobs.start({
    call: 'store.createDemonstration',
    title: 'Building the demonstration',
    unit: 'steps',
    run: async (progress) => {
      let made = false;
      try {
        const { context } = (await make(host, { ...input, demonstration: true })).service;
        made = true;
        await loadBenchmarks(context, host.options.resources);
        await host.buildDemonstration(context, seed, progress);
        return {};
      } catch (error) {
        // What is taken away is this work's own store and never one that was there, or is being made, without it.
        if (made) {
          host.drop();
          removeStoreFiles(folder);
        }
        throw error;
      } finally {
        host.preparing = null;
      }
    },
  });
  host.preparing = jobId;
  return jobId;
}

/** Goes straight to a demonstration: opens the one in the folder, or starts building it. */
export async function openDemonstration(host: Host): Promise<void> {
  try {
    if (storeExists(host.folder)) await unlockStore(host, demonstrationPassphrase, 'passphrase');
  } catch (error) {
    // It too is brought up to date only when somebody says so: the window asks for its passphrase, and then for that.
    if (error instanceof CallFailure && error.code === 'upgradeNeeded') return;
    throw error;
  }
  const info = host.session && readStoreInfo(host.session.service.context.reader);
  if (info?.demonstration && info.snapshotAsAt === null) {
    // Its making was cut off: it holds nobody, and is made anew.
    host.drop();
    removeStoreFiles(host.folder);
  }
  if (!host.session)
    startDemonstration(host, { passphrase: demonstrationPassphrase, userName: 'Demonstration user', seed: 2011 });
}
