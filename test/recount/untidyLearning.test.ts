import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { untidyPopulation } from '#test/make/untidyPopulation.ts';
import { untidyResults } from '#test/make/untidyResults.ts';
import type { Ask } from './compareAttendance.ts';
import { compareLearning, type Learning, rawPeers } from './compareLearning.ts';
import { learningMeasures } from './outcomesRecount.ts';
import { rawFacts } from './rawFacts.ts';
import { rawResults } from './rawResults.ts';

// Every figure of attainment counted again from raw rows, cohort and locality too, by rules written from domain.md.
let store: TestStore;
let learning: Learning;
const ask: Ask = (name, input) => store.call(name, input);
beforeAll(async () => {
  store = await aStore({ today: '2026-02-16' });
  await untidyPopulation(store, { seed: 90, children: 240 });
  await untidyResults(store, 5);
  const { reader } = store.context;
  learning = {
    facts: rawFacts(reader),
    results: rawResults(reader),
    peers: rawPeers(reader),
    today: '2026-02-16',
  };
}, 60_000);
afterAll(() => store.close());

const dates = ['2026-02-16', '2025-03-31', '2024-08-29', '2023-12-11', '2012-08-29', '2010-03-01'];
const groups = [true, false].flatMap((lac12) => [true, false].map((uasc) => ({ lac12, uasc })));

describe('every cell of attainment in the gap report', () => {
  it.each(Object.keys(learningMeasures))(
    '%s: county and localities, at six dates, in four cohorts',
    async (measure) => {
      const differences: string[] = [];
      let withResult = 0;
      for (const asAt of dates)
        for (const group of groups)
          for (const years of [
            [2008, 2012],
            [2014, 2024],
          ] as [number, number][]) {
            const compared = await compareLearning(ask, learning, {
              measure,
              years,
              asAt,
              group,
              peer: group.uasc ? 'Kent' : 'England',
            });
            differences.push(...compared.differences);
            withResult += compared.withResult;
          }
      expect(differences).toEqual([]);
      // The years of the measure have children with a result, or nothing would be proved.
      expect(withResult).toBeGreaterThan(100);
    },
  );
});
