import { execFileSync } from 'node:child_process';
import { closeSync, constants, copyFileSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '#db/clock.ts';
import { readKeyFile } from '#db/keys/keyFile.ts';
import { unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { hasBackupOf } from '#service/store/backups/backupFolders.ts';
import { copyToSecondFolder, makeLocalBackup } from '#service/store/backups/makeBackup.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { backUp, callHost, endedJob, names, storeFolder } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const folder = () => join(storeFolder(store), 'backups');
const disk = () => join(store.folder, 'second disk');
const second = () => join(disk(), names(disk())[0] ?? 'nothing');
const setSecond = async () => {
  mkdirSync(disk());
  await store.call('backups.setSecondFolder', { folder: disk() });
};
const problem = async () => (await store.call('store.status', {})).backup.problem;
const until = async (what: () => boolean | Promise<boolean>) => {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 10));
};

/** Makes the second folder hang: reading a pipe that nobody writes to waits for ever, as a network folder that is gone does. */
function hang(backupId: string): () => void {
  const beside = join(second(), `${backupId}key`);
  const pipe = join(store.folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  renameSync(pipe, beside);
  return () => {
    renameSync(beside, pipe);
    copyFileSync(join(folder(), `${backupId}key`), beside);
    closeSync(openSync(pipe, constants.O_RDWR));
  };
}

describe('a second folder that hangs', () => {
  it('holds up neither the backup, nor the next one, nor its cancelling, and is made up for', async () => {
    await setSecond();
    const first = await backUp(store);
    const answerAgain = hang(first);
    // The folder answers no more until `answerAgain`, so that what ends before it has not waited for the folder.
    const next = await backUp(store);
    expect(names(folder())).toContain(next);
    expect(await problem()).toMatch(/not in the second one yet/);

    const { jobId } = (await callHost(store.host, 'backups.make')) as { jobId: string };
    // The backup itself is made, checked and noted; from now on the work waits for the copy alone.
    await until(async () => (await problem()) === null);
    await store.call('jobs.cancel', { jobId });
    await until(async () => (await store.call('jobs.get', { jobId })).state !== 'running');
    expect(await store.call('jobs.get', { jobId })).toMatchObject({ state: 'done' });
    expect(names(folder()).filter((name) => name.endsWith('.vsk'))).toHaveLength(3);

    answerAgain();
    await until(() => names(second()).includes(next));
    expect(names(second())).toContain(`${next}key`);
    await until(async () => (await problem()) === null);
  }, 120_000);

  it('is let go of at once by a cancel, however long it would be waited for', async () => {
    await setSecond();
    const answerAgain = hang(await backUp(store));
    let cancelled = false;
    const progress = {
      report: async () => undefined,
      hold: () => undefined,
      get cancelled() {
        return cancelled;
      },
    };
    const options = { folder: storeFolder(store), clock: fixedClock('2025-03-31'), patience: 3_600_000 };
    const waiting = copyToSecondFolder(options, progress);
    cancelled = true;
    await waiting;
    // Not given up as too late, which would be told.
    expect(await problem()).toBeNull();
    answerAgain();
  }, 120_000);

  it('is not waited for when the work that copies is cancelled', async () => {
    await setSecond();
    const first = await backUp(store);
    const answerAgain = hang(first);
    const { jobId } = (await callHost(store.host, 'backups.make')) as { jobId: string };
    await until(() => names(folder()).filter((name) => name.endsWith('.vsk')).length === 2);
    await until(async () => (await store.call('jobs.get', { jobId })).done > 0);
    await store.call('jobs.cancel', { jobId });
    await until(async () => (await store.call('jobs.get', { jobId })).state !== 'running');
    // A restore begins and ends though the thread that hung is there still.
    expect(await endedJob(store.host, 'backups.preview', { backupId: first })).toMatchObject({ state: 'done' });
    answerAgain();
  }, 120_000);
});

describe('the key files beside the backups', () => {
  const theirs = 'the passphrase of the leaver';
  const opens = async (path: string) => {
    const keyFile = readKeyFile(path);
    return keyFile !== null && (await unlockKeyFile(keyFile, theirs, 'passphrase')) !== null;
  };

  it('on a disk that was away follow at the next copy, and until then the status says so', async () => {
    await setSecond();
    const { userId } = (await callHost(store.host, 'users.add', {
      name: 'Leaver',
      role: 'reader',
      localityId: null,
      passphrase: theirs,
    })) as { userId: string };
    const backupId = await backUp(store);
    await store.call('backups.keep', { backupId, kept: true });
    renameSync(disk(), `${disk()} away`);
    expect(await endedJob(store.host, 'users.remove', { userId, reason: 'left' })).toMatchObject({ state: 'done' });
    renameSync(`${disk()} away`, disk());
    expect(await opens(join(second(), `${backupId}key`))).toBe(true);
    const key = store.context.store.copyKey();
    const options = { folder: storeFolder(store), key, reason: 'asked' as const, clock: fixedClock('2025-03-31') };
    await makeLocalBackup(options);
    expect(await problem()).toMatch(/an old passphrase may still open an old backup/);
    await backUp(store);
    expect(await problem()).toBeNull();
    const keyFiles = names(second()).filter((name) => name.endsWith('.vskkey'));
    expect(keyFiles).toContain(`${backupId}key`);
    for (const name of keyFiles) expect(await opens(join(second(), name))).toBe(false);
  });

  it('that are missing on the second disk are put there again', async () => {
    await setSecond();
    const backupId = await backUp(store);
    rmSync(join(second(), `${backupId}key`));
    await backUp(store);
    expect(readFileSync(join(second(), `${backupId}key`))).toEqual(readFileSync(join(folder(), `${backupId}key`)));
  });
});

it('backups of another store in either folder are not counted, copied, changed or removed', async () => {
  const other = await aStore({ today: '2025-03-31' });
  const theirs = join(storeFolder(other), 'backups', await backUp(other));
  await setSecond();
  const foreign = 'backup-2025-03-31T08-00-00-000Z-daily.vsk';
  mkdirSync(folder());
  for (const end of ['', 'key']) copyFileSync(`${theirs}${end}`, join(folder(), `${foreign}${end}`));
  expect(hasBackupOf(storeFolder(store), '2025-03-31')).toBe(false);
  await backUp(store);
  expect(names(second())).toHaveLength(3);
  for (const end of ['', 'key']) copyFileSync(`${theirs}${end}`, join(second(), `${foreign}${end}`));
  for (let index = 0; index < 4; index += 1) await backUp(store);
  for (const each of [folder(), second()]) {
    expect(names(each).filter((name) => name.endsWith('.vsk'))).toHaveLength(4);
    for (const end of ['', 'key'])
      expect(readFileSync(join(each, `${foreign}${end}`))).toEqual(readFileSync(`${theirs}${end}`));
  }
  other.close();
});
