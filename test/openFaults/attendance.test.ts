// Marks of an ordinary year (domain.md section 6).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lists } from '#test/imports/attackedLists.ts';
import { ALPHA, BETA, enrolments, lines, schools } from '#test/imports/attackedSupport.ts';
import { csv, importAll } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
  await importAll(store, schools);
  await importAll(store, lists('2025-09-01', {}));
});
afterEach(() => store.close());
const marks = (day: string, ...rows: string[]) => ({
  [`attendance ${day}.csv`]: csv(['local_id,school_urn,date,session,code', ...rows].join('\n')),
});
/** Ten marks from a Monday of November. */
const week = (urn: string, monday: number, codes: string): string[] =>
  [...codes].map(
    (code, slot) => `K1,${urn},${monday + Math.floor(slot / 2)}/11/2025,${slot % 2 === 0 ? 'AM' : 'PM'},${code}`,
  );

it.fails('F17: marks after the last day at a school are no absence of the child', async () => {
  await importAll(store, enrolments('2025-09-05', `K1,${ALPHA},9,main,01/09/2023,12/11/2025`));
  await importAll(store, marks('2025-11-21', ...week(ALPHA, 10, '//////NNNN')));
  expect(lines(store, 'SELECT unauthorised FROM attendance_year')).toEqual(['0']);
});

it.fails('F17: marks before the first day at a school are no absence of the child', async () => {
  await importAll(store, enrolments('2025-09-05', `K1,${BETA},9,main,13/11/2025,`));
  await importAll(store, marks('2025-11-21', ...week(BETA, 10, 'NNNNNN////')));
  expect(lines(store, 'SELECT unauthorised FROM attendance_year')).toEqual(['0']);
});
