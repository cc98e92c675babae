// The name a child goes by, of which a list gives only a part (domain.md sections 1 and 11).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, everything, importAll, rows, undo } from './support.ts';

const list = (day: string, legal: string, knownAs = ','): Record<string, string> => ({
  [`list ${day}.csv`]:
    csv(`local_id,legal_forename,legal_surname,known_as_forename,known_as_surname,date_of_birth,responsible_authority,care_start
    K1,${legal},${knownAs},05/05/2012,886,03/02/2024`),
});
let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
});
afterEach(() => store.close());
const now = (kind = 'knownAs') =>
  rows<{ name: string }>(
    store,
    `SELECT forename || ' ' || surname AS name FROM child_name WHERE kind = '${kind}' AND valid_to IS NULL`,
  ).map(({ name }) => name);

it.each([
  ['said again', 'Annie,'],
  ['said no more', ','],
])('a known-as forename, %s, goes with the surname of the day: the old family name does not stay', async (_, known) => {
  await importAll(store, list('2025-09-01', 'Ana,Sample', 'Annie,'));
  await importAll(store, list('2025-10-01', 'Ana,Okoro', known));
  expect(now('legal')).toEqual(['Ana Okoro']);
  expect(now()).toEqual(['Annie Okoro']);
  const before = everything(store);
  await importAll(store, list('2025-10-08', 'Ana,Okoro', known));
  expect(everything(store)).toEqual(before);
});

it('nor does a spelling that is put right, nor the old forename beside a known-as surname', async () => {
  await importAll(store, list('2025-09-01', 'Ana,Sampel', 'Annie,'));
  await importAll(store, list('2025-10-01', 'Ana,Sample'));
  expect(now()).toEqual(['Annie Sample']);
  await importAll(store, list('2025-11-01', 'Ana,Sample', 'Ana,Okoro'));
  await importAll(store, list('2025-12-01', 'Alex,Sample'));
  expect(now()).toEqual(['Alex Okoro']);
});

it('whichever of the two lists comes first, and undone it is as it was', async () => {
  await importAll(store, list('2025-10-01', 'Ana,Okoro'));
  await importAll(store, list('2025-09-01', 'Ana,Sample', 'Annie,'));
  expect(now()).toEqual(['Annie Okoro']);
  const held = everything(store);
  const { batchId } = await importAll(store, list('2025-11-01', 'Ana,Third'));
  expect(now()).toEqual(['Annie Third']);
  await undo(store, batchId);
  expect(everything(store)).toEqual(held);
});

it('a surname that a list filled in as the legal one goes with it too', async () => {
  await importAll(store, list('2025-09-01', 'Ana,Sample', 'Annie,Sample'));
  await importAll(store, list('2025-10-01', 'Ana,Okoro'));
  expect(now()).toEqual(['Annie Okoro']);
});

it('a known-as surname of its own stays until a list says another', async () => {
  await importAll(store, list('2025-09-01', 'Ana,Sample'));
  await importAll(store, list('2025-10-01', 'Ana,Okoro', 'Annie,Sample'));
  await importAll(store, list('2025-11-01', 'Ana,Okoro'));
  await importAll(store, list('2025-11-08', 'Ana,Third', 'Ann,'));
  expect(now()).toEqual(['Ann Sample']);
  await importAll(store, list('2025-12-01', 'Ana,Third', 'Ann,Third'));
  expect(now()).toEqual(['Ann Third']);
  await importAll(store, list('2025-12-08', 'Ana,Fourth'));
  expect(now()).toEqual(['Ann Fourth']);
});
