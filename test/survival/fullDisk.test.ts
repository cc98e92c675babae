import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportPreview } from '#contract/imports.ts';
import { openForReading } from '#db/open.ts';
import { backUp, contentsOf, endedJob, jobResult, names, storeFolder } from '#test/backups/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { damagePages, sameBytes } from '#test/recovery/support.ts';
import { importOf } from './load.ts';
import { aSmallDisk, type SmallDisk } from './smallDisk.ts';

let disk: SmallDisk;
let store: TestStore;
beforeEach(async () => {
  disk = aSmallDisk(64);
  store = await aStore({ today: '2025-03-31', folder: join(disk.path, 'data') });
  for (let index = 0; index < 30; index += 1)
    await store.write((writer) =>
      aChild(writer, { peps: [{ due: '2025-01-31', targets: [{ what: 'x'.repeat(20_000), who: 'T' }] }] }),
    );
});
afterEach(() => {
  disk.free();
  store.close();
  disk.remove();
});

/** Less than any copy of the store takes, and room for an entry of the audit. */
const ALMOST_NOTHING = 300_000;
const diskFull = { state: 'failed', error: { code: 'diskFull' } };
const leftovers = () =>
  [...names(storeFolder(store)), ...names(join(storeFolder(store), 'backups'))].filter((name) =>
    /\.(new|rekeying|restoring|ready|salvaging|making)/.test(name),
  );
/** The store is as it was, open, and takes a write once there is room. */
async function expectUnharmed(before: Record<string, string[]>): Promise<void> {
  expect(leftovers()).toEqual([]);
  expect(contentsOf(store)).toEqual(before);
  disk.free();
  await store.write((writer) => aChild(writer, {}));
  expect(store.context.reader.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(store.context.reader.pragma('foreign_key_check')).toEqual([]);
}

describe('on a full disk', () => {
  it('a backup fails, leaves nothing half-written, and the status says why', async () => {
    const before = contentsOf(store);
    disk.fill(ALMOST_NOTHING);
    expect(await endedJob(store.host, 'backups.make')).toMatchObject(diskFull);
    expect(names(join(storeFolder(store), 'backups'))).toEqual([]);
    expect((await store.call('store.status', {})).backup.problem).toMatch(/disk is full/);
    await expectUnharmed(before);
    await backUp(store);
    expect((await store.call('store.status', {})).backup.problem).toBeNull();
  });

  it('an import fails whole, and can be committed once there is room', async () => {
    const preview = (await jobResult(store, 'imports.preview', {
      files: [{ name: 'list.csv', bytes: importOf(1, 499) }],
    })) as ImportPreview;
    // The list leaves out who is here already, which is asked about; here it is meant.
    const commit = { previewId: preview.previewId, confirmed: preview.questions.map(({ id }) => id) };
    const before = contentsOf(store);
    disk.fill(8192);
    expect(await endedJob(store.host, 'imports.commit', commit)).toMatchObject(diskFull);
    await expectUnharmed(before);
    // Another child has come since, whom the list leaves out: it would do something else than what was seen, so it is seen again.
    expect(await endedJob(store.host, 'imports.commit', commit)).toMatchObject({ error: { code: 'conflict' } });
    const again = { again: { previewId: preview.previewId, days: [] } };
    const { previewId, questions } = (await jobResult(store, 'imports.preview', again)) as ImportPreview;
    const confirmed = questions.map(({ id }) => id);
    expect(await endedJob(store.host, 'imports.commit', { previewId, confirmed })).toMatchObject({ state: 'done' });
  });

  it('a restore fails before anything is exchanged', async () => {
    const backupId = await backUp(store);
    await store.write((writer) => aChild(writer, {}));
    const before = contentsOf(store);
    disk.fill(ALMOST_NOTHING);
    expect(await endedJob(store.host, 'backups.restore', { backupId, reason: 'try' })).toMatchObject(diskFull);
    await expectUnharmed(before);
  });

  it('a restore that runs out of room in the middle leaves the old store, open', async () => {
    // Larger than the log, whose room is given back when the store is closed.
    for (let index = 0; index < 10; index += 1)
      await store.write((writer) =>
        aChild(writer, { peps: [{ due: '2025-01-31', targets: [{ what: 'x'.repeat(1_000_000), who: 'T' }] }] }),
      );
    const backupId = await backUp(store);
    const before = contentsOf(store);
    const reader = openForReading(join(storeFolder(store), 'children.vsk'), store.context.store.copyKey());
    const bytes = (reader.pragma('page_count', { simple: true }) as number) * 4096;
    reader.close();
    // Room for the restored store beside the present one, but not for the backup of that as well.
    disk.fill(Math.round(bytes * 1.2));
    expect(await endedJob(store.host, 'backups.restore', { backupId, reason: 'try' })).toMatchObject(diskFull);
    await expectUnharmed(before);
  });

  it('a re-key fails, and the store keeps its key', async () => {
    const before = contentsOf(store);
    const key = store.context.store.copyKey();
    disk.fill(ALMOST_NOTHING);
    expect(await endedJob(store.host, 'keys.rekey')).toMatchObject(diskFull);
    expect(store.context.store.copyKey()).toEqual(key);
    await expectUnharmed(before);
    await store.signInAsAdministrator();
  });

  it('a new passphrase is refused, and the old one goes on opening the store', async () => {
    disk.fill(0);
    expect(
      await store.reply('keys.changePassphrase', { current: testPassphrase, next: 'another passphrase' }),
    ).toMatchObject({ error: { code: 'diskFull' } });
    disk.free();
    expect(leftovers()).toEqual([]);
    await store.signInAsAdministrator();
  });

  it('a salvage fails, and the damaged store stays as it is', async () => {
    const key = store.context.store.copyKey();
    store.host.lock();
    const file = join(storeFolder(store), 'children.vsk');
    const reader = openForReading(file, key);
    const page = reader
      .prepare("SELECT pageno FROM dbstat WHERE name = 'child_name' AND pagetype = 'leaf'")
      .pluck()
      .get();
    reader.close();
    damagePages(file, [page as number]);
    copyFileSync(file, join(disk.path, 'as it was'));
    disk.fill(ALMOST_NOTHING);
    expect(await endedJob(store.host, 'recovery.salvage', { passphrase: testPassphrase })).toMatchObject(diskFull);
    expect(sameBytes(file, join(disk.path, 'as it was'))).toBe(true);
    expect(leftovers()).toEqual([]);
    disk.free();
    expect(await endedJob(store.host, 'recovery.salvage', { passphrase: testPassphrase })).toMatchObject({
      state: 'done',
    });
  });

  it('of the second folder only the copy fails, and the status says so', async () => {
    const second = aSmallDisk(1);
    try {
      await store.call('backups.setSecondFolder', { folder: second.path });
      second.fill(100_000);
      await backUp(store);
      expect((await store.call('store.status', {})).backup.problem).toMatch(/second disk is full/);
      expect(
        names(second.path)
          .filter((name) => name !== 'ballast')
          .flatMap((name) => names(join(second.path, name))),
      ).toEqual([]);
    } finally {
      second.remove();
    }
  });
});

describe('on a disk that has become read-only', () => {
  it('the store is not opened, and says that it cannot be written to; nor is it salvaged', async () => {
    store.host.lock();
    disk.readOnly();
    try {
      expect(await store.reply('store.unlock', { passphrase: testPassphrase })).toMatchObject({
        error: { code: 'readOnly' },
      });
      expect(await store.reply('recovery.inspect', { passphrase: testPassphrase })).toMatchObject({
        error: { code: 'readOnly' },
      });
      expect(await endedJob(store.host, 'recovery.salvage', { passphrase: testPassphrase })).toMatchObject({
        state: 'failed',
        error: { code: 'readOnly' },
      });
    } finally {
      disk.writable();
    }
    await store.signInAsAdministrator();
  });

  it('a second folder there is a problem of the status, and no failed backup', async () => {
    const second = aSmallDisk(4);
    try {
      await store.call('backups.setSecondFolder', { folder: second.path });
      second.readOnly();
      await backUp(store);
      expect((await store.call('store.status', {})).backup.problem).toMatch(/second folder cannot be written to/);
      expect(await store.reply('backups.setSecondFolder', { folder: second.path })).toMatchObject({
        error: { code: 'readOnly' },
      });
    } finally {
      second.remove();
    }
  });
});
