// What an attack found about enrolments and year groups in November 2026: each was wrong when it was found.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, importAll, rows, undo } from './support.ts';

const [ALPHA, BETA] = ['990601', '990602'];
let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-09-20' });
  await importAll(store, {
    'schools.csv': csv(`urn,name,phase\n${ALPHA},Alpha School,secondary\n${BETA},Beta School,secondary`),
  });
});
afterEach(() => store.close());

const L = 'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,school_urn,nc_year';
const list = (day: string, urn: string, year: number | '' = '') =>
  importAll(store, { [`list ${day}.csv`]: csv(`${L}\nK1,Sample,Ana,05/05/2014,886,03/02/2022,${urn},${year}`) });
const E = 'local_id,school_urn,nc_year,kind,part_time_sessions,alternative_provision,start,end';
const enrol = (day: string, ...lines: string[]) =>
  importAll(store, { [`enrolments ${day}.csv`]: csv([E, ...lines].join('\n')) });
const enrolments = () =>
  rows(
    store,
    `SELECT urn, nc_year, enrolment.kind, part_time_sessions AS p, start_date AS a, end_date AS b
     FROM enrolment JOIN school ON school.id = school_id ORDER BY start_date, urn`,
  ).map((row) =>
    Object.values(row)
      .map((value) => value ?? '-')
      .join(' '),
  );
const yearOn = async (asAt: string) => {
  const { id } = rows<{ id: string }>(store, 'SELECT id FROM child')[0] ?? { id: '' };
  return (await store.call('children.get', { childId: id, asAt })).header.ncYear;
};

it('a list that names the school of a dual registration closes no main one, and its marks are taken', async () => {
  await list('2025-03-03', ALPHA, 6);
  await enrol('2025-03-04', `K1,${ALPHA},6,main,,,01/09/2024,`, `K1,${BETA},6,dual,,,10/01/2025,`);
  const { files } = await list('2025-03-10', BETA, 6);
  expect(enrolments()).toEqual([`${ALPHA} 6 main - 2024-09-01 -`, `${BETA} 6 dual - 2025-01-10 -`]);
  expect(files[0]?.warnings.join()).toMatch(/registered at this school as dual/);
  const marks = `local_id,school_urn,date,session,code\nK1,${ALPHA},17/03/2025,AM,/\nK1,${BETA},18/03/2025,AM,/`;
  expect((await importAll(store, { 'marks.csv': csv(marks) })).files).toMatchObject([{ added: 2, refused: 0 }]);
});

it('a school that a list names away and back is open once, however often the school gives one row for it', async () => {
  await list('2025-03-03', ALPHA, 6);
  await list('2025-03-10', BETA, 6);
  await list('2025-03-17', ALPHA, 6);
  const expected = [
    `${ALPHA} 6 main - 2024-09-01 2025-03-16`,
    `${BETA} 6 main - 2025-03-10 2025-03-16`,
    `${ALPHA} 6 main - 2025-03-17 -`,
  ];
  for (const day of ['2025-03-24', '2025-03-31']) {
    await enrol(day, `K1,${ALPHA},6,main,,,01/09/2024,`);
    expect(enrolments()).toEqual(expected);
  }
});

it.each([[['2025-03-20', '2025-01-10']], [['2025-01-10', '2025-03-20']]])(
  'each file is right about the timetable of its own day: %s',
  async (days) => {
    await list('2024-10-01', ALPHA, 6);
    const sessions = { '2025-03-20': '10,no,01/09/2024,', '2025-01-10': '3,no,05/11/2024,' } as Record<string, string>;
    for (const day of [...days, ...days]) await enrol(day, `K1,${ALPHA},6,main,${sessions[day]}`);
    expect(enrolments()).toEqual([
      `${ALPHA} 6 main 10 2024-09-01 2024-11-04`,
      `${ALPHA} 6 main 3 2024-11-05 2025-03-19`,
      `${ALPHA} 6 main 10 2025-03-20 -`,
    ]);
  },
);

it.each([
  ['01/09/2024', '05/11/2024'],
  ['05/11/2024', '01/09/2024'],
])('a file that gives both stretches is taken as it says, whichever row stands first: %s', async (...starts) => {
  await list('2024-10-01', ALPHA, 6);
  const sessions = { '01/09/2024': 10, '05/11/2024': 3 } as Record<string, number>;
  for (const day of ['2025-03-20', '2025-03-27'])
    await enrol(day, ...starts.map((start) => `K1,${ALPHA},6,main,${sessions[start]},no,${start},`));
  expect(enrolments()).toEqual([`${ALPHA} 6 main 10 2024-09-01 2024-11-04`, `${ALPHA} 6 main 3 2024-11-05 -`]);
});

it('a list of late August with the year to come rewrites no year that ends', async () => {
  await list('2025-03-03', ALPHA, 6);
  await list('2025-08-26', ALPHA, 7);
  expect([await yearOn('2025-03-31'), await yearOn('2025-09-10')]).toEqual([6, 7]);
  await list('2025-09-08', BETA);
  expect([await yearOn('2025-03-31'), await yearOn('2025-09-10')]).toEqual([6, 7]);
});

it('a first list of late August goes by the birth date, and the child is in the year said from September', async () => {
  await list('2025-08-26', ALPHA, 7);
  expect([await yearOn('2025-03-31'), await yearOn('2025-09-10')]).toEqual([6, 7]);
});

it('another school with an empty cell for the year group keeps the year group that a list gave', async () => {
  await list('2025-03-03', ALPHA, 5);
  await list('2025-03-10', BETA);
  expect(await yearOn('2025-03-31')).toBe(5);
  await enrol('2025-09-15', `K1,${BETA},,main,,,10/03/2025,22/07/2025`, `K1,${ALPHA},,main,,,01/09/2025,`);
  expect(await yearOn('2025-09-15')).toBe(6);
});

it('a part-time timetable that ended is said by full time, in whichever order the files come, and is undone', async () => {
  await list('2025-03-03', ALPHA, 6);
  const part = () => enrol('2025-03-05', `K1,${ALPHA},6,main,3,yes,01/09/2024,`);
  const full = () => enrol('2025-05-06', `K1,${ALPHA},6,main,full time,none,06/05/2025,`);
  const expected = [`${ALPHA} 6 main 3 2024-09-01 2025-05-05`, `${ALPHA} 6 main - 2025-05-06 -`];
  const { batchId: first } = await part();
  const { batchId } = await full();
  expect(enrolments()).toEqual(expected);
  expect((await full()).files).toMatchObject([{ unchanged: 1 }]);
  expect((await part()).files).toMatchObject([{ unchanged: 1 }]);
  expect(rows(store, 'SELECT alternative_provision AS ap FROM enrolment ORDER BY start_date')).toEqual([
    { ap: 1 },
    { ap: 0 },
  ]);
  const after = rows<{ id: string }>(
    store,
    "SELECT id FROM import_batch WHERE state = 'committed' ORDER BY at DESC, id DESC",
  );
  for (const each of after.slice(0, 2)) expect((await undo(store, each.id)).state).toBe('done');
  expect((await undo(store, batchId)).state).toBe('done');
  expect(enrolments()).toEqual([`${ALPHA} 6 main 3 2024-09-01 -`]);
  expect((await undo(store, first)).state).toBe('done');
  await full();
  await part();
  expect(enrolments()).toEqual(expected);
});
