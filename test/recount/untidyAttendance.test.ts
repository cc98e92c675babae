import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { untidyPopulation } from '#test/make/untidyPopulation.ts';
import { Recount } from './attendanceRecount.ts';
import {
  type Ask,
  compareChildren,
  compareGapReport,
  compareNeeds,
  compareOverview,
  compareSummary,
} from './compareAttendance.ts';
import { rawFacts } from './rawFacts.ts';

// Every figure of attendance and exclusion counted again from raw rows, by rules written from domain.md and figures.md
// without the product's own (see rawFacts.ts): copying a fault of the product into this folder takes an effort.
let store: TestStore;
let recount: Recount;
const ask: Ask = (name, input) => store.call(name, input);
beforeAll(async () => {
  store = await aStore({ today: '2025-08-31' });
  await untidyPopulation(store, { seed: 7, children: 200 });
  recount = new Recount(rawFacts(store.context.reader));
}, 60_000);
afterAll(() => store.close());

const dates = [
  '2009-07-10',
  '2010-10-15',
  '2011-06-30',
  '2013-03-31',
  '2022-09-01',
  '2023-02-14',
  '2024-02-29',
  '2024-08-31',
  '2025-03-31',
  '2025-08-31',
];

describe('of untidy histories', () => {
  it.each(dates)('the overview as at %s', async (asAt) => {
    const { cells, differences } = await compareOverview(ask, recount, asAt);
    expect(differences).toEqual([]);
    expect(cells).toBeGreaterThan(20);
  });

  it.each(dates)('the attendance summary as at %s', async (asAt) => {
    const { cells, differences } = await compareSummary(ask, recount, asAt, 2007);
    expect(differences).toEqual([]);
    expect(cells).toBeGreaterThan(100);
  });

  it.each([
    { lac12: true, uasc: true },
    { lac12: true, uasc: false },
    { lac12: false, uasc: true },
    { lac12: false, uasc: false },
  ])('the gap report of %o', async (which) => {
    const { cells, differences } = await compareGapReport(ask, recount, [2005, 2024], which);
    expect(differences).toEqual([]);
    expect(cells).toBeGreaterThan(1000);
  });

  it('the shares of needs', async () => {
    expect((await compareNeeds(ask, recount, [2008, 2024])).differences).toEqual([]);
  });

  it.each(dates)('list and record as at %s', async (asAt) => {
    const { cells, differences } = await compareChildren(ask, recount, asAt, 4);
    expect(differences).toEqual([]);
    expect(cells).toBeGreaterThan(4);
  });
});
