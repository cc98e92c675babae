import { afterEach, beforeEach, expect, it } from 'vitest';
import { csv, importAll, undo } from '#test/imports/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const LIST =
  'local_id,legal_surname,legal_forename,date_of_birth,upn,responsible_authority,care_start,legal_status,placement_type';
const list = (day: string, line: string) => ({ [`list ${day}.csv`]: csv(`${LIST}\n${line}`) });
const sen = (day: string, line: string) => ({ [`sen ${day}.csv`]: csv(`local_id,status,from,to\n${line}`) });
const careOf = async () => {
  const { rows } = await store.call('children.list', { asAt: '2025-03-31', filters: {} });
  return (await store.call('children.get', { childId: rows[0]?.childId ?? '', asAt: '2025-03-31' })).care;
};

it('tells of every fact its row, and the import that wrote it as it stands, also after a later one is undone', async () => {
  const first = await importAll(store, {
    ...list('2025-01-31', 'K1,Sample,Alex,05/05/2012,,886,01/01/2020,C2,U6'),
    ...sen('2025-01-31', 'K1,N,01/09/2023,'),
  });
  const one = { batchId: first.batchId, asOf: '2025-01-31', source: 'Current looked-after list, SEN status' };
  const before = await careOf();
  for (const facts of [before.names, before.identifiers, before.datesOfBirth, before.episodes, before.sen])
    expect(facts).toMatchObject([{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), origin: one }]);

  const second = await importAll(store, sen('2025-02-28', 'K1,K,01/02/2025,'));
  const two = { batchId: second.batchId, asOf: '2025-02-28' };
  const after = await careOf();
  expect(after.names).toMatchObject([{ origin: one }]);
  // The earlier status was ended by the later file.
  expect(after.sen).toMatchObject([
    { status: 'N', origin: two },
    { status: 'K', origin: two },
  ]);

  await undo(store, second.batchId);
  expect((await careOf()).sen).toMatchObject([{ status: 'N', origin: one }]);
});

it('tells nothing of it where the record is closed: what a file was called may hold a name', async () => {
  const childId = await store.write((writer) => aChild(writer, { localId: 'K2', sealedOn: '2024-06-01' }));
  const { care } = await store.call('children.get', { childId, asAt: '2025-03-31' });
  expect(care.identifiers).toMatchObject([{ origin: { source: null, batchId: null, asOf: null } }]);
});
