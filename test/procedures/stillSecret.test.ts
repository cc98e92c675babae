import { afterEach, beforeEach, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

const TODAY = '2025-03-31';
let store: TestStore;
let [moved, left, here] = ['', '', ''];
beforeEach(async () => {
  store = await aStore({ today: TODAY });
  const thanet = store.district('Thanet');
  await store.write((writer) => {
    moved = aChild(writer, {
      localId: 'M1',
      name: { forename: 'Mo', surname: 'Moved' },
      episodes: [
        { start: '2020-01-01', end: '2025-02-10', districtId: thanet },
        { start: '2025-02-10', placementType: 'K2', districtId: store.district('Ashford') },
      ],
    });
    left = aChild(writer, {
      localId: 'L1',
      episodes: [{ start: '2020-01-01', end: '2025-01-20', reasonCeased: 'E4A', districtId: thanet }],
    });
    here = aChild(writer, { localId: 'H1', episodes: [{ start: '2020-01-01', districtId: thanet }] });
    for (const child of [moved, left, here])
      writer.insert('secret_placement', {
        child_id: child,
        from_date: '2020-01-01',
        kind: 'said',
        reason: 'a risk at home',
        said_by: 'the test',
      });
  });
});
afterEach(() => store.close());

const need = async (asAt = TODAY, localityId: string | null = null) =>
  (await store.call('overview.get', { asAt, localityId })).needs.find(({ key }) => key === 'stillSecret');
const asked = async () => (await store.call('secrets.asked', {})).rows.map(({ childId }) => childId);
const behind = async (asAt = TODAY, localityId: string | null = null) => {
  const line = await need(asAt, localityId);
  if (!line?.drill) throw new Error('The line has no link.');
  return (await store.call('figures.children', { drill: line.drill })).children;
};

it('counts on the overview what is asked under Data, with the children behind it', async () => {
  expect(await need()).toMatchObject({
    count: 2,
    title: 'secret placements that are over: still secret?',
    detail: 'stays secret until you answer',
  });
  expect((await asked()).toSorted()).toEqual([moved, left].toSorted());
  expect((await behind()).map(({ childId, counts }) => [childId, counts])).toEqual(
    expect.arrayContaining([
      [moved, 'moved on 10 February 2025'],
      [left, 'care ended on 20 January 2025'],
    ]),
  );
});

it('is of the locality where each is or was last placed, and of the date', async () => {
  expect((await need(TODAY, store.locality('EK3')))?.count).toBe(1);
  expect((await behind(TODAY, store.locality('EK3'))).map(({ childId }) => childId)).toEqual([left]);
  expect((await need(TODAY, store.locality('EK2')))?.count).toBe(1);
  expect((await need('2025-01-31'))?.count).toBe(1);
  expect((await need('2024-12-31'))?.count).toBe(0);
});

it('goes by one when one is answered, and comes back when the answer is taken back', async () => {
  const [row] = (await store.call('secrets.asked', {})).rows;
  if (row === undefined) throw new Error('Nothing is asked.');
  const { childId, secretId } = row;
  await store.call('secrets.answer', { childId, secretId, answer: 'stillSecret', reason: 'the worker says so' });
  expect(await need()).toMatchObject({ count: 1, title: 'secret placement that is over: still secret?' });
  await store.call('secrets.takeBack', { childId, secretId });
  expect((await need())?.count).toBe(2);
});

it('an assistant head sees the number of the own locality and nobody of another by name', async () => {
  await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3') });
  expect(await asked()).toEqual([left]);
  expect((await behind()).map(({ childId }) => childId)).toEqual([left]);
});

it('stands after the possible leavers as shipped, and where the profile puts it', async () => {
  const order = async () =>
    (await store.call('overview.get', { asAt: TODAY, localityId: null })).needs.map(({ key }) => key);
  expect((await order()).slice(-3)).toEqual(['possibleLeavers', 'stillSecret', 'unallocated']);
  await store.write((writer) =>
    writer.insert('rule_set', {
      kind: 'needsOrder',
      value: '["stillSecret"]',
      valid_from: '2020-01-01',
      source: 'the test',
    }),
  );
  expect((await order())[0]).toBe('stillSecret');
});
