import { afterEach, beforeEach, expect, it } from 'vitest';
import { list, theReturn } from '#test/imports/attackedSupport.ts';
import { importAll, rows, undo } from '#test/imports/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { mergingOf } from './support.ts';

let store: TestStore;
let [staysId, batchId] = ['', ''];
beforeEach(async () => {
  store = await aStore({ today: '2025-07-31' });
  await importAll(store, list('2025-01-10'));
  const [held] = rows<{ id: string }>(store, "SELECT child_id AS id FROM child_identifier WHERE value = 'K1'");
  staysId = held?.id ?? '';
  const name = { forename: 'Ana', surname: 'Sample' };
  const goesId = await store.write((writer) => aChild(writer, { localId: 'K9', name }));
  ({ batchId } = await mergingOf(store, staysId, goesId).merge());
});
afterEach(() => store.close());

const merged = async () => (await store.call('imports.batches', {})).rows.find((row) => row.batchId === batchId);

it('a merge stands among the imports by the local id of the child, until it is undone', async () => {
  expect(await merged()).toMatchObject({ title: 'Two records made one', ofChild: { childId: staysId, localId: 'K1' } });
  await undo(store, batchId);
  expect(await merged()).toMatchObject({ title: 'Two records made one', state: 'undone', ofChild: null });
});

it('and neither it nor the work of undoing it names a child, whose record adoption may close', async () => {
  await importAll(store, theReturn('2025-04-10', 'K1,03/02/2024,S,C1,N1,U6,PR1,14/02/2025,E11,,CT9 1AB,CT9 1AB,'));
  const { header } = await store.call('children.get', { childId: staysId, asAt: '2025-07-31' });
  expect(header.sealed).toBe(true);
  expect(JSON.stringify(await merged())).not.toMatch(/sample/i);
  expect((await undo(store, batchId)).title).toBe('Undoing: Two records made one');
});
