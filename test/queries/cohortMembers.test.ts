import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Writer } from '#db/write.ts';
import { aChild, type ChildSpec } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeAll(async () => {
  store = await aStore({ today: '2025-08-31' });
});
afterAll(() => store.close());

/** Who a child is in the outcomes cohort of 2024/25, of which 31 March 2025 is the date; undefined: not in it. */
async function member(spec: ChildSpec, more: (writer: Writer, childId: string) => void = () => undefined) {
  const childId = await store.write((writer) => {
    const id = aChild(writer, spec);
    more(writer, id);
    return id;
  });
  return store.context.reader
    .prepare("SELECT lac12, own, uasc FROM cohort_member WHERE child_id = ? AND academic_year = '2024/25'")
    .get(childId);
}

it.each([
  ['2025-03-30', undefined],
  ['2025-03-31', undefined],
  ['2025-04-01', { lac12: 1, own: 1, uasc: 0 }],
])('counts nobody whose care ended on the cohort date: %s', async (end, expected) => {
  // The day care ends is no day in care any more.
  expect(await member({ episodes: [{ start: '2022-01-01', end, reasonCeased: 'E4A' }] })).toEqual(expected);
});

it.each([
  ['2024-04-01', 1],
  ['2024-04-02', 0],
])('counts as 12 months who came on %s: %i', async (start, lac12) => {
  expect(await member({ episodes: [{ start }] })).toMatchObject({ lac12 });
});

it.each([
  ['2023-05-01', null, 1],
  ['2023-05-01', '2025-03-31', 1],
  ['2023-05-01', '2025-03-30', 0],
  ['2025-04-01', null, 0],
])('knows as unaccompanied who is so on the cohort date: from %s to %s', async (from, to, uasc) => {
  const known = await member({}, (writer, childId) =>
    writer.insert('child_uasc', { child_id: childId, valid_from: from, valid_to: to }),
  );
  expect(known).toMatchObject({ uasc });
});

it.each([
  ['2025-03-31', 1],
  ['2025-03-30', 0],
])('knows as its own who is so on the cohort date: Kent’s until %s', async (until, own) => {
  const known = await member({ responsibleAuthority: null }, (writer, childId) => {
    const answers = { child_id: childId, la_code: '886', valid_from: '2020-01-01', valid_to: until };
    writer.insert('child_responsible_authority', answers);
  });
  expect(known).toMatchObject({ own });
});
