// Marks name a school without a URN by its name: of several of one name it is told which is meant, or asked.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { counts, csv, importAll, rows, undo } from './support.ts';

let store: TestStore;
let [ashford, leeds] = ['', ''];
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  await store.write((writer) => {
    ashford = writer.insert('school', { name: "St Mary's", postcode: 'TN23 1AA', laestab: '8869001' });
    leeds = writer.insert('school', { name: 'St. Marys', postcode: 'LS1 1AA', laestab: '3839001' });
  });
});
afterEach(() => store.close());

const enrol = (localId: string, ...schools: [id: string, kind?: string][]) =>
  store.write((writer) => {
    const childId = aChild(writer, { localId });
    for (const [schoolId, kind = 'main'] of schools)
      writer.insert('enrolment', {
        ...{ child_id: childId, school_id: schoolId, kind, start_date: '2024-09-01' },
        ...{ alternative_provision: 0 },
      });
  });
const marks = (columns: string, ...cells: string[]) =>
  importAll(store, {
    'marks 2025-03-10.csv': csv(
      [
        `local_id,school_urn,school_name,${columns}date,session,code`,
        ...cells.map((cell) => `${cell}03/03/2025,AM,/`),
      ].join('\n'),
    ),
  });
const held = () =>
  rows(
    store,
    `SELECT school.name, trim(marks) AS marks FROM attendance_week JOIN enrolment ON enrolment.id = enrolment_id
     JOIN school ON school.id = school_id ORDER BY 1`,
  ).map((row) => Object.values(row).join(' '));

it('a week at two schools of one name is refused with what to add, and taken by LAESTAB or postcode', async () => {
  await enrol('K1', [ashford], [leeds, 'dual']);
  const { files } = await marks('', 'K1,,St Marys,');
  expect(counts(files)).toEqual(['0 0 0 1']);
  expect(files[0]?.refusals).toMatchObject([
    { row: 2, field: 'school_name', value: 'St Marys', reason: expect.stringMatching(/^Several schools here/) },
  ]);
  const { batchId } = await marks('school_postcode,', 'K1,,St Marys,ls1 1aa,');
  expect(held()).toEqual(['St. Marys /']);
  expect((await undo(store, batchId)).state).toBe('done');
  await marks('school_laestab,school_postcode,', 'K1,,St Marys,886/9001,,');
  expect(held()).toEqual(["St Mary's /"]);
  expect(counts((await marks('school_laestab,', 'K1,,ST MARYS,8869001,')).files)).toEqual(['0 0 1 0']);
});

it('a place that the file says otherwise is never the other school of the name', async () => {
  await enrol('K1', [ashford]);
  for (const [columns, cell] of [
    ['school_postcode,', 'LS1 1AA'],
    ['school_laestab,', '383/9001'],
  ] as const) {
    const { files } = await marks(columns, `K1,,St Marys,${cell},`);
    expect(files[0]?.refusals).toMatchObject([{ value: 'St Marys', reason: expect.stringMatching(/not enrolled/) }]);
  }
  const { files } = await marks('school_postcode,', 'K1,,St Marys,M1 1AA,');
  expect(files[0]?.refusals).toMatchObject([{ reason: expect.stringMatching(/^No school here has this name/) }]);
  expect(held()).toEqual([]);
});

it('where the enrolment alone tells which of several is meant, that is said once', async () => {
  await enrol('K1', [ashford]);
  await enrol('K2', [leeds]);
  const { files } = await marks('', 'K1,,St Marys,', 'K2,,St Marys,');
  expect(counts(files)).toEqual(['2 0 0 0']);
  expect(held()).toEqual(["St Mary's /", 'St. Marys /']);
  expect(files[0]?.warnings.filter((words) => words.includes('Several schools here have this name'))).toHaveLength(1);
});

it('an older file about the one turns nothing back at the other, and nothing of its own', async () => {
  await enrol('K1', [ashford], [leeds, 'dual']);
  const of = (day: string, place: string, code: string) =>
    importAll(store, {
      [`marks ${day}.csv`]: csv(
        `local_id,school_urn,school_name,school_postcode,date,session,code\nK1,,St Marys,${place},03/03/2025,AM,${code}`,
      ),
    });
  await of('2025-03-10', 'LS1 1AA', 'I');
  await of('2025-03-05', 'TN23 1AA', '/');
  await of('2025-03-20', 'TN23 1AA', 'L');
  await of('2025-03-06', 'TN23 1AA', '/');
  await of('2025-03-06', 'LS1 1AA', '/');
  expect(held()).toEqual(["St Mary's L", 'St. Marys I']);
});

it('a workbook or a file with quotation marks is read the same way', async () => {
  await enrol('K1', [ashford], [leeds, 'dual']);
  const { files } = await importAll(store, {
    'marks.csv': csv(
      'local_id,school_urn,school_name,school_postcode,date,session,code\nK1,"","St Marys","TN23 1AA",03/03/2025,AM,/\nK1,"","St Marys","",03/03/2025,PM,/',
    ),
  });
  expect(counts(files)).toEqual(['1 0 0 1']);
  expect(files[0]?.refusals).toMatchObject([{ row: 3 }]);
});
