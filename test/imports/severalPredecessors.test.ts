// A school that came of several is none of them under a new number (domain.md section 11).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { ALPHA, BETA, enrolments, list, schools } from './attackedSupport.ts';
import { csv, importAll, rows, undo } from './support.ts';

const OAK = '140001';
let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  await importAll(store, schools);
  await importAll(store, list('2024-01-10'));
  await importAll(store, list('2024-01-11', { local_id: 'K2', legal_surname: 'Other', date_of_birth: '06/06/2012' }));
  await importAll(store, {
    'enrolments 2024-02-01.csv': csv(`local_id,school_urn,nc_year,kind,start,end
      K1,${ALPHA},6,main,2023-09-01,
      K2,${BETA},6,main,2023-09-01,`),
  });
});
afterEach(() => store.close());
const links = (...lines: string[]) => csv(['URN,LinkURN,LinkName,LinkType,LinkEstablishedDate', ...lines].join('\n'));
const kinds = () =>
  rows(
    store,
    `SELECT one.urn || ' ' || other.urn || ' ' || kind AS link FROM school_link
    JOIN school AS one ON one.id = from_school_id JOIN school AS other ON other.id = to_school_id ORDER BY 1`,
  ).map(({ link }) => link);
const at = (localId: string) =>
  rows(
    store,
    `SELECT urn || ' ' || start_date || ' ' || coalesce(end_date, 'now') AS at FROM enrolment JOIN school ON school.id = school_id
    WHERE child_id = (SELECT child_id FROM child_identifier WHERE value = ?) ORDER BY start_date, urn`,
    localId,
  ).map(({ at }) => at);
const ALPHA_TO_OAK = `${ALPHA},${OAK},Oak Academy,Successor,01-09-2024`;
const BETA_TO_OAK = `${BETA},${OAK},Oak Academy,Successor,01-09-2024`;

it('two predecessors of one academy in two files of one import are a merger, as in one file', async () => {
  await importAll(store, {
    'links 2024-10-01.csv': links(ALPHA_TO_OAK),
    'more links 2024-10-01.csv': links(BETA_TO_OAK),
  });
  expect(kinds()).toEqual([`${ALPHA} ${OAK} merger`, `${BETA} ${OAK} merger`]);
});

it('the same one after the other: the first is a merger from then on, which is said, and undone with the second', async () => {
  await importAll(store, { 'links 2024-10-01.csv': links(ALPHA_TO_OAK) });
  const { batchId, files } = await importAll(store, { 'links 2024-11-01.csv': links(BETA_TO_OAK) });
  expect(kinds()).toEqual([`${ALPHA} ${OAK} merger`, `${BETA} ${OAK} merger`]);
  expect(files[0]?.warnings.join(' ')).toContain('look whether each of them is there');
  // Told once more it is as it was, and of the first child it is said where it is.
  expect(await importAll(store, { 'links 2024-12-01.csv': links(ALPHA_TO_OAK, BETA_TO_OAK) })).toMatchObject({
    files: [{ added: 0, changed: 0 }],
  });
  expect(at('K1')).toEqual([`${ALPHA} 2023-09-01 2024-08-31`, `${OAK} 2024-09-01 now`]);
  const [again] = rows<{ id: string }>(store, 'SELECT id FROM import_batch ORDER BY rowid DESC LIMIT 1');
  await undo(store, again?.id ?? '');
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  expect(kinds()).toEqual([`${ALPHA} ${OAK} conversion`]);
});

it('and a child of the second school is never said to have been at the first', async () => {
  await importAll(store, { 'links 2024-10-01.csv': links(ALPHA_TO_OAK) });
  await importAll(store, { 'links 2024-11-01.csv': links(BETA_TO_OAK) });
  await importAll(store, enrolments('2024-12-01', `K2,${OAK},6,main,2023-09-01,`));
  expect(at('K2').filter((each) => String(each).startsWith(ALPHA))).toEqual([]);
});
