// A child of another authority placed in Kent who comes into Kent's care (domain.md sections 1 and 10).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lists } from '#test/imports/attackedLists.ts';
import { ALPHA, enrolments, lines, peps, schools } from '#test/imports/attackedSupport.ts';
import { csv, importAll } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

const upn = 'H801200001001';
let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
  await importAll(store, lists('2025-03-01', { local_id: 'M7', responsible_authority: '887', upn }));
});
afterEach(() => store.close());
it.fails('F43: sessions of the time in another authority’s care are none of ‘in our care’', async () => {
  await importAll(store, schools);
  await importAll(store, lists('2025-05-20', { care_start: '20/05/2025', upn }));
  await importAll(store, enrolments('2025-06-05', `K1,${ALPHA},8,main,01/09/2024,`));
  await importAll(store, {
    'attendance 2025-07-01.csv': csv(
      `local_id,school_urn,date,session,code\nK1,${ALPHA},10/03/2025,AM,N\nK1,${ALPHA},09/06/2025,AM,/`,
    ),
  });
  const [childId = ''] = lines(store, 'SELECT id FROM child');
  const { attendance } = await store.call('children.get', { childId, asAt: '2025-07-01' });
  expect(attendance.years[0]?.inCareOnly).toEqual({ possible: 1, absent: 0 });
});

it.fails('F44: a PEP that fell due in the other authority’s care is overdue in the record as little as in the overview', async () => {
  await importAll(store, lists('2025-05-20', { care_start: '20/05/2025', upn }));
  await importAll(store, peps('2025-06-10', 'K1,,30/04/2025,termly,,,,,,,,,'));
  const [childId = ''] = lines(store, 'SELECT id FROM child');
  const { peps: section } = await store.call('children.get', { childId, asAt: '2025-06-12' });
  const { tiles } = await store.call('overview.get', { asAt: '2025-06-12' });
  expect(tiles.find(({ key }) => key === 'pepsOnTime')?.figure.denominator ?? 0).toBe(0);
  expect(section.rows.map(({ timeliness }) => timeliness)).toEqual(['outOfDenominator']);
});
