// The list guesses the first day at a school; the enrolments know it (issue 8 section 1).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lists } from '#test/imports/attackedLists.ts';
import { ALPHA, BETA, enrolments, lines, schools } from '#test/imports/attackedSupport.ts';
import { csv, importAll } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
  await importAll(store, schools);
});
afterEach(() => store.close());
const held = () =>
  lines(
    store,
    'SELECT school.name, start_date, end_date FROM enrolment JOIN school ON school.id = school_id ORDER BY start_date',
  );

it.fails('F22: a child who moved in January was not at the new school in September: list and enrolments in one import', async () => {
  await importAll(store, {
    ...lists('2025-03-03', { school_urn: ALPHA, nc_year: '7' }),
    ...enrolments('2025-03-03', `K1,${ALPHA},7,main,10/01/2025,`, `K1,${BETA},7,main,01/09/2024,09/01/2025`),
  });
  expect(held()).toEqual(['Beta School 2024-09-01 2025-01-09', 'Alpha School 2025-01-10 -']);
});

it.fails('F22: and so it is where the enrolments come after the list, or before it', async () => {
  const list = lists('2025-03-03', { school_urn: ALPHA, nc_year: '7' });
  const file = enrolments('2025-03-10', `K1,${ALPHA},7,main,10/01/2025,`);
  await importAll(store, list);
  await importAll(store, file);
  const [after] = held();
  const other = await aStore({ today: '2026-02-10' });
  await importAll(other, schools);
  await importAll(other, lists('2025-03-03', {}));
  await importAll(other, file);
  await importAll(other, list);
  const before = lines(other, 'SELECT start_date FROM enrolment');
  other.close();
  expect([after, ...before]).toEqual(['Alpha School 2025-01-10 -', '2025-01-10']);
});

it.fails('F23: a child whom a list of July names at the secondary school begins there in September, as the school says', async () => {
  await importAll(store, lists('2025-03-03', { school_urn: ALPHA, nc_year: '6', date_of_birth: '05/05/2014' }));
  await importAll(store, lists('2025-07-25', { school_urn: BETA, nc_year: '7', date_of_birth: '05/05/2014' }));
  await importAll(store, enrolments('2025-09-20', `K1,${BETA},7,main,01/09/2025,`));
  expect(held().at(-1)).toBe('Beta School 2025-09-01 -');
});

it.fails('F28: a child without a place since October who is on a list with a school in November was not there in between', async () => {
  await importAll(store, lists('2025-09-08', { school_urn: BETA, nc_year: '9' }));
  await importAll(
    store,
    enrolments('2025-10-13', `K1,${BETA},9,main,01/09/2023,03/10/2025`, 'K1,,9,noPlace,04/10/2025,'),
  );
  await importAll(store, lists('2025-11-10', { school_urn: ALPHA, nc_year: '9' }));
  expect(
    lines(
      store,
      'SELECT school.name, kind, start_date, end_date FROM enrolment LEFT JOIN school ON school.id = school_id ORDER BY start_date',
    ),
  ).toEqual([
    'Beta School main 2023-09-01 2025-10-03',
    '- noPlace 2025-10-04 2025-11-09',
    'Alpha School main 2025-11-10 -',
  ]);
});

it.fails('F28: who waits since September and has a place in November does not wait any more', async () => {
  await importAll(store, lists('2025-09-08', {}));
  await importAll(store, enrolments('2025-10-13', 'K1,,9,noPlace,01/09/2025,'));
  await importAll(store, lists('2025-11-10', { school_urn: ALPHA, nc_year: '9' }));
  expect(lines(store, "SELECT end_date FROM enrolment WHERE kind = 'noPlace'")).toEqual(['2025-11-09']);
});

it.fails('F37: a timetable that is cut three weeks after the first day was not cut before', async () => {
  const part = (day: string, start: string, sessions: string) => ({
    [`enrolments ${day}.csv`]: csv(
      `local_id,school_urn,nc_year,kind,part_time_sessions,start\nK1,${ALPHA},9,main,${sessions},${start}`,
    ),
  });
  await importAll(store, lists('2025-09-01', {}));
  await importAll(store, part('2025-09-05', '01/09/2025', ''));
  await importAll(store, part('2025-10-01', '22/09/2025', '6'));
  expect(lines(store, 'SELECT start_date, end_date, part_time_sessions FROM enrolment ORDER BY 1')).toEqual([
    '2025-09-01 2025-09-21 -',
    '2025-09-22 - 6',
  ]);
});

it.fails('F37: a dual registration that becomes the main one four weeks later was dual before', async () => {
  await importAll(store, lists('2025-09-01', {}));
  await importAll(store, enrolments('2025-11-05', `K1,${BETA},9,dual,03/11/2025,`));
  await importAll(store, enrolments('2025-12-03', `K1,${BETA},9,main,01/12/2025,`));
  expect(lines(store, 'SELECT kind, start_date FROM enrolment ORDER BY 2')).toEqual([
    'dual 2025-11-03',
    'main 2025-12-01',
  ]);
});

it.fails('F39: an older row makes no dual registration of what a newer file says is the main one', async () => {
  await importAll(store, lists('2025-09-01', {}));
  await importAll(store, enrolments('2025-12-03', `K1,${BETA},9,main,01/12/2025,`));
  await importAll(store, enrolments('2025-11-05', `K1,${BETA},9,dual,03/11/2025,`));
  expect(lines(store, 'SELECT kind FROM enrolment WHERE end_date IS NULL')).toEqual(['main']);
});

it.fails('F39: three files from the newest back: the newest timetable holds', async () => {
  const part = (day: string, start: string, more: string) => ({
    [`enrolments ${day}.csv`]: csv(
      `local_id,school_urn,kind,start,nc_year,part_time_sessions,alternative_provision\nK1,${ALPHA},main,${start},${more}`,
    ),
  });
  await importAll(store, lists('2025-09-01', {}));
  await importAll(store, part('2025-11-15', '08/09/2025', '9,10,no'));
  await importAll(store, part('2025-10-15', '01/09/2024', ',10,'));
  await importAll(store, part('2025-09-15', '01/09/2025', '9,6,no'));
  expect(lines(store, 'SELECT part_time_sessions FROM enrolment WHERE end_date IS NULL')).toEqual(['10']);
});
