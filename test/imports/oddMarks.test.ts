// Marks that are read, or refused with words, and never counted wrong (domain.md section 6).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { ALPHA, enrolments, lines, list, schools } from './attackedSupport.ts';
import { csv, importAll, preview } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
  await importAll(store, schools);
  await importAll(store, list('2025-09-01'));
  await importAll(store, enrolments('2025-09-05', `K1,${ALPHA},9,main,01/09/2020,`));
});
afterEach(() => store.close());
const marks = (...rows: string[]) => ({
  'attendance 2026-02-10.csv': csv(['local_id,school_urn,date,session,code', ...rows].join('\n')),
});

it.each([
  ['X01', 'X'],
  ['X02', 'X'],
  ['I01', 'I'],
  ['I02', 'I'],
])('the sub-code %s of 2020/21 is taken as %s, and is no code of another year', async (subCode, code) => {
  await importAll(store, marks(`K1,${ALPHA},18/01/2021,AM,${subCode}`));
  expect(lines(store, 'SELECT marks FROM attendance_week')).toEqual([code.padEnd(20)]);
  const { files } = await preview(store, marks(`K1,${ALPHA},13/01/2025,AM,${subCode}`));
  expect(files).toMatchObject([{ added: 0, refused: 1, refusals: [{ field: 'code' }] }]);
});

it.each(['/', 'I', 'N'])('a mark %j of a day to come is refused with words', async (code) => {
  const { files } = await preview(
    store,
    marks(`K1,${ALPHA},02/03/2026,AM,${code}`, `K1,${ALPHA},10/02/2026,AM,${code}`),
  );
  expect(files).toMatchObject([{ added: 1, refused: 1, refusals: [{ row: 2, field: 'date' }] }]);
});

it('what a school can know before may stand in its register early', async () => {
  const { files } = await preview(store, marks(`K1,${ALPHA},16/02/2026,AM,#`, `K1,${ALPHA},16/02/2026,PM,#`));
  expect(files).toMatchObject([{ added: 2, refused: 0 }]);
});
