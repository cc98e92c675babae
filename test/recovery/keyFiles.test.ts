import { copyFileSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf, readKeyFile } from '#db/keys/keyFile.ts';
import { openForReading } from '#db/open.ts';
import { backUp, callHost, endedJob, makeReader, names, storeFolder } from '#test/backups/support.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { onlyRole } from '#test/make/heldRole.ts';
import { damagePages } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const theirs = 'the passphrase of the leaver';
const file = (name = 'children.vsk') => join(storeFolder(store), name);
const disk = () => join(store.folder, 'disk');
const copyToDisk = () => cpSync(file('backups'), disk(), { recursive: true });
const inspect = (input: object = {}) => store.reply('recovery.inspect', { passphrase: testPassphrase, ...input });
const restore = (backupId: string, more: object = {}) =>
  endedJob(store.host, 'recovery.restore', { passphrase: testPassphrase, backupId, ...more });
const aside = () => names(storeFolder(store)).filter((name) => name.includes('.damaged-'));
const status = () => store.call('store.status', {});
const addLeaver = async () =>
  (
    (await callHost(store.host, 'users.add', {
      name: 'Leaver',
      role: 'reader',
      localityId: null,
      passphrase: theirs,
    })) as { userId: string }
  ).userId;

describe('an earlier passphrase with a backup disk of its time', () => {
  it('puts nothing right where the store’s own key file is whole, and counts as wrong', async () => {
    const userId = await addLeaver();
    const backupId = await backUp(store);
    copyToDisk();
    expect(await endedJob(store.host, 'users.remove', { userId, reason: 'left' })).toMatchObject({ state: 'done' });
    store.host.lock();
    const [was, keyFile] = [readFileSync(file()), readFileSync(file('children.vskkey'))];
    const choice = { passphrase: theirs, backupFolder: disk() };
    expect(await inspect(choice)).toMatchObject({ error: { code: 'wrongPassphrase' } });
    expect(await restore(backupId, choice)).toMatchObject({ state: 'failed', error: { code: 'wrongPassphrase' } });
    expect(readFileSync(file()).equals(was)).toBe(true);
    expect(readFileSync(file('children.vskkey')).equals(keyFile)).toBe(true);
    for (let tries = 0; tries < 10; tries += 1) await inspect(choice);
    expect(await inspect()).toMatchObject({ error: { code: 'waitBeforeRetry' } });
  });

  it('nor where the store has the same key still, sound or lost', async () => {
    const backupId = await backUp(store);
    copyToDisk();
    await callHost(store.host, 'keys.changePassphrase', { current: testPassphrase, next: 'the next passphrase' });
    store.host.lock();
    const keyFile = readFileSync(file('children.vskkey'));
    expect(await inspect({ backupFolder: disk() })).toMatchObject({ error: { code: 'wrongPassphrase' } });
    rmSync(file());
    expect(await restore(backupId, { backupFolder: disk() })).toMatchObject({ error: { code: 'wrongPassphrase' } });
    expect(readFileSync(file('children.vskkey')).equals(keyFile)).toBe(true);
    const choice = { passphrase: 'the next passphrase', backupFolder: disk() };
    expect(await restore(backupId, choice)).toMatchObject({ state: 'done' });
    store.host.lock();
    await store.host.unlock('the next passphrase');
  });
});

describe('a sound store whose key file is not its own any more', () => {
  it.each([
    ['lost', () => rmSync(file('children.vskkey')), 0],
    ['damaged', () => writeFileSync(file('children.vskkey'), '{"format":"vsk'), 1],
    ['of before a re-key', () => copyFileSync(join(store.folder, 'old key'), file('children.vskkey')), 1],
  ])('%s: the one beside the backup is put back, and the store opens', async (_, spoil, movedAside) => {
    copyFileSync(file('children.vskkey'), join(store.folder, 'old key'));
    expect(await endedJob(store.host, 'keys.rekey')).toMatchObject({ state: 'done' });
    const backupId = await backUp(store);
    await addLeaver();
    store.host.lock();
    const whole = readKeyFile(file('children.vskkey'));
    for (const work of [
      () => restore(backupId),
      () => endedJob(store.host, 'recovery.salvage', { passphrase: testPassphrase }),
    ]) {
      spoil();
      expect(await work()).toMatchObject({ state: 'done', message: 'The store is sound; its key file was put back' });
      expect((await status()).state).toBe('open');
      // What was entered since the backup is there.
      expect((await store.call('users.list', {})).rows.map(({ name }) => name)).toContain('Leaver');
      store.host.lock();
    }
    expect(aside().length).toBe(movedAside);
    spoil();
    expect(await inspect()).toMatchObject({
      value: { store: 'sound', problems: [expect.stringMatching(/put in its place/)] },
    });
    expect(readKeyFile(file('children.vskkey'))?.current).toBe(whole?.current);
    await store.host.unlock(testPassphrase);
  });

  it('an earlier store put in its place by hand is not sound, and a backup can be restored', async () => {
    store.host.lock();
    copyFileSync(file(), join(store.folder, 'old store'));
    await store.host.unlock(testPassphrase);
    expect(await endedJob(store.host, 'keys.rekey')).toMatchObject({ state: 'done' });
    const backupId = await backUp(store);
    store.host.lock();
    copyFileSync(join(store.folder, 'old store'), file());
    expect(await inspect()).toMatchObject({ value: { store: 'unreadable' } });
    expect(await restore(backupId)).toMatchObject({ state: 'done' });
    const key = store.context.store.copyKey();
    expect(readKeyFile(file('children.vskkey'))?.current).toBe(fingerprintOf(key));
    expect(aside()).toHaveLength(1);
  });
});

describe('who signs in after a restore at the lock screen', () => {
  const readers = 'the passphrase of the reader';
  const addReader = () =>
    callHost(store.host, 'users.add', { name: 'Ray', role: 'reader', localityId: null, passphrase: readers });

  it('somebody who came after the backup is who they were, once an administrator has put it right with them', async () => {
    const backupId = await backUp(store);
    await addReader();
    store.host.lock();
    renameSync(file(), join(store.folder, 'away'));
    expect(await restore(backupId, { passphrase: readers })).toMatchObject({ error: { code: 'forbidden' } });
    expect(await restore(backupId, { passphrase: readers, also: testPassphrase })).toMatchObject({ state: 'done' });
    expect((await status()).user).toMatchObject({ name: 'Ray', roles: [{ role: 'reader' }] });
    await store.signInAsAdministrator();
    expect(onlyRole((await status()).user)).toBe('administrator');
  });

  it('an administrator who was made a reader stays one where the users can be read', async () => {
    const second = 'the passphrase of the second administrator';
    const { userId } = (await callHost(store.host, 'users.add', {
      name: 'Bea',
      role: 'administrator',
      localityId: null,
      passphrase: second,
    })) as { userId: string };
    const backupId = await backUp(store);
    await makeReader(store.host, userId, 'Bea');
    const key = store.context.store.copyKey();
    store.host.lock();
    const reader = openForReading(file(), key);
    const pages = reader.prepare("SELECT pageno FROM dbstat WHERE name = 'term' AND pagetype = 'leaf'").pluck().all();
    reader.close();
    damagePages(file(), pages as number[]);
    expect(await restore(backupId, { passphrase: second })).toMatchObject({ error: { code: 'forbidden' } });
    expect(await restore(backupId, { passphrase: second, also: testPassphrase })).toMatchObject({ state: 'done' });
    expect((await status()).user).toMatchObject({ name: 'Bea', roles: [{ role: 'reader' }] });
  });
});
