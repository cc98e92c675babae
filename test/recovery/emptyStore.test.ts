import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp, callHost, endedJob, storeFolder } from '#test/backups/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  await store.write((writer) => aChild(writer, { name: { forename: 'Ana', surname: 'Zzyzx' } }));
});
afterEach(() => store.close());

// SQLite opens a file of no bytes (a disk that was full, a power cut, somebody's hand) under any key, as sound.
it.each([
  ['no bytes', ''],
  ['one byte', 'x'],
])('a store of %s is told as unreadable, and a backup puts it right', async (_, content) => {
  const backupId = await backUp(store);
  await store.host.lock();
  writeFileSync(join(storeFolder(store), 'children.vsk'), content);
  const passphrase = testPassphrase;
  expect(await store.reply('store.unlock', { passphrase })).toMatchObject({ error: { code: 'storeDamaged' } });
  expect(await callHost(store.host, 'recovery.inspect', { passphrase })).toMatchObject({
    store: 'unreadable',
    problems: ['The file of the store is empty.'],
    backups: [{ backupId }],
  });
  expect(await endedJob(store.host, 'recovery.salvage', { passphrase })).toMatchObject({
    error: { code: 'storeDamaged' },
  });
  expect(await endedJob(store.host, 'recovery.restore', { passphrase, backupId })).toMatchObject({ state: 'done' });
  expect(await store.call('children.list', { asAt: '2025-03-31', filters: {} })).toMatchObject({ total: 1 });
});
