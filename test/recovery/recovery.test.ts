import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { salvageReport } from '#contract/recovery.ts';
import { openForReading } from '#db/open.ts';
import { salvageStore } from '#db/salvage/salvageStore.ts';
import { backUp, callHost, endedJob, names, storeFolder } from '#test/backups/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';
import { shipped } from '#test/migrations/support.ts';
import { damagePages, rowsOf, sameBytes } from './support.ts';

let store: TestStore;
let key: Buffer;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  for (let index = 0; index < 40; index += 1)
    await store.write((writer) => aChild(writer, { name: { forename: 'Ana', surname: `Zzyzx${index}` } }));
  key = store.context.store.copyKey();
});
afterEach(() => store.close());

const file = (name = 'children.vsk') => join(storeFolder(store), name);
const inspect = (input: object = {}) =>
  callHost(store.host, 'recovery.inspect', { passphrase: testPassphrase, ...input }) as Promise<{
    store: string;
    problems: string[];
    backups: { backupId: string; folder: string }[];
  }>;
const pagesOf = (table: string): number[] => {
  const reader = openForReading(file(), key);
  const pages = reader.prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'").pluck().all(table);
  reader.close();
  return pages as number[];
};
const surnames = () => store.context.reader.prepare('SELECT surname FROM child_name').pluck().all() as string[];
const aside = () => names(storeFolder(store)).filter((name) => name.includes('.damaged-'));
const check = () => {
  expect(store.context.reader.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(store.context.reader.pragma('foreign_key_check')).toEqual([]);
};
const restore = (backupId: string, more: object = {}) =>
  endedJob(store.host, 'recovery.restore', { passphrase: testPassphrase, backupId, ...more });
const salvage = () => endedJob(store.host, 'recovery.salvage', { passphrase: testPassphrase });

describe('a look at a store that is not open', () => {
  it('tells sound, damaged, unreadable and missing apart, and names the backups', async () => {
    const backupId = await backUp(store);
    store.host.lock();
    expect(await inspect()).toMatchObject({ store: 'sound', problems: [], backups: [{ backupId }] });
    const [page = 0] = pagesOf('child_name');
    damagePages(file(), [page]);
    const damaged = await inspect();
    expect(damaged.store).toBe('damaged');
    expect(damaged.problems.length).toBeGreaterThan(0);
    expect(damaged.problems.join()).not.toContain('Zzyzx');
    damagePages(file(), [1]);
    expect(await inspect()).toMatchObject({ store: 'unreadable', backups: [{ backupId }] });
    rmSync(file());
    expect(await inspect()).toMatchObject({ store: 'missing', problems: [], backups: [{ backupId }] });
  });

  it('needs the passphrase, counts wrong ones, and is not for an open store', async () => {
    expect(await store.reply('recovery.inspect', { passphrase: testPassphrase })).toMatchObject({
      error: { code: 'conflict' },
    });
    store.host.lock();
    for (let index = 0; index < 12; index += 1)
      await store.reply('recovery.inspect', { passphrase: 'not the passphrase' });
    expect(await store.reply('recovery.inspect', { passphrase: testPassphrase })).toMatchObject({
      error: { code: 'waitBeforeRetry' },
    });
  });

  it('finds nothing to put right in a sound store', async () => {
    const backupId = await backUp(store);
    store.host.lock();
    expect(await restore(backupId)).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
    expect(await salvage()).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
    expect(aside()).toEqual([]);
  });
});

describe('a restore of a store that does not open', () => {
  it('brings the backup back, carries over what can still be read, and moves the damaged files aside', async () => {
    const backupId = await backUp(store);
    await store.signInAs({ role: 'reader', name: 'Came Later' });
    await store.signInAsAdministrator();
    const audit = auditEntries(store.context);
    store.host.lock();
    damagePages(file(), [...pagesOf('child_name'), ...pagesOf('child')]);
    cpSync(file(), join(store.folder, 'as it was'));
    expect(await restore(backupId)).toMatchObject({ state: 'done' });
    expect((await store.call('store.status', {})).user?.name).toBe('Test Administrator');
    expect(surnames()).toHaveLength(40);
    expect((await store.call('users.list', {})).rows.map(({ name }) => name)).toContain('Came Later');
    expect(auditEntries(store.context).slice(0, audit.length)).toEqual(audit);
    expect(auditEntries(store.context).length).toBeGreaterThan(audit.length);
    check();
    expect(aside()).toHaveLength(1);
    expect(sameBytes(file(aside()[0]), join(store.folder, 'as it was'))).toBe(true);
    await store.signInAsAdministrator();
  });

  it('works where the first page is lost, and where there is no store at all', async () => {
    const backupId = await backUp(store);
    store.host.lock();
    truncateSync(file(), 700);
    expect(await restore(backupId)).toMatchObject({ state: 'done' });
    expect(surnames()).toHaveLength(40);
    store.host.lock();
    rmSync(file());
    expect(await restore(backupId)).toMatchObject({ state: 'done' });
    expect(surnames()).toHaveLength(40);
    check();
  });

  it('works from a backup disk alone, on a computer that has neither store nor key file', async () => {
    const backupId = await backUp(store);
    store.host.lock();
    const disk = join(store.folder, 'disk');
    renameSync(join(storeFolder(store), 'backups'), disk);
    rmSync(storeFolder(store), { recursive: true });
    mkdirSync(storeFolder(store));
    expect(await inspect({ backupFolder: disk })).toMatchObject({
      store: 'missing',
      backups: [{ backupId, folder: disk }],
    });
    expect(await restore(backupId, { backupFolder: disk })).toMatchObject({ state: 'done' });
    expect(surnames()).toHaveLength(40);
    await store.signInAsAdministrator();
    check();
  });

  it('puts back a damaged key file from beside the backup, and keeps the damaged one', async () => {
    const backupId = await backUp(store);
    store.host.lock();
    writeFileSync(file('children.vskkey'), '{"format":"vsk');
    damagePages(file(), [1]);
    expect(await restore(backupId)).toMatchObject({ state: 'done' });
    expect(
      aside()
        .sort()
        .map((name) => name.replace(/.*Z/, '')),
    ).toEqual(['', 'key']);
    await store.signInAsAdministrator();
    expect(surnames()).toHaveLength(40);
  });

  it('of a damaged backup is refused, and the damaged store stays where it is', async () => {
    const backupId = await backUp(store);
    store.host.lock();
    const backup = join(storeFolder(store), 'backups', backupId);
    damagePages(file(), [1]);
    damagePages(backup, [20]);
    expect(await restore(backupId)).toMatchObject({ state: 'failed', error: { code: 'backupDamaged' } });
    expect(existsSync(file())).toBe(true);
    expect(aside()).toEqual([]);
  });
});

it('a look at a damaged store changes neither it nor the log beside it', async () => {
  const copy = join(store.folder, 'as it ran');
  cpSync(storeFolder(store), copy, { recursive: true });
  store.host.lock();
  rmSync(join(copy, 'children.vsk-shm'), { force: true });
  cpSync(copy, storeFolder(store), { recursive: true });
  damagePages(file(), [1]);
  const bytes = () => ['children.vsk', 'children.vsk-wal'].map((name) => readFileSync(file(name)).toString('base64'));
  const before = bytes();
  expect(before[1]?.length).toBeGreaterThan(0);
  await inspect();
  expect(bytes()).toEqual(before);
});

describe('a salvage', () => {
  it('puts back the shipped rows that were lost: without its terms a store would count sessions wrongly', async () => {
    const all = (table: string) =>
      store.context.reader.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number;
    const tables = ['term', 'bank_holiday', 'rule_set', 'measure'];
    const before = Object.fromEntries(tables.map((table) => [table, all(table)]));
    await store.write((writer) => {
      const removed = store.context.reader
        .prepare("SELECT id FROM bank_holiday WHERE date = '2024-12-25'")
        .pluck()
        .get();
      writer.remove('bank_holiday', String(removed));
    });
    store.host.lock();
    damagePages(
      file(),
      ['term', 'rule_set', 'measure'].flatMap((table) => pagesOf(table)),
    );
    expect(await salvage()).toMatchObject({ state: 'done' });
    // A row that somebody took away themselves, in a table that is whole, stays away.
    expect(Object.fromEntries(tables.map((table) => [table, all(table)]))).toEqual({
      ...before,
      bank_holiday: (before.bank_holiday ?? 0) - 1,
    });
    check();
  });

  it('opens a new store with every row that could be read, reports the rest, and leaves an entry in the audit', async () => {
    store.host.lock();
    const [page = 0] = pagesOf('child_date_of_birth');
    damagePages(file(), [page]);
    cpSync(file(), join(store.folder, 'as it was'));
    const job = await salvage();
    expect(job).toMatchObject({ state: 'done' });
    const report = salvageReport.parse(job.result);
    expect(report.gaps).toBe(1);
    const born = report.tables.find(({ table }) => table === 'child_date_of_birth');
    expect(born).toMatchObject({ what: 'dates of birth', gaps: 1 });
    expect(sameBytes(report.damagedFile, join(store.folder, 'as it was'))).toBe(true);
    expect(surnames()).toHaveLength(40);
    check();
    const list = await store.call('children.list', { asAt: '2025-03-31', filters: {} });
    expect(list.total).toBe(40);
    expect((await store.call('audit.list', { search: 'salvage' })).rows[0]).toMatchObject({
      by: 'Test Administrator',
      action: 'salvage store',
      detail: expect.stringMatching(/^\d+ rows saved, 0 set aside, 1 gaps$/),
    });
    await store.signInAsAdministrator();
  });

  it('lets in the administrator by their name, though all users are lost: the key file knows them', async () => {
    store.host.lock();
    damagePages(file(), pagesOf('user'));
    const job = await salvage();
    expect(job).toMatchObject({ state: 'done', result: { lost: ['users'] } });
    expect((await store.call('store.status', {})).user).toMatchObject({
      name: 'Test Administrator',
      roles: [{ role: 'administrator' }],
    });
    check();
  });

  it('opens again where the authority and what the store says of itself are lost', async () => {
    store.host.lock();
    damagePages(file(), [...pagesOf('authority_profile'), ...pagesOf('store_info'), ...pagesOf('locality')]);
    expect(await salvage()).toMatchObject({ state: 'done' });
    expect(await store.call('store.status', {})).toMatchObject({ authorityName: 'Kent', demonstration: false });
    await store.write((writer) => aChild(writer, {}));
    await store.signInAsAdministrator();
    check();
  });

  it('is the store of the authority that looks after most of its children, where the authority is lost', async () => {
    await store.write((writer) => {
      for (let index = 0; index < 60; index += 1) aChild(writer, { responsibleAuthority: '891' });
    });
    store.host.lock();
    damagePages(file(), pagesOf('authority_profile'));
    expect(await salvage()).toMatchObject({ state: 'done' });
    const own = store.context.reader.prepare('SELECT la_code, name FROM authority_profile').get();
    expect(own).toEqual({ la_code: '891', name: 'Authority 891' });
    expect(await store.call('store.status', {})).toMatchObject({ authorityName: 'Authority 891' });
    // What is worked out of the children is of that authority's own.
    const members =
      'SELECT DISTINCT own FROM cohort_member JOIN child_responsible_authority USING (child_id) WHERE la_code = ?';
    expect(store.context.reader.prepare(members).pluck().all('891')).toEqual([1]);
    await store.signInAsAdministrator();
    check();
  });

  it('reads the log beside the store as SQLite does: up to a place in it that is damaged, and none of it twice', async () => {
    // A log of which nothing was folded in yet: what is cut off it is nowhere else.
    await store.signInAsAdministrator();
    for (let index = 0; index < 10; index += 1) await store.write((writer) => aChild(writer, {}));
    // A copy of a running store: what was written last lies in its log alone.
    const copy = join(store.folder, 'copy');
    cpSync(storeFolder(store), copy, { recursive: true });
    const damaged = join(copy, 'children.vsk');
    const frame = 4096 + 24;
    const log = readFileSync(`${damaged}-wal`);
    // After those of this round lie older ones, which are not read.
    const ofRound = (at: number) => log.subarray(at + 8, at + 16).equals(log.subarray(16, 24));
    let frames = 0;
    while (32 + (frames + 1) * frame <= log.length && ofRound(32 + frames * frame)) frames += 1;
    expect(frames).toBeGreaterThan(20);
    expect(frames).toBeLessThan(1000);
    for (const at of [0.95, 0.6, 0.2]) {
      const byte = 32 + Math.floor(frames * at) * frame + 24 + 99;
      log[byte] = (log[byte] as number) ^ 1;
      writeFileSync(`${damaged}-wal`, log);
      rmSync(`${damaged}-shm`, { force: true });
      const to = join(copy, 'new.vsk');
      const tell = () => undefined;
      const outcome = salvageStore({
        damaged,
        key,
        to,
        migrationsFolder: shipped,
        now: 0,
        tell,
        putBack: tell,
        finish: tell,
      });
      expect(outcome.logBroken).toBe(true);
      // SQLite writes to what it opens, so it is given a copy of its own.
      const own = join(store.folder, `own ${at}`);
      cpSync(copy, own, { recursive: true });
      rmSync(join(own, 'children.vsk-shm'), { force: true });
      expect(rowsOf(to, key)).toEqual(rowsOf(join(own, 'children.vsk'), key));
    }
  });

  it('of a store without its first page points to the backups', async () => {
    store.host.lock();
    damagePages(file(), [1]);
    const job = await salvage();
    expect(job).toMatchObject({ state: 'failed', error: { code: 'storeDamaged' } });
    expect(job.error?.message).toMatch(/Restore a backup/);
    expect(aside()).toEqual([]);
  });
});
