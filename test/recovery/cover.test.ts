import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openForReading } from '#db/open.ts';
import type { RoleHeld } from '#domain/access/roles.ts';
import { callHost, endedJob, endOf, storeFolder } from '#test/backups/support.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { heldRole } from '#test/make/heldRole.ts';
import { damagePages } from './support.ts';

// Roles with days stand in the key file as they do in the store: neither a rescue nor an older file makes a cover that is over, or
// one that has not begun, count; and one that counts today is not lost.

const today = '2025-03-31';
let store: TestStore;
let key: Buffer;
const passphrases = {
  Over: 'the passphrase of a cover that is over',
  Today: 'the passphrase of a cover of today',
  Later: 'the passphrase of a cover to come',
};
type Who = keyof typeof passphrases;
const rolesOf: Record<Who, RoleHeld[]> = {
  Over: [heldRole('administrator', null, { from: '2025-03-01', to: '2025-03-30' }), heldRole('reader')],
  Today: [heldRole('administrator', null, { from: '2025-03-01', to: today }), heldRole('reader')],
  Later: [heldRole('administrator', null, { from: '2025-04-01' }), heldRole('reader')],
};
const file = (name = 'children.vsk') => join(storeFolder(store), name);
const then = (name: string) => join(store.folder, 'of then', name);
const idOf = new Map<Who, string>();

const people = async () =>
  (await store.call('users.list', {})).rows.map(({ name, roles, active }) => ({
    name,
    active,
    roles: roles.map(({ role, from, to }) => ({ role, from, to })),
  }));
const rolesToday = async (who: Who) => {
  store.host.lock();
  await store.host.unlock(passphrases[who]);
  return (await store.call('store.status', {})).user?.roles.map(({ role }) => role);
};
function spoilPeople(): void {
  const reader = openForReading(file(), key);
  const pages = ['user', 'user_role', 'store_info'].flatMap((table) =>
    reader.prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'").pluck().all(table),
  );
  reader.close();
  damagePages(file(), pages as number[]);
}

beforeEach(async () => {
  store = await aStore({ today });
  key = store.context.store.copyKey();
  for (const who of Object.keys(passphrases) as Who[]) {
    const added = await callHost(store.host, 'users.add', { name: who, role: 'reader', passphrase: passphrases[who] });
    const { userId } = added as { userId: string };
    idOf.set(who, userId);
    await store.call('users.change', { userId, name: who, roles: rolesOf[who] });
  }
});
afterEach(() => store.close());

it.each(['Over', 'Later'] as const)('%s: is no administrator for a rescue either', async (who) => {
  store.host.lock();
  spoilPeople();
  const passphrase = passphrases[who];
  expect(await callHost(store.host, 'recovery.inspect', { passphrase })).toMatchObject({
    needs: 'administratorOrRecoveryKey',
  });
  for (const also of [null, passphrases[who === 'Over' ? 'Later' : 'Over']])
    expect(await endedJob(store.host, 'recovery.salvage', { passphrase, also })).toMatchObject({
      state: 'failed',
      error: { code: 'forbidden' },
    });
});

it('a cover of today rescues, and everybody has the roles and days they had', async () => {
  const before = await people();
  store.host.lock();
  spoilPeople();
  expect(await endedJob(store.host, 'recovery.salvage', { passphrase: passphrases.Today, also: null })).toMatchObject({
    state: 'done',
  });
  expect(await people()).toEqual(before);
  expect(await rolesToday('Today')).toEqual(['administrator', 'reader']);
  expect(await rolesToday('Over')).toEqual(['reader']);
  expect(await rolesToday('Later')).toEqual(['reader']);
});

it.each([
  ['an old store beside the present key file', 'children.vsk'],
  ['an old key file beside the present store', 'children.vskkey'],
])('%s gives a head’s cover that was ended since no day back', async (_, name) => {
  const userId = idOf.get('Over') ?? '';
  const until = (to: string) => [heldRole('head', null, { from: '2025-03-01', to }), heldRole('reader')];
  await store.call('users.change', { userId, name: 'Over', roles: until('2025-04-30') });
  cpSync(storeFolder(store), join(store.folder, 'of then'), { recursive: true });
  expect(await store.call('users.change', { userId, name: 'Over', roles: until('2025-03-15') })).toEqual({
    jobId: null,
  });
  const before = await people();
  store.host.lock();
  rmSync(file(name));
  copyFileSync(then(name), file(name));
  expect(await rolesToday('Over')).toEqual(['reader']);
  store.host.lock();
  await store.host.unlock(testPassphrase);
  expect(await people()).toEqual(before);
});

it.each([
  ['is ended earlier', 'Today', [heldRole('administrator', null, { from: '2025-03-01', to: '2025-03-15' })]],
  ['is taken away before it begins', 'Later', [heldRole('reader')]],
] as const)(
  'an administrator’s cover that %s: the key file of before opens nothing any more',
  async (_, who, roles) => {
    cpSync(storeFolder(store), join(store.folder, 'of then'), { recursive: true });
    const { jobId } = await store.call('users.change', { userId: idOf.get(who) ?? '', name: who, roles: [...roles] });
    expect(await endOf(store.host, jobId ?? '')).toMatchObject({ state: 'done' });
    store.host.lock();
    rmSync(file('backups'), { recursive: true, force: true });
    copyFileSync(then('children.vskkey'), file('children.vskkey'));
    expect((await store.reply('store.unlock', { passphrase: passphrases[who] })).ok).toBe(false);
    expect(await endedJob(store.host, 'recovery.salvage', { passphrase: passphrases[who], also: null })).toMatchObject({
      state: 'failed',
    });
  },
);
