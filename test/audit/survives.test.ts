import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf } from '#db/audit/chain.ts';
import { openAudit } from '#db/audit/openAudit.ts';
import { openForReading, openForWriting } from '#db/open.ts';
import type { Progress } from '#service/context/progress.ts';
import { backUp, endedJob, jobResult, storeFolder } from '#test/backups/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';
import { damagePages } from '#test/recovery/support.ts';

let store: TestStore;
let childId: string;
const asAt = '2025-03-31';
const progress: Progress = { report: async () => undefined, cancelled: false, hold: () => undefined };

beforeEach(async () => {
  store = await aStore({ today: asAt });
  childId = await store.write((writer) => aChild(writer, { name: { forename: 'Ana', surname: 'Zzyzxaudit' } }));
});
afterEach(() => store.close());

const file = (name: string) => join(storeFolder(store), name);
const words = () => auditEntries(store.context, 'fault in the audit').map(({ detail }) => detail);
const read = () => store.reply('children.get', { childId, asAt });
/** The files of the audit as they lie on the disk of a store in use, to be looked at elsewhere: what a kill would leave. */
function onDisk() {
  const [copy, key] = [join(store.folder, `copy ${Math.random()}`), store.context.store.copyKey()];
  for (const end of ['', '-wal'])
    if (existsSync(file(`children.vskaudit${end}`))) copyFileSync(file(`children.vskaudit${end}`), `${copy}${end}`);
  return openForReading(copy, key);
}

/** A preview that holds the store's one writer until it is let go. */
function held(): { ended: Promise<unknown>; end: () => void } {
  const until = Promise.withResolvers<void>();
  const ended = store.context.writeLong(progress, () => until.promise, { rollBack: true }).catch(() => undefined);
  return { ended, end: until.resolve };
}

describe('while an import or a preview holds the store', () => {
  it('each of 300 reads is on the disk before it is answered, and an ordinary lock loses none', async () => {
    const preview = held();
    await new Promise((resolve) => setImmediate(resolve));
    for (let index = 0; index < 300; index += 1) expect(await read()).toMatchObject({ ok: true });
    const copy = onDisk();
    expect(copy.prepare("SELECT count(*) FROM entry WHERE action = 'read child'").pluck().get()).toBe(300);
    copy.close();
    await store.host.lock();
    preview.end();
    await preview.ended;
    await store.host.unlock(testPassphrase);
    expect(auditEntries(store.context, 'read child')).toHaveLength(300);
    expect(words()).toEqual([]);
  });

  it('what is typed is saved at once, is on the disk, and survives the lock', async () => {
    const preview = held();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await store.reply('drafts.save', { key: 'a note', content: 'typed during an import' })).toMatchObject({
      ok: true,
    });
    expect(await store.call('drafts.read', { key: 'a note' })).toMatchObject({ content: 'typed during an import' });
    const copy = onDisk();
    expect(copy.prepare('SELECT content FROM draft').pluck().all()).toEqual(['typed during an import']);
    copy.close();
    await store.host.lock();
    preview.end();
    await preview.ended;
    await store.host.unlock(testPassphrase);
    expect(await store.call('drafts.read', { key: 'a note' })).toMatchObject({ content: 'typed during an import' });
  });
});

describe('what replaces the store', () => {
  it('by a restore touches neither audit nor drafts; by a recovery of anybody neither', async () => {
    await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3'), name: 'Asha Head' });
    const passphrase = `${testPassphrase} 1`;
    await store.signInAsAdministrator();
    const backupId = await backUp(store);
    for (let index = 0; index < 30; index += 1) await read();
    await store.call('drafts.save', { key: 'a note', content: 'typed since' });
    const before = auditEntries(store.context);
    expect(await endedJob(store.host, 'backups.restore', { backupId, reason: 'a test' })).toMatchObject({
      state: 'done',
    });
    expect(auditEntries(store.context).slice(0, before.length)).toEqual(before);
    await store.host.lock();
    rmSync(file('children.vsk'));
    const input = { passphrase, backupFolder: null, backupId };
    const ended = await endedJob(store.host, 'recovery.restore', input).catch((error: Error) => error.message);
    // Whoever may restore: what was done before is there.
    if (!store.host.service) await endedJob(store.host, 'recovery.restore', { ...input, passphrase: testPassphrase });
    expect(ended).toBeDefined();
    await store.signInAsAdministrator();
    const after = auditEntries(store.context);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.filter(({ action }) => action === 'read child')).toHaveLength(30);
    expect(after.filter(({ detail }) => detail === `restored ${backupId}`)).toHaveLength(2);
    expect(await store.call('drafts.read', { key: 'a note' })).toMatchObject({ content: 'typed since' });
    expect(words()).toEqual([]);
    expect(await store.host.session?.watch.check()).toMatchObject({ faults: [] });
  });

  it('by a salvage touches neither: every byte of the file is as it was, and the entry of the salvage follows', async () => {
    for (let index = 0; index < 10; index += 1) await read();
    await store.call('drafts.save', { key: 'a note', content: 'typed before' });
    await backUp(store);
    const before = auditEntries(store.context);
    const key = store.context.store.copyKey();
    await store.host.lock();
    const reader = openForReading(file('children.vsk'), key);
    const pages = reader
      .prepare("SELECT pageno FROM dbstat WHERE name IN ('user', 'store_info', 'child') AND pagetype = 'leaf'")
      .pluck()
      .all() as number[];
    reader.close();
    damagePages(file('children.vsk'), pages);
    const bytes = readFileSync(file('children.vskaudit'));
    // Looked at, asked for by somebody who may not, and done.
    const input = { passphrase: testPassphrase, also: null };
    expect(
      await endedJob(store.host, 'recovery.salvage', { ...input, passphrase: 'not anybody’s passphrase' }),
    ).toMatchObject({ state: 'failed' });
    await store.reply('recovery.inspect', { passphrase: testPassphrase, backupFolder: null });
    expect(readFileSync(file('children.vskaudit')).equals(bytes)).toBe(true);
    expect(await endedJob(store.host, 'recovery.salvage', input)).toMatchObject({ state: 'done' });
    const after = auditEntries(store.context);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map(({ action }) => action)).toEqual(['salvage store', 'unlock']);
    expect(await store.call('drafts.read', { key: 'a note' })).toMatchObject({ content: 'typed before' });
    expect(words()).toEqual([]);
    expect(await store.host.session?.watch.check()).toMatchObject({ faults: [] });
  });

  it('an audit under a key that is lost is put aside, and that is named; a backup’s own that was brought is said', async () => {
    const backupId = await backUp(store);
    await store.host.lock();
    const elsewhere = join(store.folder, 'disk');
    cpSync(file('backups'), elsewhere, { recursive: true });
    await store.host.unlock(testPassphrase);
    await jobResult(store, 'keys.rekey', {});
    await read();
    await store.host.lock();
    for (const name of ['children.vsk', 'children.vskkey', 'backups']) rmSync(file(name), { recursive: true });
    const input = { passphrase: testPassphrase, backupFolder: elsewhere, backupId };
    expect(await endedJob(store.host, 'recovery.restore', input)).toMatchObject({ state: 'done' });
    expect(words()).toEqual([
      `The file of the audit and of the drafts could not be read. It was put aside in the store's folder, and that of ${backupId} was put in its place: what was done since then is missing.`,
    ]);
    expect((await store.call('audit.faults', {})).rows).toHaveLength(1);
    await store.host.lock();
    for (const name of ['children.vsk', 'children.vskkey', 'children.vskaudit']) rmSync(file(name));
    expect(await endedJob(store.host, 'recovery.restore', input)).toMatchObject({ state: 'done' });
    expect(auditEntries(store.context, 'restore backup').map(({ detail }) => detail)).toEqual([
      `restored ${backupId}`,
      `the audit was not here: that of ${backupId} was brought`,
    ]);
  });

  it('on a computer without it brings the one of the backup, under the store’s present key', async () => {
    await read();
    await store.call('drafts.save', { key: 'a note', content: 'typed before' });
    const backupId = await backUp(store);
    const before = auditEntries(store.context);
    await store.host.lock();
    const elsewhere = join(store.folder, 'disk');
    cpSync(file('backups'), elsewhere, { recursive: true });
    rmSync(storeFolder(store), { recursive: true });
    mkdirSync(storeFolder(store));
    const input = { passphrase: testPassphrase, backupFolder: elsewhere, backupId };
    expect(await endedJob(store.host, 'recovery.restore', input)).toMatchObject({ state: 'done' });
    expect(auditEntries(store.context).slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    expect(auditEntries(store.context, 'read child')).toHaveLength(1);
    expect(await store.call('drafts.read', { key: 'a note' })).toMatchObject({ content: 'typed before' });
    expect(words()).toEqual([]);
  });

  it('a re-key gives it the new key, also where it was cut off between the two files', async () => {
    await read();
    const oldKey = store.context.store.copyKey();
    await store.host.lock();
    const cutOff = join(store.folder, 'cut off.vsk');
    copyFileSync(file('children.vskaudit'), `${cutOff}audit`);
    await store.host.unlock(testPassphrase);
    await jobResult(store, 'keys.rekey', {});
    const audit = file('children.vskaudit');
    expect(() => openForReading(audit, oldKey)).toThrow();
    expect(auditEntries(store.context, 'read child')).toHaveLength(1);
    expect(readFileSync(audit).includes('Test Administrator')).toBe(false);
    expect(words()).toEqual([]);
    expect(readdirSync(storeFolder(store)).filter((name) => name.includes('rekeying'))).toEqual([]);
    // As the opening finds it where the store has the new key already and the audit has not.
    const newKey = store.context.store.copyKey();
    const options = { store: cutOff, deviceId: '', key: newKey, keys: [oldKey, newKey], now: Date.now };
    const opened = openAudit({ ...options, sealed: null, expected: true });
    expect(auditEntries({ auditFile: opened }, 'read child')).toHaveLength(1);
    expect(auditEntries({ auditFile: opened }, 'fault in the audit')).toEqual([]);
    opened.close();
    expect(() => openForReading(`${cutOff}audit`, oldKey)).toThrow();
    openForReading(`${cutOff}audit`, newKey).close();
  });
});

describe('a file that is gone, damaged, or not as it was', () => {
  it('deleted: the store opens, the entry says so, the numbers go on after the sealed one', async () => {
    await read();
    const last = auditEntries(store.context).at(-1)?.number ?? 0;
    await store.host.lock();
    for (const end of ['', '-wal', '-shm']) rmSync(file(`children.vskaudit${end}`), { force: true });
    await store.host.unlock(testPassphrase);
    expect(words()).toEqual([
      `The file of the audit and of the drafts was not there any more: entries 1 to ${last} are missing.`,
    ]);
    expect(auditEntries(store.context)[0]?.number).toBe(last + 1);
    expect((await store.call('audit.faults', {})).rows).toHaveLength(1);
    const found = await store.host.session?.watch.check();
    expect(found?.faults.map(({ kind }) => kind)).toEqual(['missing']);
    await store.call('audit.seen', { upTo: (await store.call('audit.faults', {})).rows.at(-1)?.number ?? 0 });
    expect((await store.call('audit.faults', {})).rows).toEqual([]);
    // Named once, and said again by each reading.
    await store.signInAsAdministrator();
    expect((await store.host.session?.watch.check())?.faults).toHaveLength(1);
    expect((await store.call('audit.faults', {})).rows).toEqual([]);
  });

  it('damaged: it is put aside, and the store opens with a new one', async () => {
    await read();
    await store.host.lock();
    const bytes = readFileSync(file('children.vskaudit'));
    writeFileSync(file('children.vskaudit'), bytes.fill(7, 0, 4096));
    await store.host.unlock(testPassphrase);
    expect(words()).toEqual([expect.stringMatching(/could not be read. It was put aside/)]);
    expect(readdirSync(storeFolder(store)).some((name) => name.startsWith('children.vskaudit.damaged-'))).toBe(true);
    expect(await read()).toMatchObject({ ok: true });
  });

  it('an older one put back: its missing end is named', async () => {
    await store.host.lock();
    copyFileSync(file('children.vskaudit'), join(store.folder, 'older'));
    await store.host.unlock(testPassphrase);
    await read();
    await store.host.lock();
    for (const end of ['-wal', '-shm']) rmSync(file(`children.vskaudit${end}`), { force: true });
    copyFileSync(join(store.folder, 'older'), file('children.vskaudit'));
    await store.host.unlock(testPassphrase);
    expect(words()).toEqual([expect.stringMatching(/an older file was put in its place, or its end was cut off/)]);
  });

  it.each([
    ['an entry taken out', 'DELETE FROM entry WHERE number = 3', /^Entry 3 is missing/],
    ['an entry renamed', "UPDATE entry SET user_name = 'Somebody Else' WHERE number = 2", /^Entry 2 is not as it was/],
    [
      'two entries exchanged',
      'UPDATE entry SET number = -number WHERE number IN (2, 3); UPDATE entry SET number = 5 + number WHERE number < 0',
      /^Entry 2 does not follow/,
    ],
    [
      'whom an entry is about',
      "UPDATE subject SET subject_id = 'another child'",
      /^Whom entry \d is about was changed/,
    ],
    [
      'whom an entry is about, taken out',
      'DELETE FROM subject; DELETE FROM subject_set',
      /^Whom entry \d is about is missing/,
    ],
  ])('%s is named after the next unlock', async (_what, sql, expected) => {
    await store.signInAsAdministrator();
    for (let index = 0; index < 4; index += 1) await read();
    const key = store.context.store.copyKey();
    await store.host.lock();
    const forger = openForWriting(file('children.vskaudit'), key);
    forger.exec(sql);
    forger.close();
    await store.host.unlock(testPassphrase);
    await store.host.session?.watch.check();
    expect(words()[0]).toMatch(expected);
    expect((await store.call('audit.faults', {})).rows[0]?.words).toMatch(expected);
  });

  it('rewritten whole with right hashes: the sealed head tells', async () => {
    for (let index = 0; index < 4; index += 1) await read();
    const key = store.context.store.copyKey();
    await store.host.lock();
    const forger = openForWriting(file('children.vskaudit'), key);
    const rows = forger
      .prepare(
        `SELECT number, at, device_id AS deviceId, user_id AS userId, user_name AS userName, action, outcome, detail, filter,
           subjects, digest, carried_from AS carriedFrom FROM entry ORDER BY number`,
      )
      .all() as Omit<Parameters<typeof hashOf>[0], 'previous'>[];
    let previous = '';
    for (const row of rows) {
      const forged = { ...row, userName: 'Somebody Else', previous };
      previous = hashOf(forged);
      forger
        .prepare('UPDATE entry SET user_name = ?, previous = ?, hash = ? WHERE number = ?')
        .run(forged.userName, forged.previous, previous, row.number);
    }
    forger.close();
    await store.host.unlock(testPassphrase);
    expect(words()).toEqual([
      expect.stringMatching(/is not the one that was sealed: entries were changed or taken out/),
    ]);
  });
});
