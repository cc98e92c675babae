// Published figures come provisional and are revised (domain.md section 3).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { standingValues } from '#db/queries/peers.ts';
import { csv, importAll } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2027-02-10' });
});
afterEach(() => store.close());
const published = (day: string, value: number, words: { definition?: string; source?: string }) => ({
  [`benchmarks ${day}.csv`]: csv(
    [
      'measure,geography,cohort,academic_year,value,unit,definition,source,url,confidence',
      `KS2 expected standard reading,England,ALL (state),2025/26,${value},%,${words.definition ?? ''},${words.source ?? 'DfE'},,`,
    ].join('\n'),
  ),
});
const peer = () =>
  standingValues(store.context.reader, 'ks2-reading-expected', 'England', 'ALL', '2025/26', '2025/26').get('2025/26')
    ?.value;

// F24
it.each(['first release', 'September', 'provisional', 'ks2_sep_2026.csv', 'statistics of September 2026'])(
  'the revised figure of a newer publication stands, whatever the first was called: %s',
  async (source) => {
    await importAll(store, published('2026-09-10', 74, { source: `DfE KS2 ${source}` }));
    await importAll(store, published('2026-12-15', 75, { source: 'DfE KS2 revised' }));
    expect(peer()).toBe(75);
  },
);

// F24
it('a final figure stands before a provisional one', async () => {
  await importAll(store, published('2026-09-10', 74, { definition: 'all state-funded [Provisional]' }));
  await importAll(store, published('2026-12-15', 75, { definition: 'all state-funded [Final]' }));
  expect(peer()).toBe(75);
});
