import { afterAll, beforeAll, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeAll(async () => {
  store = await aStore();
});
afterAll(() => store.close());

const person = { name: 'Second Person', role: 'assistantHead', passphrase: 'a passphrase of their own' } as const;

it('adds a person who opens the same store with a passphrase of their own', async () => {
  const localityId = store.locality('EK3');
  const { userId } = await store.call('users.add', { ...person, localityId });
  expect((await store.call('users.list', {})).rows).toMatchObject([
    { userId, name: 'Second Person', roles: [{ role: 'assistantHead', localityName: 'East Kent 3' }], active: true },
    { name: 'Test Administrator', roles: [{ role: 'administrator', localityId: null }] },
  ]);
  store.host.lock();
  await store.host.unlock(person.passphrase);
  expect((await store.call('store.status', {})).user).toMatchObject({
    id: userId,
    localities: [{ id: localityId, name: 'East Kent 3' }],
  });
  expect(store.context.scope).toEqual({ kind: 'localities', ids: [localityId] });
  await store.signInAsAdministrator();
  const logged = store.context.reader
    .prepare("SELECT reason FROM change JOIN change_set USING (local_no) WHERE table_name = 'user' AND row_id = ?")
    .all(userId);
  expect(logged).toEqual([{ reason: 'user added' }]);
});

it.each([
  ['an assistant head without a locality', { ...person, localityId: null }, 'invalidInput'],
  ['a reader with a locality', { ...person, role: 'reader', localityId: 'EK3' }, 'invalidInput'],
  ['a short passphrase', { ...person, role: 'reader', localityId: null, passphrase: 'eleven char' }, 'invalidInput'],
  ['a blank name', { ...person, role: 'reader', localityId: null, name: '   ' }, 'invalidInput'],
  ['a role there is not', { ...person, role: 'owner', localityId: null }, 'invalidInput'],
  ['a locality there is not', { ...person, localityId: '01900000-0000-7000-8000-00000000dead' }, 'notFound'],
])('refuses %s', async (_what, input, code) => {
  const before = (await store.call('users.list', {})).rows;
  const localityId = input.localityId === 'EK3' ? store.locality('EK3') : input.localityId;
  expect(await store.reply('users.add', { ...input, localityId })).toMatchObject({ ok: false, error: { code } });
  expect((await store.call('users.list', {})).rows).toEqual(before);
});
