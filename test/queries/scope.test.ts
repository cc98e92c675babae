import { afterAll, beforeAll, expect, it } from 'vitest';
import { childIsInScope, childrenInScope } from '#db/queries/scope.ts';
import type { Scope } from '#domain/access/scopeOf.ts';
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
    there = aChild(writer, { ...named('Bea'), districtId: store.district('Swale') });
    // Known from a return alone: never in care, so the rule puts it nowhere.
    nowhere = aChild(writer, { ...named('Cem'), episodes: [] });
  });
});
afterAll(() => store.close());

it('of a locality are its children alone: not another one’s, and not who is in none', () => {
  const { reader } = store.context;
  const told = (scope: Scope) => {
    const inScope = childrenInScope(scope, reader, date);
    return [here, there, nowhere].map((childId) => {
      expect(inScope.has(childId)).toBe(childIsInScope(scope, reader, childId, date));
      return inScope.has(childId);
    });
  };
  const localities = (...names: string[]): Scope => ({ kind: 'localities', ids: names.map(store.locality) });
  expect(told(localities('EK3'))).toEqual([true, false, false]);
  expect(told(localities('EK3', 'EK1'))).toEqual([true, true, false]);
  expect(told(localities())).toEqual([false, false, false]);
  expect(told({ kind: 'none' })).toEqual([false, false, false]);
  expect(told({ kind: 'all' })).toEqual([true, true, true]);
});

it('bounds what is found', () => {
  const { reader } = store.context;
  const found = (scope: Scope) =>
    searchAll(scope, reader, { text: 'sample', asAt: date, limit: 10, today: date }).children.map(
      ({ childId }) => childId,
    );
  expect(found({ kind: 'all' }).toSorted()).toEqual([here, there, nowhere].toSorted());
  expect(found({ kind: 'localities', ids: [store.locality('EK3')] })).toEqual([here]);
  expect(found({ kind: 'none' })).toEqual([]);
});

it('of a person without a locality is no child at all, and of an administrator every one', async () => {
  expect(store.context.scope).toEqual({ kind: 'all' });
  await store.signInAs({ role: 'reader' });
  expect(store.context.scope).toEqual({ kind: 'none' });
  await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3') });
  expect(store.context.scope).toEqual({ kind: 'localities', ids: [store.locality('EK3')] });
  await store.signInAsAdministrator();
});
