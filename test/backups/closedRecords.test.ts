import { afterEach, beforeEach, expect, it } from 'vitest';
import { list, theReturn } from '#test/imports/attackedSupport.ts';
import { importAll, rows } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { backUp, jobResult } from './support.ts';

// Domain.md section 1: a record that adoption has closed is opened by two people only, and by no old backup.
let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-07-31' });
});
afterEach(() => store.close());
const closings = () => rows(store, 'SELECT sealed_on AS "on" FROM child');
const adopted = () =>
  importAll(store, theReturn('2025-04-10', 'K1,03/02/2024,S,C1,N1,U6,PR1,14/02/2025,E11,,CT9 1AB,CT9 1AB,'));
const restore = (backupId: string) => jobResult(store, 'backups.restore', { backupId, reason: 'a wrong import' });

it('an old backup does not open a record that adoption has closed since', async () => {
  await importAll(store, list('2025-01-10'));
  const backupId = await backUp(store);
  await adopted();
  expect(closings()).toEqual([{ on: '2025-02-14' }]);
  await restore(backupId);
  expect(closings()).toEqual([{ on: '2025-02-14' }]);
  const { children } = await store.call('search.all', { text: 'sample', asAt: '2025-07-31' });
  expect(children).toEqual([]);
});

it('nor one that the backup has under another id, with the local id written otherwise', async () => {
  const none = await backUp(store);
  await importAll(store, list('2025-01-10', { local_id: 'k1' }));
  const other = await backUp(store);
  await restore(none);
  await importAll(store, list('2025-01-10'));
  await adopted();
  await restore(other);
  expect(closings()).toEqual([{ on: '2025-02-14' }]);
});

it('one that is open in both stays open', async () => {
  await importAll(store, list('2025-01-10'));
  const backupId = await backUp(store);
  await restore(backupId);
  expect(closings()).toEqual([{ on: null }]);
});
