import { afterEach, beforeEach, expect, it } from 'vitest';
import { csv, everything, preview as look, rows, undo } from '#test/imports/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';

/** The first sessions of a week, and nothing after. */
const week = (codes: string) => weekOf([...codes.split(' '), ...Array<string>(10).fill('-')].slice(0, 10).join(' '));

const [r1, r2, r3] = [1, 2, 3].map((at) => `01900000-0000-7000-8000-00000000000${at}`) as [string, string, string];

let store: TestStore;
let [staysId, goesId] = ['', ''];
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  await store.write((writer) => {
    const schoolId = aSchool(writer, { urn: '118264', name: 'Hill School' });
    const enrolled = (weeks: Record<string, string>) => [{ schoolId, start: '2024-09-01', ncYear: 7, weeks }];
    const year = { academicYear: '2023/24', keyStage: 'KS2', component: 'scaledScore' };
    staysId = aChild(writer, {
      ...{ localId: 'M1', name: { forename: 'Ida', surname: 'Sample' }, dateOfBirth: '2013-02-14' },
      enrolments: enrolled({ '2024-12-02': week('/ \\ / \\'), '2024-12-09': week('N') }),
      results: [{ id: r1, ...year, subject: 'maths', value: '101' }],
      peps: [{ due: '2025-01-20', status: 'submitted', held: '2025-01-15' }],
    });
    goesId = aChild(writer, {
      ...{
        localId: 'M9',
        name: { forename: 'Ida', surname: 'Sampel' },
        dateOfBirth: '2013-02-14',
        upn: 'H801200001001',
      },
      enrolments: enrolled({ '2024-12-09': week('/ \\ L'), '2024-12-16': week('/') }),
      results: [
        { id: r2, ...year, subject: 'maths', value: '101' },
        { id: r3, ...year, subject: 'maths', value: '104', receivedOn: '2025-02-01', supersedes: r2 },
      ],
      suspensions: [{ start: '2025-01-10', sessions: 4 }],
      socialWorker: 'Sam Worker',
    });
  });
});
afterEach(() => store.close());

const preview = (fromGoes: string[] = []) => store.call('children.mergePreview', { staysId, goesId, fromGoes });
const merge = async (fromGoes: string[] = []) => {
  const { seen } = await preview(fromGoes);
  return store.call('children.merge', { staysId, goesId, fromGoes, seen, reason: 'made twice by a mistyped number' });
};

it('shows where the two differ before anything is written', async () => {
  const before = everything(store);
  expect(await preview()).toMatchObject({
    stays: { listName: 'SAMPLE, Ida' },
    goes: { listName: 'SAMPEL, Ida' },
    problem: null,
    collisions: [{ id: 'legalName', title: 'Name', holds: 'stays', goes: expect.stringContaining('Ida Sampel') }],
    marksThatDiffer: 1,
  });
  expect((await preview(['legalName'])).collisions[0]).toMatchObject({ holds: 'goes' });
  expect(everything(store)).toEqual(before);
});

it('makes two records one: nothing is lost, and an undo gives back every row', async () => {
  const before = everything(store);
  const { batchId } = await merge();
  expect(rows(store, 'SELECT id FROM child')).toEqual([{ id: staysId }]);
  expect(rows(store, "SELECT value FROM child_identifier WHERE kind = 'localId' ORDER BY value")).toEqual([
    { value: 'M1' },
    { value: 'M9' },
  ]);
  expect(rows(store, 'SELECT week_start AS week, marks FROM attendance_week ORDER BY week_start')).toEqual([
    { week: '2024-12-02', marks: week('/ \\ / \\') },
    { week: '2024-12-09', marks: week('N \\ L') },
    { week: '2024-12-16', marks: week('/') },
  ]);
  expect(rows(store, 'SELECT id, supersedes_id AS supersedes FROM attainment_result ORDER BY id')).toEqual([
    { id: r1, supersedes: null },
    { id: r3, supersedes: r1 },
  ]);
  for (const table of ['suspension', 'child_professional', 'pep'])
    expect(rows(store, `SELECT child_id FROM ${table}`)).toEqual([{ child_id: staysId }]);
  expect(rows(store, "SELECT into_id FROM row_alias WHERE table_name = 'child'")).toEqual([{ into_id: staysId }]);
  const { header } = await store.call('children.get', { childId: staysId, asAt: '2025-03-31' });
  expect(header).toMatchObject({
    listName: 'SAMPLE, Ida',
    localId: 'M1',
    upn: 'H801200001001',
    socialWorker: 'Sam Worker',
  });
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  expect(everything(store)).toEqual(before);
});

it('takes what the record that goes says where a person decides so', async () => {
  await merge(['legalName']);
  expect(rows(store, 'SELECT surname FROM child_name')).toEqual([{ surname: 'Sampel' }]);
});

it('never merges a record that adoption has closed', async () => {
  await store.write((writer) => void writer.update('child', goesId, { sealed_on: '2024-05-01' }));
  const { problem, seen } = await preview();
  expect(problem).toBe('A record that adoption has closed is not merged');
  const reply = await store.reply('children.merge', { staysId, goesId, seen, reason: 'made twice' });
  expect(reply).toMatchObject({ ok: false, error: { code: 'conflict' } });
});

it('writes nothing where one of the two has changed since it was looked at', async () => {
  const { seen } = await preview();
  await store.write((writer) => void writer.update('child', goesId, { ethnicity: 'WBRI' }));
  const reply = await store.reply('children.merge', { staysId, goesId, seen, reason: 'made twice' });
  expect(reply).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(rows(store, 'SELECT id FROM child')).toHaveLength(2);
});

it('gives secrecy back to the record that comes back', async () => {
  const secret = { from_date: '2024-01-01', to_date: null, kind: 'said', reason: 'confidential', said_by: 'a list' };
  await store.write(
    (writer) => void writer.insert('secret_placement', { child_id: goesId, local_id: 'M9', issuer: '886', ...secret }),
  );
  const { batchId } = await merge();
  expect(rows(store, 'SELECT child_id AS id FROM secret_placement')).toEqual([{ id: staysId }]);
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  expect(rows(store, 'SELECT child_id AS id FROM secret_placement')).toEqual([{ id: goesId }]);
});

it('knows the child by the name and birth date of the record that went, too', async () => {
  await store.write((writer) => {
    const [name] = rows<{ id: string }>(store, 'SELECT id FROM child_name WHERE child_id = ?', goesId);
    const [birth] = rows<{ id: string }>(store, 'SELECT id FROM child_date_of_birth WHERE child_id = ?', goesId);
    writer.update('child_name', name?.id ?? '', { surname: 'Oldname', forename: 'Una' });
    writer.update('child_date_of_birth', birth?.id ?? '', { date_of_birth: '2013-04-12' });
  });
  await merge();
  const list = (localId: string) => ({
    'list.csv': csv(`local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start
    ${localId},Oldname,Una,12/04/2013,886,01/01/2020`),
  });
  // By the number that went it is the child; by another number it is asked, never made again.
  expect((await look(store, list('M9'))).files).toMatchObject([{ added: 0, waiting: 0, refused: 0 }]);
  const { whoIs } = await look(store, list('M77'));
  expect(whoIs).toMatchObject([{ candidates: [{ childId: staysId, agrees: ['name', 'dateOfBirth'] }] }]);
});
