import { afterAll, beforeAll, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
const ids: Record<string, string> = {};
beforeAll(async () => {
  store = await aStore({ today: '2025-08-31' });
  const [thanet, dartford] = [store.district('Thanet'), store.district('Dartford')];
  await store.write((writer) => {
    const since = (start: string, districtId = thanet, more: object = {}) =>
      aChild(writer, { episodes: [{ start, districtId }], ...more });
    // Tuesday 1 April 2025: with Good Friday and Easter Monday out, the twentieth working day after it is 1 May.
    ids.new = since('2025-04-01');
    ids.dartford = since('2025-04-02', dartford, { peps: [{ due: '2025-04-16', held: '2025-04-10' }] });
    ids.long = since('2023-01-10');
    ids.others = since('2025-04-01', thanet, { responsibleAuthority: '210' });
    ids.shortBreaks = aChild(writer, { episodes: [{ start: '2025-04-01', legalStatus: 'V4', districtId: thanet }] });
    // Home for a month, then back: new in care once more; a move is not.
    ids.back = aChild(writer, {
      episodes: [
        { start: '2020-01-01', end: '2025-03-01', reasonCeased: 'E4A', districtId: thanet },
        { start: '2025-04-01', districtId: thanet },
      ],
    });
    ids.moved = aChild(writer, {
      episodes: [
        { start: '2020-01-01', end: '2025-04-01', reasonCeased: 'X1', districtId: dartford },
        { start: '2025-04-01', reasonStarted: 'P', districtId: thanet },
      ],
    });
  });
});
afterAll(() => store.close());

const need = async (asAt: string, localityId: string | null = null) => {
  const { needs } = await store.call('overview.get', { asAt, localityId });
  const found = needs.find((each) => each.key === 'newInCare');
  if (!found?.drill) throw new Error('no such need');
  const drilled = await store.call('figures.children', { drill: found.drill });
  const children = drilled.children.map(({ childId }) => childId);
  expect(children).toHaveLength(found.count);
  return { ...found, children: children.sort() };
};

it('has who came or came back in the last twenty working days, the day itself and the last included', async () => {
  const all = [ids.new, ids.dartford, ids.back].sort();
  expect(await need('2025-04-30')).toMatchObject({ children: all, detail: '2 without a PEP held' });
  expect((await need('2025-05-01')).children).toEqual(all);
  expect((await need('2025-05-02')).children).toEqual([ids.dartford]);
  expect(await need('2025-05-03')).toMatchObject({ count: 0, detail: 'none' });
  expect((await need('2025-04-01')).children).toEqual([ids.new, ids.back].sort());
  expect((await need('2025-03-31')).count).toBe(0);
});

it('counts a PEP held by the date only', async () => {
  expect((await need('2025-04-09')).detail).toBe('3 without a PEP held');
  expect((await need('2025-04-10')).detail).toBe('2 without a PEP held');
});

it('has those of the locality asked about', async () => {
  const { localities } = await store.call('overview.get', { asAt: '2025-04-30' });
  const northWest = localities.find((row) => row.name === 'North West Kent');
  expect((await need('2025-04-30', northWest?.localityId)).children).toEqual([ids.dartford]);
});
