import { copyFileSync, cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { openForReading } from '#db/open.ts';
import { putRoles } from '#db/queries/users.ts';
import type { Role } from '#domain/access/roles.ts';
import { backUp, callHost, endedJob, names, storeFolder } from '#test/backups/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { heldRole, onlyRole } from '#test/make/heldRole.ts';
import { writeKeyFile } from '#test/make/writeKeyFile.ts';
import { damagePages } from './support.ts';

// attack.md A1 and A2: whoever had a passphrase became administrator by destroying 64 bytes, or rolled the store back.

let store: TestStore;
let key: Buffer;
let backupId: string;
let bea: string;
const passphrases = {
  reader: 'the passphrase of the reader',
  assistantHead: 'the passphrase of the head',
  demoted: 'the passphrase of Bea, demoted',
};
type Who = keyof typeof passphrases;
const everybody: Who[] = ['reader', 'assistantHead', 'demoted'];
const roleOf: Record<Who, Role> = { reader: 'reader', assistantHead: 'assistantHead', demoted: 'reader' };

const file = (name = 'children.vsk') => join(storeFolder(store), name);
const keyFile = () => readKeyFile(file('children.vskkey')) as KeyFile;
const add = async (name: string, role: Role, passphrase: string, localityId: string | null = null) =>
  ((await callHost(store.host, 'users.add', { name, role, localityId, passphrase })) as { userId: string }).userId;
const pagesOf = (...tables: string[]): number[] => {
  const reader = openForReading(file(), key);
  const pages = tables.flatMap((table) =>
    reader.prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'").pluck().all(table),
  );
  reader.close();
  return pages as number[];
};
const salvage = (passphrase: string, also: string | null = null) =>
  endedJob(store.host, 'recovery.salvage', { passphrase, also });
const restore = (passphrase: string, more: object = {}) =>
  endedJob(store.host, 'recovery.restore', { passphrase, backupId, ...more });
const user = async () => (await store.call('store.status', {})).user;
const people = async () =>
  Object.fromEntries((await store.call('users.list', {})).rows.map((each) => [each.name, onlyRole(each)]));
const signsInAs = async (passphrase: string) => {
  store.host.lock();
  await store.host.unlock(passphrase);
  return onlyRole(await user());
};
const whole = {
  'Test Administrator': 'administrator',
  Rae: 'reader',
  Hal: 'assistantHead',
  Bea: 'reader',
};
const now = () => names(storeFolder(store)).filter((name) => !/lock|attempts/.test(name));
/** What recovery may not have touched. */
const state = () => ({ names: now(), store: now().includes('children.vsk') && readFileSync(file()).toString('hex') });

beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  key = store.context.store.copyKey();
  await add('Rae', 'reader', passphrases.reader);
  await add('Hal', 'assistantHead', passphrases.assistantHead, store.locality('EK3'));
  bea = await add('Bea', 'administrator', passphrases.demoted);
  // Bea was an administrator then.
  backupId = await backUp(store);
  cpSync(storeFolder(store), join(store.folder, 'of then'), { recursive: true });
  // As it is where the new key that comes with it was cut off (see 'demoted.test.ts').
  await store.context.keys.changePeople(
    { reason: 'user changed', newKeyDue: true },
    (writer) => void putRoles(writer, bea, [heldRole('reader')]),
  );
  await store.write((writer) => aChild(writer, { name: { forename: 'Later', surname: 'Zzyzx' } }));
});
afterEach(() => store.close());

describe.each(everybody)('%s', (who) => {
  const passphrase = passphrases[who];

  it.each([
    ['the store is taken away', () => rmSync(file())],
    ['64 bytes of the table of users are destroyed', () => damagePages(file(), pagesOf('user', 'user_role'))],
    ['its beginning is destroyed', () => damagePages(file(), [1])],
  ])('where %s: neither rolls the store back nor becomes more', async (_, spoil) => {
    store.host.lock();
    spoil();
    const before = state();
    expect(await callHost(store.host, 'recovery.inspect', { passphrase })).toMatchObject({
      needs: 'administratorOrRecoveryKey',
    });
    for (const job of [
      await restore(passphrase),
      await salvage(passphrase),
      await restore(passphrase, { also: passphrase }),
    ])
      expect(job).toMatchObject({ state: 'failed', error: { code: 'forbidden' } });
    expect(state()).toEqual(before);
    expect(await store.reply('children.list', { asAt: '2025-03-31', filters: {} })).toMatchObject({
      error: { code: 'locked' },
    });
  });

  it('with an administrator beside them puts it right, and is what they were', async () => {
    store.host.lock();
    rmSync(file());
    expect(await restore(passphrase, { also: 'nobody’s passphrase at all' })).toMatchObject({
      error: { code: 'wrongPassphrase' },
    });
    expect(await restore(passphrase, { also: testPassphrase })).toMatchObject({ state: 'done' });
    expect(onlyRole(await user())).toBe(roleOf[who]);
    await store.signInAsAdministrator();
    expect(await people()).toEqual(whole);
  });
});

describe('a page of users that fails by accident', () => {
  it('whoever rescues: everybody keeps name, role and way in', async () => {
    store.host.lock();
    damagePages(file(), pagesOf('user', 'user_role', 'store_info'));
    expect(await salvage(testPassphrase)).toMatchObject({ state: 'done', result: { lost: expect.any(Array) } });
    expect(await people()).toEqual(whole);
    for (const who of everybody) expect(await signsInAs(passphrases[who])).toBe(roleOf[who]);
    expect((await user())?.name).toBe('Bea');
  });

  it('and the recovery key alone puts it right, as the administrator whose it is', async () => {
    const { recoveryKey } = await store.call('keys.newRecoveryKey', {});
    await store.call('keys.confirmRecoveryKey', { recoveryKey });
    store.host.lock();
    damagePages(file(), pagesOf('user', 'user_role'));
    expect(await salvage(passphrases.reader, recoveryKey.toLowerCase())).toMatchObject({ state: 'done' });
    expect(onlyRole(await user())).toBe('reader');
    store.host.lock();
    rmSync(file());
    expect(await restore(recoveryKey)).toMatchObject({ state: 'done' });
    expect(await user()).toMatchObject({ name: 'Test Administrator', roles: [{ role: 'administrator' }] });
    expect(await people()).toEqual(whole);
  });
});

describe('files of an earlier day put in place by hand', () => {
  const then = (name: string) => join(store.folder, 'of then', name);
  const putBackup = () => {
    rmSync(file());
    copyFileSync(join(storeFolder(store), 'backups', backupId), file());
  };

  it('an old backup in the place of the store: a demoted administrator stays demoted, others stay what they are', async () => {
    store.host.lock();
    putBackup();
    expect(await signsInAs(passphrases.demoted)).toBe('reader');
    await store.signInAsAdministrator();
    expect(await people()).toEqual(whole);
    expect((await store.call('audit.list', { search: 'key file' })).rows[0]).toMatchObject({
      action: 'people as the key file has them',
    });
  });

  it('an old key file beside the present store: the store says who is what', async () => {
    store.host.lock();
    copyFileSync(then('children.vskkey'), file('children.vskkey'));
    expect(await signsInAs(passphrases.demoted)).toBe('reader');
    await store.signInAsAdministrator();
    expect(await people()).toEqual(whole);
  });

  it('an old key file, and the store taken away or its users destroyed: the latest key file beside a backup counts', async () => {
    store.host.lock();
    for (const spoil of [() => damagePages(file(), pagesOf('user', 'user_role', 'store_info')), () => rmSync(file())]) {
      spoil();
      copyFileSync(then('children.vskkey'), file('children.vskkey'));
      for (const job of [await restore(passphrases.demoted), await salvage(passphrases.demoted)])
        expect(job).toMatchObject({ error: { code: 'forbidden' } });
    }
    expect(await restore(testPassphrase)).toMatchObject({ state: 'done' });
    expect(await people()).toEqual(whole);
    expect(await signsInAs(passphrases.demoted)).toBe('reader');
  });

  it('an earlier backup on a disk that is named, and no key file here: the later one beside the own backups counts', async () => {
    const disk = join(store.folder, 'disk');
    cpSync(then('backups'), disk, { recursive: true });
    store.host.lock();
    for (const name of ['children.vsk', 'children.vskkey']) rmSync(file(name));
    const before = state();
    expect(await restore(passphrases.demoted, { backupFolder: disk })).toMatchObject({ error: { code: 'forbidden' } });
    expect(state()).toEqual(before);
    expect(await restore(testPassphrase, { backupFolder: disk })).toMatchObject({ state: 'done' });
    expect(await people()).toEqual(whole);
  });

  it('nor does somebody removed since come back by such a disk, also where the store itself is sound', async () => {
    const disk = join(store.folder, 'disk');
    cpSync(then('backups'), disk, { recursive: true });
    expect(await endedJob(store.host, 'users.remove', { userId: bea, reason: 'left' })).toMatchObject({
      state: 'done',
    });
    store.host.lock();
    rmSync(file('children.vskkey'));
    const before = state();
    for (const spoil of [() => undefined, () => rmSync(file())]) {
      spoil();
      expect(await restore(passphrases.demoted, { backupFolder: disk })).toMatchObject({
        error: { code: 'wrongPassphrase' },
      });
    }
    expect(now()).toEqual(before.names.filter((name) => name !== 'children.vsk'));
  });

  it('somebody removed since does not come back by an old key file where a later one lies', async () => {
    expect(await endedJob(store.host, 'users.remove', { userId: bea, reason: 'left' })).toMatchObject({
      state: 'done',
    });
    store.host.lock();
    rmSync(file());
    copyFileSync(then('children.vskkey'), file('children.vskkey'));
    expect(await restore(passphrases.demoted)).toMatchObject({ error: { code: 'wrongPassphrase' } });
  });
});

describe('a key file of version 2, which names no roles', () => {
  /** As version 0.2.0 left it, beside the store and the backups. */
  const asVersionTwo = () => {
    const backups = names(file('backups')).filter((name) => name.endsWith('.vskkey'));
    for (const path of [file('children.vskkey'), ...backups.map((name) => join(file('backups'), name))])
      writeKeyFile(path, { ...(readKeyFile(path) as KeyFile), version: 2 }, [key]);
  };

  it('beside a store that cannot be read: two people together, and nobody is more than the backup says', async () => {
    store.host.lock();
    asVersionTwo();
    rmSync(file());
    expect(await callHost(store.host, 'recovery.inspect', { passphrase: passphrases.reader })).toMatchObject({
      needs: 'recoveryKeyOrSecondPerson',
    });
    for (const also of [null, passphrases.reader])
      expect(await restore(passphrases.reader, { also })).toMatchObject({ error: { code: 'forbidden' } });
    expect(await restore(passphrases.reader, { also: passphrases.assistantHead })).toMatchObject({ state: 'done' });
    expect(onlyRole(await user())).toBe('reader');
    expect(keyFile()).toMatchObject({ version: 3 });
    await store.signInAsAdministrator();
    expect(await people()).toEqual({ ...whole, Bea: 'administrator' });
  });

  it('with all users lost: a rescue that would leave no administrator is refused, the recovery key finds one', async () => {
    const { recoveryKey } = await store.call('keys.newRecoveryKey', {});
    store.host.lock();
    asVersionTwo();
    damagePages(file(), pagesOf('user', 'user_role'));
    const before = state();
    expect(await salvage(passphrases.reader, passphrases.demoted)).toMatchObject({ error: { code: 'conflict' } });
    expect(state()).toEqual(before);
    expect(await restore(passphrases.reader, { also: testPassphrase })).toMatchObject({ state: 'done' });
    await store.signInAsAdministrator();
    await store.call('keys.newRecoveryKey', {}).then((made) => store.call('keys.confirmRecoveryKey', made));
    expect(recoveryKey).toHaveLength(39);
  });

  it('becomes one of version 3 at the first unlock, with everybody as the store has them', async () => {
    store.host.lock();
    asVersionTwo();
    await store.host.unlock(passphrases.reader);
    expect(keyFile()).toMatchObject({ version: 3, people: { box: expect.any(String) } });
    store.host.lock();
    damagePages(file(), pagesOf('user', 'user_role'));
    expect(await salvage(testPassphrase)).toMatchObject({ state: 'done' });
    expect(await people()).toEqual(whole);
  });
});
