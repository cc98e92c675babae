import { afterAll, beforeAll, expect, it } from 'vitest';
import { childIsInLocality, childrenInLocality } from '#db/queries/scope.ts';
import { searchAll } from '#service/child/searchAll.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
let [here, there, nowhere] = ['', '', ''];
const date = '2025-03-31';
beforeAll(async () => {
  store = await aStore({ today: date });
  await store.write((writer) => {
    const named = (forename: string) => ({ name: { forename, surname: 'Sample' } });
    here = aChild(writer, { ...named('Ana'), districtId: store.district('Thanet') });
    there = aChild(writer, { ...named('Bea'), districtId: store.district('Medway') });
    // Known from a return alone: never in care, so the rule puts it nowhere.
    nowhere = aChild(writer, { ...named('Cem'), episodes: [] });
  });
});
afterAll(() => store.close());

it('of a locality are its children alone: not another one’s, and not who is in none', () => {
  const { reader } = store.context;
  const locality = store.locality('EK3');
  expect([here, there, nowhere].map((childId) => childIsInLocality(reader, childId, locality, date))).toEqual([
    true,
    false,
    false,
  ]);
  expect(childrenInLocality(reader, locality, date)).toEqual(new Set([here]));
});

it('bounds what is found', () => {
  const { reader } = store.context;
  const found = (inScope: ReadonlySet<string> | null) =>
    searchAll(reader, { text: 'sample', asAt: date, limit: 10, today: date, inScope }).children.map(
      ({ childId }) => childId,
    );
  expect(found(null).toSorted()).toEqual([here, there, nowhere].toSorted());
  expect(found(new Set([here]))).toEqual([here]);
  expect(found(new Set())).toEqual([]);
});

it('of a person without a locality is no child at all, and of an administrator every one', async () => {
  expect(store.context.onlyLocalityId).toBeNull();
  await store.signInAs({ role: 'reader' });
  expect(store.context.onlyLocalityId).toBe('none');
  await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3') });
  expect(store.context.onlyLocalityId).toBe(store.locality('EK3'));
  await store.signInAsAdministrator();
});
