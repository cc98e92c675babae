import { afterAll, beforeAll, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { untidyPopulation } from '#test/make/untidyPopulation.ts';
import { untidyResults } from '#test/make/untidyResults.ts';
import { Recount } from './attendanceRecount.ts';
import { comparePacks } from './comparePacks.ts';
import { rawFacts } from './rawFacts.ts';
import { type RawResult, rawResults } from './rawResults.ts';

// What packs print, counted again from raw rows (see rawFacts.ts).
let store: TestStore;
let recount: Recount;
let results: Map<string, RawResult[]>;
let schools: string[];
beforeAll(async () => {
  store = await aStore({ today: '2026-02-16' });
  await untidyPopulation(store, { seed: 19, children: 120 });
  await untidyResults(store, 6);
  const { reader } = store.context;
  recount = new Recount(rawFacts(reader));
  results = rawResults(reader);
  schools = reader.prepare('SELECT id FROM school').pluck().all() as string[];
}, 60_000);
afterAll(() => store.close());

it.each(['2010-07-20', '2012-03-14', '2022-11-30', '2024-02-29', '2025-03-31', '2025-07-18'])(
  'the figures of every pack on %s',
  (asAt) => {
    const all = schools.map((schoolId) => comparePacks(store.context, recount, results, schoolId, asAt));
    expect(all.flatMap(({ differences }) => differences)).toEqual([]);
    expect(all.reduce((sum, { cells }) => sum + cells, 0)).toBeGreaterThan(50);
  },
);
