import { afterAll, beforeAll, expect, it } from 'vitest';
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
