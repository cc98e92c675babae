// Days that lists give of care: to come, before care, and of a stay elsewhere (domain.md sections 10 and 11).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { lists } from './attackedLists.ts';
import { lines, theReturn } from './attackedSupport.ts';
import { importAll, preview } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
});
afterEach(() => store.close());

it('a first day of the placement before that of care costs the cell, not the child', async () => {
  const list = lists('2025-09-01', { placement_start: '01/01/2024' });
  const { files } = await preview(store, list);
  expect(files).toMatchObject([{ added: 1, refused: 0 }]);
});

it.each([
  ['care_end', '01/01/2030'],
  ['care_start', '01/03/2026'],
  ['placement_start', '01/03/2026'],
])('a day to come is said: %s', async (column, day) => {
  const { files } = await preview(store, lists('2026-02-09', { [column]: day }));
  expect([...(files[0]?.warnings ?? []), ...(files[0]?.refusals ?? [])]).not.toEqual([]);
});

it('a day to come changes nothing of what is held', async () => {
  await importAll(store, lists('2026-02-02', { placement_start: '03/02/2024' }));
  const held = () => lines(store, 'SELECT start_date, end_date, placement_type FROM episode');
  const before = held();
  await importAll(
    store,
    lists('2026-02-09', { placement_type: 'K2', placement_start: '01/03/2026', care_end: '01/01/2030' }),
  );
  await importAll(store, lists('2026-02-10', { care_start: '01/06/2026' }));
  expect(held()).toEqual(before);
});

it('a week in hospital that a list told of is still there when the child is back with the carer', async () => {
  await importAll(store, lists('2025-09-01', { placement_start: '01/03/2025' }));
  await importAll(
    store,
    lists('2025-09-08', { placement_type: 'R2', placement_start: '03/09/2025', placement_postcode: 'CT1 3NG' }),
  );
  await importAll(store, lists('2025-09-15', { placement_start: '01/03/2025' }));
  expect(lines(store, "SELECT start_date FROM episode WHERE placement_type = 'R2'")).toEqual(['2025-09-03']);
});

it('and stays, whatever the lists say again, and the child is back with the carer', async () => {
  const [home, away] = [
    { placement_start: '01/03/2025' },
    { placement_type: 'R2', placement_start: '03/09/2025', placement_postcode: 'CT1 3NG' },
  ];
  await importAll(store, lists('2025-09-01', home));
  await importAll(store, lists('2025-09-08', away));
  for (const day of ['2025-09-15', '2025-09-22']) await importAll(store, lists(day, home));
  expect(
    lines(store, "SELECT start_date, end_date, placement_type FROM episode WHERE placement_type <> '' ORDER BY 1"),
  ).toEqual(['2025-03-01 2025-09-03 U6', '2025-09-03 2025-09-15 R2', '2025-09-15 - U6']);
});

it('also where the placement stands by a return', async () => {
  await importAll(store, theReturn('2025-04-20', 'K1,03/02/2024,S,C1,N1,U6,PR1,,,,CT9 1AB,CT9 1AB,'));
  await importAll(
    store,
    lists('2025-09-08', { placement_type: 'R2', placement_start: '03/09/2025', placement_postcode: 'CT1 3NG' }),
  );
  await importAll(store, lists('2025-09-15', { placement_start: '03/02/2024' }));
  expect(lines(store, 'SELECT start_date, placement_type FROM episode ORDER BY 1')).toEqual([
    '2024-02-03 U6',
    '2025-09-03 R2',
    '2025-09-15 U6',
  ]);
});
