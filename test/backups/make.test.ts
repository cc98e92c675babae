import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '#db/clock.ts';
import { readKeyFile } from '#db/keys/keyFile.ts';
import { openForReading } from '#db/open.ts';
import type { Progress } from '#service/context/progress.ts';
import { makeLocalBackup } from '#service/store/backups/makeBackup.ts';
import { scheduleDaily } from '#service/store/backups/scheduleDaily.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { backUp, backups, jobResult, names, storeFolder } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  await store.write((writer) => aChild(writer, { name: { forename: 'Ana', surname: 'Zzyzxbackup' } }));
});
afterEach(() => store.close());

const folder = () => join(storeFolder(store), 'backups');
const second = () => {
  const path = join(store.folder, 'second disk');
  mkdirSync(path, { recursive: true });
  return path;
};
const inSecond = () => {
  const [own] = names(join(store.folder, 'second disk'));
  return own ? names(join(store.folder, 'second disk', own)) : [];
};

describe('a backup at the person’s word', () => {
  it('is the store, whole and encrypted, its audit and its key file', async () => {
    const backupId = await backUp(store);
    expect(names(folder())).toEqual([backupId, `${backupId}audit`, `${backupId}key`]);
    expect(readKeyFile(join(folder(), `${backupId}key`))).toEqual(
      readKeyFile(join(storeFolder(store), 'children.vskkey')),
    );
    const key = store.context.store.copyKey();
    const copy = openForReading(join(folder(), backupId), key);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('SELECT surname FROM child_name').pluck().all()).toEqual(['Zzyzxbackup']);
    copy.close();
    expect(readFileSync(join(folder(), backupId)).includes('Zzyzxbackup')).toBe(false);
    expect(await backups(store)).toMatchObject([
      { backupId, reason: 'asked', kept: false, inStoreFolder: true, inSecondFolder: false },
    ]);
    expect((await store.call('store.status', {})).backup).toMatchObject({ problem: null, secondFolder: null });
  });

  it('is made while others read and write, and holds what was committed when it began', async () => {
    const made = backUp(store);
    for (let index = 0; index < 20; index += 1) await store.write((writer) => aChild(writer, {}));
    const key = store.context.store.copyKey();
    const copy = openForReading(join(folder(), await made), key);
    const children = copy.prepare('SELECT count(*) FROM child').pluck().get() as number;
    copy.close();
    expect(children).toBeGreaterThanOrEqual(1);
    expect(children).toBeLessThanOrEqual(21);
    expect(store.context.reader.prepare('SELECT count(*) FROM child').pluck().get()).toBe(21);
  });

  it('is told apart from others of the same thousandth of a second', async () => {
    const ids = await Promise.all([backUp(store), backUp(store), backUp(store)]);
    expect(new Set(ids).size).toBe(3);
    // The clock of the tests stands still: three of today stay, whichever order they came in.
    await backUp(store);
    expect((await backups(store)).map(({ backupId }) => backupId)).toHaveLength(3);
  });

  it('that is cancelled leaves nothing, and is no problem', async () => {
    let asked = 0;
    const progress: Progress = {
      report: async () => {
        asked += 1;
      },
      get cancelled() {
        return asked > 0;
      },
      hold: () => undefined,
    };
    const key = store.context.store.copyKey();
    const options = { folder: storeFolder(store), key, reason: 'asked' as const, clock: fixedClock('2025-03-31') };
    await expect(makeLocalBackup(options, progress)).rejects.toMatchObject({ code: 'cancelled' });
    expect(names(folder())).toEqual([]);
    expect((await store.call('store.status', {})).backup.problem).toBeNull();
  });

  it('of a key that is another’s fails, leaves nothing and says so', async () => {
    const options = {
      folder: storeFolder(store),
      key: Buffer.alloc(32, 7),
      reason: 'asked' as const,
      clock: fixedClock('2025-03-31'),
    };
    await expect(makeLocalBackup(options)).rejects.toMatchObject({ code: 'SQLITE_NOTADB' });
    expect(names(folder())).toEqual([]);
    expect((await store.call('store.status', {})).backup.problem).toMatch(/^The last backup failed\./);
    await backUp(store);
    expect((await store.call('store.status', {})).backup.problem).toBeNull();
  });
});

describe('backups that stay', () => {
  it('kept ones stay whatever comes, until they are let go', async () => {
    const first = await backUp(store);
    await store.call('backups.keep', { backupId: first, kept: true });
    for (let index = 0; index < 5; index += 1) await backUp(store);
    const ids = async () => (await backups(store)).map(({ backupId }) => backupId);
    expect(await ids()).toHaveLength(4);
    expect(await ids()).toContain(first);
    await store.call('backups.keep', { backupId: first, kept: false });
    await backUp(store);
    expect(await ids()).toHaveLength(3);
    expect(await ids()).not.toContain(first);
    expect(names(folder()).filter((name) => !/\.vsk(key|audit)?$/.test(name))).toEqual([]);
  });

  it('one that is not there is not kept, and a name is never a path', async () => {
    for (const backupId of ['backup-2025-03-31T09-00-00-000Z-asked.vsk', '../children.vsk', '../../x'])
      expect(await store.reply('backups.keep', { backupId, kept: true })).toMatchObject({
        error: { code: 'notFound' },
      });
  });
});

describe('the second folder', () => {
  it('gets a copy of the pair, of what was made before too, and follows the same rule', async () => {
    const before = await backUp(store);
    await store.call('backups.setSecondFolder', { folder: second() });
    const backupId = await backUp(store);
    expect(inSecond()).toEqual([before, backupId].flatMap((each) => [each, `${each}audit`, `${each}key`]).sort());
    expect(await backups(store)).toMatchObject([{ inSecondFolder: true }, { inSecondFolder: true }]);
    await store.call('backups.keep', { backupId, kept: true });
    for (let index = 0; index < 4; index += 1) await backUp(store);
    expect(inSecond()).toEqual(names(folder()));
    expect((await store.call('backups.list', {})).secondFolder).toBe(second());
  });

  it('that is not there is a problem of the status, never a failed backup, and is made up for', async () => {
    await store.call('backups.setSecondFolder', { folder: second() });
    rmSync(second(), { recursive: true });
    const backupId = await backUp(store);
    expect(existsSync(join(store.folder, 'second disk'))).toBe(false);
    expect((await store.call('store.status', {})).backup.problem).toMatch(/not in the second one/);
    expect((await store.call('backups.list', {})).secondFolderProblem).toMatch(/not there/);
    second();
    const next = await backUp(store);
    expect(inSecond()).toEqual([backupId, next].flatMap((each) => [each, `${each}audit`, `${each}key`]).sort());
    expect((await store.call('store.status', {})).backup.problem).toBeNull();
  });

  it('is refused where it is no folder, the store’s own, or not whole', async () => {
    writeFileSync(join(store.folder, 'a file'), '');
    for (const [path, code] of [
      [join(store.folder, 'nowhere'), 'notFound'],
      [storeFolder(store), 'invalidInput'],
      [join(store.folder, 'a file'), 'readOnly'],
      ['somewhere', 'invalidInput'],
    ])
      expect(await store.reply('backups.setSecondFolder', { folder: path })).toMatchObject({ error: { code } });
  });

  it('of two stores on one disk, neither counts the other’s backups', async () => {
    const other = await aStore({ today: '2025-03-31' });
    try {
      for (const each of [store, other]) await each.call('backups.setSecondFolder', { folder: second() });
      await backUp(other);
      for (let index = 0; index < 4; index += 1) await backUp(store);
      expect(names(second())).toHaveLength(2);
      expect((await backups(other)).filter(({ inSecondFolder }) => inSecondFolder)).toHaveLength(1);
    } finally {
      other.close();
    }
  });
});

describe('once a day', () => {
  it('a backup is made where today has none, and another on the next day', async () => {
    let today = '2025-03-31';
    const clock = { today: () => today, now: () => Date.parse(`${today}T09:00:00Z`) };
    const key = store.context.store.copyKey();
    const daily = scheduleDaily({
      folder: storeFolder(store),
      clock,
      firstAfter: 1,
      every: 5,
      backUp: (progress) => makeLocalBackup({ folder: storeFolder(store), key, reason: 'daily', clock }, progress),
    });
    const whenThereAre = async (count: number) => {
      while ((await backups(store)).length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await whenThereAre(1);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await backups(store)).toMatchObject([{ reason: 'daily' }]);
    today = '2025-04-01';
    await whenThereAre(2);
    daily.stop();
    expect((await backups(store)).map(({ madeAt }) => madeAt.slice(0, 10))).toEqual(['2025-04-01', '2025-03-31']);
  });

  it('one that fails is tried again, and after a stop no more are made', async () => {
    let tries = 0;
    const daily = scheduleDaily({
      folder: storeFolder(store),
      clock: fixedClock('2025-03-31'),
      firstAfter: 1,
      every: 1,
      backUp: () => {
        tries += 1;
        return Promise.reject(new Error('the disk is full'));
      },
    });
    while (tries < 3) await new Promise((resolve) => setTimeout(resolve, 2));
    daily.stop();
    const then = tries;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(tries - then).toBeLessThanOrEqual(1);
  });
});

it('a backup is made before a large import and not before a small one', async () => {
  const list = (children: number) =>
    new TextEncoder().encode(
      [
        'local_id,legal_surname,legal_forename,date_of_birth,sex,responsible_authority,care_start,legal_status,placement_type,placement_start,placement_postcode,social_worker',
        ...Array.from(
          { length: children },
          (_, index) =>
            `K${1000 + index},Sample${index},Alex,14/02/2013,F,886,03/06/2022,C2,U6,01/09/2023,CT9 1AB,Sam Worker`,
        ),
      ].join('\r\n'),
    );
  for (const [children, made] of [
    [499, []],
    [500, ['import']],
  ] as const) {
    const preview = (await jobResult(store, 'imports.preview', {
      files: [{ name: 'list.csv', bytes: list(children) }],
    })) as {
      previewId: string;
    };
    await jobResult(store, 'imports.commit', { previewId: preview.previewId });
    expect((await backups(store)).map(({ reason }) => reason)).toEqual(made);
  }
});
