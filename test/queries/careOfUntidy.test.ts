import { afterAll, beforeAll, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { daysOn } from '#test/make/untidyHistories.ts';
import { untidyPopulation } from '#test/make/untidyPopulation.ts';

type Span = { childId: string; start: string; end: string | null };
let store: TestStore;
let children: string[];
beforeAll(async () => {
  store = await aStore({ today: '2025-08-31' });
  children = await untidyPopulation(store, { seed: 3, children: 76 });
});
afterAll(() => store.close());

const spans = (sql: string): Map<string, Span[]> =>
  Map.groupBy(
    store.context.reader.prepare(`${sql} ORDER BY child_id, start_date`).all() as Span[],
    (row) => row.childId,
  );
const columns = 'child_id AS childId, start_date AS start, end_date AS end';
const care = (kind: 'all' | 'withoutRespite') => spans(`SELECT ${columns} FROM care_period WHERE kind = '${kind}'`);
const places = () => spans(`SELECT ${columns} FROM locality_period`);

it('never has a child in care without short breaks on a day it is not in care at all', () => {
  const [all, without] = [care('all'), care('withoutRespite')];
  for (const childId of children)
    for (const inner of without.get(childId) ?? [])
      expect(
        (all.get(childId) ?? []).some(
          (outer) =>
            outer.start <= inner.start && (outer.end === null || (inner.end !== null && inner.end <= outer.end)),
        ),
        `${childId} ${inner.start} ${inner.end}`,
      ).toBe(true);
});

it('puts a child in one locality on every day in care, and in none on any other day', () => {
  const [all, localities] = [care('all'), places()];
  expect(children.some((childId) => (all.get(childId) ?? []).length > 1)).toBe(true);
  for (const childId of children) {
    const days = (all.get(childId) ?? []).filter((each) => each.end === null || each.end > each.start);
    const there = localities.get(childId) ?? [];
    // Neighbouring spans touch: the next begins the day after one ends, within one time in care.
    const joined: { start: string; end: string | null }[] = [];
    for (const each of there) {
      const before = joined.at(-1);
      if (before?.end && daysOn(before.end, 1) === each.start && !days.some((span) => span.start === each.start))
        before.end = each.end;
      else joined.push({ start: each.start, end: each.end });
    }
    expect(joined).toEqual(days.map(({ start, end }) => ({ start, end: end === null ? null : daysOn(end, -1) })));
  }
});

it('lets the placement that began last decide, for the district and for living out of the authority', async () => {
  const [medway, thanet] = [store.district('Medway'), store.district('Thanet')];
  const childId = await store.write((writer) =>
    aChild(writer, {
      episodes: [
        { start: '2022-01-01', districtId: medway },
        { start: '2024-03-01', reasonStarted: 'P', districtId: thanet },
      ],
    }),
  );
  const names = { EK4: store.locality('EK4'), EK3: store.locality('EK3') };
  for (const [asAt, at] of [
    ['2024-02-29', names.EK4],
    ['2024-03-01', names.EK3],
    ['2025-03-31', names.EK3],
  ] as const) {
    const { header } = await store.call('children.get', { childId, asAt });
    const { rows } = await store.call('children.list', { asAt, filters: {} });
    expect([header.localityId, rows.find((row) => row.childId === childId)?.localityId]).toEqual([at, at]);
    expect(header.placementDistrict).toBe(at === names.EK4 ? 'Medway' : 'Thanet');
  }
});

it('brings a child back to its placement after a short break, in list, record and locality', async () => {
  const childId = await store.write((writer) =>
    aChild(writer, {
      episodes: [
        { start: '2022-01-01', districtId: store.district('Thanet') },
        { start: '2024-05-01', end: '2024-05-10', legalStatus: 'V4', districtId: store.district('Swale') },
      ],
    }),
  );
  for (const [asAt, locality] of [
    ['2024-05-09', 'East Kent 1'],
    ['2024-05-10', 'East Kent 3'],
  ] as const) {
    const { header } = await store.call('children.get', { childId, asAt });
    expect([header.lookedAfter, header.inCareSince, header.lac12, header.localityName]).toEqual([
      true,
      '2022-01-01',
      true,
      locality,
    ]);
  }
});
