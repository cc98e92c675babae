// Permanently excluded and still without provision (domain.md section 7: full-time education from day 1).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lists } from '#test/imports/attackedLists.ts';
import { ALPHA, enrolments, schools, suspensions } from '#test/imports/attackedSupport.ts';
import { csv, importAll } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-12-10' });
  await importAll(store, schools);
  await importAll(store, lists('2025-09-01', { nc_year: '8' }));
  await importAll(store, enrolments('2025-09-05', `K1,${ALPHA},8,main,01/09/2024,`));
  await importAll(store, suspensions('2025-10-21', `K1,${ALPHA},PERM,20/10/2025,,PA,`));
});
afterEach(() => store.close());
const inNeed = async () => {
  const { needs } = await store.call('overview.get', { asAt: '2025-12-10' });
  return needs.find(({ key }) => key === 'excludedWithoutProvision');
};
const before = { count: 1 };

it.fails('F35: is one still when the school that excluded becomes an academy', async () => {
  await importAll(store, {
    'links 2025-11-04.csv': csv(
      `URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n${ALPHA},140001,Oak Academy,Successor,03-11-2025`,
    ),
  });
  expect(await inNeed()).toMatchObject(before);
});

it.fails('F35: is one still when the school sends a row with another timetable', async () => {
  await importAll(store, {
    'enrolments 2025-11-20.csv': csv(
      `local_id,school_urn,nc_year,kind,part_time_sessions,start\nK1,${ALPHA},8,main,2,17/11/2025`,
    ),
  });
  expect(await inNeed()).toMatchObject(before);
});
