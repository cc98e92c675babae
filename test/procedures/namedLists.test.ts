import { afterEach, beforeEach, expect, it } from 'vitest';
import { digestOf } from '#db/audit/chain.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';

let store: TestStore;
let ids: string[];
const asAt = '2025-03-31';

beforeEach(async () => {
  store = await aStore({ today: asAt });
  ids = await store.write((writer) =>
    ['Alpha', '=1+1', 'Gamma'].map((surname) => aChild(writer, { name: { forename: 'Ana', surname } })),
  );
});
afterEach(() => store.close());

const sorted = (found: readonly { id: string }[]) => found.map(({ id }) => id).sort();

it('a list says how many and which children, and what was asked for without the words that were typed', async () => {
  await store.call('children.list', { asAt, filters: { search: 'Gamma', sen: null } });
  await store.call('children.list', { asAt, filters: {} });
  const [narrow, all] = auditEntries(store.context, 'list children');
  expect(sorted(narrow?.about ?? [])).toEqual([ids[2]]);
  expect(JSON.parse(narrow?.filter ?? '')).toMatchObject({ asAt, search: 'typed', total: 1 });
  expect(narrow?.filter).not.toContain('Gamma');
  expect(sorted(all?.about ?? [])).toEqual([...ids].sort());
});

it('thousands are kept as number, filter and digest', async () => {
  const subjects = Array.from({ length: 2001 }, (_, index) => ({ kind: 'child', id: `child ${index}` }));
  store.context.audit('list of many', subjects);
  store.context.audit('list of many', subjects.toReversed());
  const rows = (await store.call('audit.list', { search: 'list of many' })).rows;
  expect(rows).toMatchObject([1, 2].map(() => ({ subjects: 2001, children: null, digest: digestOf(subjects) })));
});

it('a list that leaves is made by the service: marked, counted, with its purpose, and no cell that runs', async () => {
  const purpose = 'cover for a meeting';
  const made = await store.call('exports.children', { asAt, filters: {}, childIds: ids.slice(0, 2), purpose });
  const lines = made.text.split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFOFFICIAL-SENSITIVE: contains names of children in care/);
  expect(lines[1]).toContain('2 children');
  expect(lines[2]).toContain(`by Test Administrator for: ${purpose}`);
  expect(made.text).not.toMatch(/(^|[,;\t"])=1/m);
  expect(made.childIds.toSorted()).toEqual(ids.slice(0, 2).sort());
  const [entry] = auditEntries(store.context, 'export list of children');
  expect(sorted(entry?.about ?? [])).toEqual(ids.slice(0, 2).sort());
  expect(JSON.parse(entry?.filter ?? '')).toMatchObject({ purpose });
  expect(await store.reply('exports.children', { asAt, filters: {}, purpose: ' ' })).toMatchObject({ ok: false });
});

it('a refusal and a failure say whom they were about', async () => {
  const unknown = '01900000-0000-7000-8000-000000000000';
  await store.reply('children.get', { childId: unknown, asAt });
  await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3') });
  await store.reply('children.get', { childId: ids[0], asAt });
  expect(auditEntries(store.context, 'read child').map(({ outcome, about }) => [outcome, sorted(about)])).toEqual([
    ['failed', [unknown]],
    ['refused', [ids[0]]],
  ]);
});
