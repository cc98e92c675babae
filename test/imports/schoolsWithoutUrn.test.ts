import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { counts, csv, everything, importAll, preview, rows, undo } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const schools = {
  'schools 2025-03-01.csv': csv(`urn,name,postcode,phase,designated_teacher_name
    ,The Lighthouse Provision,CT9 1AB,other,Pat Teacher
    118264,Oak School,ME1 1AA,primary,`),
};
const list = {
  'list 2025-03-02.csv':
    csv(`local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,school_urn,school_name,nc_year
    K1,Sample,Ida,14/02/2010,886,03/06/2022,,the lighthouse provision,10
    K2,Sample,Jon,15/02/2013,886,01/02/2024,118264,,7`),
};
const more = {
  'enrolments 2025-03-03.csv': csv(`local_id,school_urn,school_name,start,end
    K1,,The Lighthouse Provision,04/09/2024,`),
  'attendance 2025-03-07.csv': csv(`local_id,school_urn,school_name,date,session,code
    K1,,The Lighthouse Provision,03/03/2025,AM,/
    K1,,THE LIGHTHOUSE  PROVISION,03/03/2025,PM,I
    K2,118264,,03/03/2025,AM,/`),
  'suspensions 2025-03-08.csv': csv(`local_id,school_urn,school_name,category,start_date,sessions,reason1
    K1,,The Lighthouse Provision,SUSP,04/03/2025,2,DB`),
  'peps 2025-03-09.csv': csv(`local_id,school_urn,school_name,reason,due,held
    K1,,The Lighthouse Provision,termly,04/04/2025,`),
};
const held = () =>
  rows(store, 'SELECT urn, name, postcode FROM school ORDER BY name').map((row) => Object.values(row).join(' '));

describe('A school without a URN', () => {
  it('is brought in by its name, and named by it in every file about children', async () => {
    const { files } = await importAll(store, { ...schools, ...list, ...more });
    expect(files.flatMap(({ refusals }) => refusals)).toEqual([]);
    expect(files.flatMap(({ warnings }) => warnings)).toEqual([]);
    expect(held()).toEqual(['118264 Oak School ME1 1AA', ' The Lighthouse Provision CT9 1AB']);
    const at = (table: string, column = 'school_id') =>
      rows(
        store,
        `SELECT DISTINCT school.name AS name FROM ${table} JOIN school ON school.id = ${column} ORDER BY 1`,
      ).map((row) => row.name);
    expect(at('enrolment')).toEqual(['Oak School', 'The Lighthouse Provision']);
    expect(rows(store, 'SELECT start_date AS d FROM enrolment ORDER BY 1').map(({ d }) => d)).toEqual([
      '2024-09-01',
      '2024-09-01',
    ]);
    for (const table of ['suspension', 'pep', 'school_contact'])
      expect(at(table)).toEqual(['The Lighthouse Provision']);
    expect(rows(store, 'SELECT trim(marks) AS marks FROM attendance_week ORDER BY 1')).toEqual([
      { marks: '/' },
      { marks: '/ I' },
    ]);
  });

  it('is not made twice by the same files again, and is taken back with them', async () => {
    const before = everything(store);
    const { batchId } = await importAll(store, { ...schools, ...list, ...more });
    const once = everything(store);
    const { files, batchId: again } = await importAll(store, { ...schools, ...list, ...more });
    expect(files.map(({ added, changed }) => [added, changed])).toEqual(files.map(() => [0, 0]));
    expect(everything(store)).toEqual(once);
    await undo(store, again);
    await undo(store, batchId);
    expect(everything(store)).toEqual(before);
  });

  it('gets its URN when it is registered, and keeps its children', async () => {
    await importAll(store, { ...schools, ...list });
    const registered = {
      'schools 2025-03-20.csv': csv(`urn,name,postcode\n150001,The Lighthouse Provision,CT9 1AB`),
    };
    const { files } = await importAll(store, registered);
    expect(counts(files)).toEqual(['0 1 0 0']);
    expect(files[0]?.warnings.join()).toContain('This school was here without a URN: from now on it has this one');
    expect(held()).toEqual(['118264 Oak School ME1 1AA', '150001 The Lighthouse Provision CT9 1AB']);
    // The file without a URN, brought in again, means the same school and says nothing of a URN.
    await importAll(store, { 'schools 2025-03-21.csv': csv('urn,name\n,The Lighthouse Provision') });
    expect(held()).toEqual(['118264 Oak School ME1 1AA', '150001 The Lighthouse Provision CT9 1AB']);
    await importAll(store, list);
    expect(rows(store, 'SELECT count(*) AS n FROM enrolment')).toEqual([{ n: 2 }]);
  });

  test.each([
    ['a name that nobody here has', 'The Lightouse', 'school_name', 'No school here has this name'],
    ['a name that two have', 'St Mary’s', 'school_name', 'Several schools here have this name'],
    ['no name and no URN', '', 'school_urn', 'Give the URN of the school, or its name where it has none'],
  ])('is asked for where a row gives %s', async (_what, name, field, words) => {
    await store.write((writer) => {
      aSchool(writer, { name: "St Mary's" });
      aSchool(writer, { name: 'St. Marys' });
      aChild(writer, { localId: 'K1' });
    });
    const seen = await preview(store, {
      'enrolments.csv': csv(`local_id,school_urn,school_name,start\n    K1,,${name},01/09/2024`),
    });
    expect(counts(seen.files)).toEqual(['0 0 0 1']);
    expect(seen.files[0]?.refusals).toMatchObject([{ field, reason: expect.stringContaining(words) }]);
  });

  it('a file about children that names schools is never taken for a list of schools', async () => {
    const { files } = await preview(store, {
      'peps.csv': csv('local_id,school_urn,school_name,reason,due\nK1,,Oak,termly,04/04/2025'),
    });
    expect(files[0]).toMatchObject({ format: null, warnings: [expect.stringContaining('which also needs held')] });
  });

  it('in the list costs only the school', async () => {
    const { files } = await importAll(store, list);
    expect(counts(files)).toEqual(['2 0 0 0']);
    expect(files[0]?.warnings.join()).toContain('No school here has this name: the child is taken without the school');
  });

  it('the register takes its own dates back, and says nothing of a column that it lacks', async () => {
    const gias = (day: string, columns: string, row: string) => ({
      [`edubasealldata${day}.csv`]: csv(
        `URN,LA (code),EstablishmentNumber,EstablishmentName,${columns}\n118264,886,2001,Oak School,${row}`,
      ),
    });
    const dates = () => rows(store, 'SELECT opened_on AS o, closed_on AS c FROM school');
    await importAll(store, gias('20250201', 'OpenDate,CloseDate', '01-09-2001,31-08-2025'));
    await importAll(store, gias('20250202', 'OpenDate', '01-09-2001'));
    expect(dates()).toEqual([{ o: '2001-09-01', c: '2025-08-31' }]);
    await importAll(store, gias('20250203', 'OpenDate,CloseDate', 'soon,'));
    expect(dates()).toEqual([{ o: '2001-09-01', c: null }]);
    await importAll(store, gias('20250202', 'OpenDate,CloseDate', '01-09-2001,31-08-2025'));
    expect(dates()).toEqual([{ o: '2001-09-01', c: null }]);
  });
});

describe('What a child does at no school', () => {
  const without = (day: string, ...lines: string[]) => ({
    [`enrolments ${day}.csv`]: csv(['local_id,school_urn,kind,start,end', ...lines].join('\n')),
  });
  const held = () =>
    rows(store, 'SELECT kind, start_date, end_date, alternative_provision FROM enrolment ORDER BY start_date').map(
      (row) => Object.values(row).join(' '),
    );

  it('is brought in without a school, once, shown, ended by a place, and taken back', async () => {
    await importAll(store, { ...schools, ...list });
    await store.write((writer) => aChild(writer, { localId: 'K3' }));
    const before = everything(store);
    const waits = without(
      '2025-03-10',
      'K3,,No place,06/01/2025,',
      'K3,,Tuition,13/01/2025,',
      'K3,,Home education,02/09/2024,20/12/2024',
    );
    const { batchId, files } = await importAll(store, waits);
    expect(counts(files)).toEqual(['3 0 0 0']);
    const three = ['homeEducation 2024-09-02 2024-12-20 0', 'noPlace 2025-01-06  0', 'tuition 2025-01-13  1'];
    expect(held().filter((row) => !row.startsWith('main'))).toEqual(three);
    const again = await importAll(store, waits);
    expect(counts(again.files)).toEqual(['0 0 3 0']);
    const placed = await importAll(store, without('2025-03-12', 'K3,118264,main,24/02/2025,'));
    expect(held()).toContain('noPlace 2025-01-06 2025-02-23 0');
    expect(held()).toContain('tuition 2025-01-13  1');
    for (const batch of [placed.batchId, again.batchId, batchId]) await undo(store, batch);
    expect(everything(store)).toEqual(before);
  });

  test.each([
    ['no school, and no word for it', 'K3,,,06/01/2025,', '2 school_urn'],
    ['a school, and a word for none', 'K3,118264,tuition,06/01/2025,', '2 kind'],
    ['a word that nobody knows', 'K3,,wandering,06/01/2025,', '2 kind'],
  ])('is refused with %s', async (_what, line, expected) => {
    await importAll(store, schools);
    await store.write((writer) => aChild(writer, { localId: 'K3' }));
    const { files } = await preview(store, without('2025-03-10', line));
    expect(files[0]?.refusals.map(({ row, field }) => `${row} ${field}`)).toEqual([expected]);
  });
});
