// A UPN that was mistyped on one list: the newest voice holds (issue 8 section 1).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, ended, everything, importAll, preview, rows, undo } from './support.ts';

const [right, wrong] = ['H801200001001', 'X801200001002'];
const list = (day: string, ...lines: string[]): Record<string, string> => ({
  [`list ${day}.csv`]: csv(
    [
      'local_id,upn,legal_forename,legal_surname,date_of_birth,responsible_authority,care_start',
      ...lines.map((line) => `${line},Ana,Sample,05/05/2012,886,03/02/2024`),
    ].join('\n'),
  ),
});
let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
});
afterEach(() => store.close());
const numbers = () =>
  rows<{ row: string }>(
    store,
    `SELECT kind || ' ' || value || ' ' || valid_from || ' ' || coalesce(valid_to, '') AS row FROM child_identifier
     WHERE kind LIKE '%upn' ORDER BY kind DESC, valid_from`,
  ).map(({ row }) => row);
const weeks = async (...upns: string[]) => {
  for (const [week, upn] of upns.entries()) await importAll(store, list(`2025-09-0${week + 1}`, `K1,${upn}`));
};

it('is the right one again with the next list, as it always was, and the same again changes nothing', async () => {
  await weeks(right, wrong, right);
  expect(numbers()).toEqual([`upn ${right} 2012-05-05 `, `formerUpn ${wrong} 2025-09-02 2025-09-02`]);
  const before = everything(store);
  await importAll(store, list('2025-09-08', `K1,${right}`));
  expect(everything(store)).toEqual(before);
});

it('is so however often it is turned, and an older list turns nothing', async () => {
  await weeks(right, wrong, right, wrong);
  expect(numbers()).toEqual([`upn ${right} 2012-05-05 2025-09-03`, `upn ${wrong} 2025-09-04 `]);
  const held = everything(store);
  const { batchId } = await importAll(store, list('2025-09-05', `K1,${right}`));
  expect(numbers()[0]).toBe(`upn ${right} 2012-05-05 `);
  await undo(store, batchId);
  expect(everything(store)).toEqual(held);
  await importAll(store, list('2025-09-05', `K1,${right}`));
  await importAll(store, list('2025-08-30', `K1,${wrong}`));
  expect(numbers()[0]).toBe(`upn ${right} 2012-05-05 `);
});

it('is shown, and a person can have the other stay', async () => {
  await weeks(right, wrong);
  const { previewId, differences } = await preview(store, list('2025-09-03', `K1,${right}`));
  expect(differences).toMatchObject([{ was: wrong, now: right, canFlip: true }]);
  const decisions = differences.map(({ id }) => ({ id, answer: 'change' }));
  await ended(store, (await store.call('imports.commit', { previewId, decisions })).jobId);
  expect(numbers()).toEqual([`upn ${right} 2012-05-05 2025-09-01`, `upn ${wrong} 2025-09-02 `]);
});

it('stays where a return has the former one, which is said, and where a list has the child twice', async () => {
  await weeks(right, wrong);
  const held = numbers();
  const header = csv(`CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nK1,2,05/05/2012,WBRI,${right},,`);
  const { files } = await importAll(store, { 'header 2025-10-01.csv': header });
  expect(files[0]?.warnings.join()).toContain('This is a former UPN of the child: the one in force stays');
  await importAll(store, list('2025-10-08', `K1,${wrong}`, `K9,${right}`));
  const twice = list('2025-10-15', `K1,${wrong}`, `K9,${right}`);
  await importAll(store, twice);
  expect(numbers()).toEqual(held);
});
