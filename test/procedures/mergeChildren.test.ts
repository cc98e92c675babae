import { afterEach, beforeEach, expect, it } from 'vitest';
import { csv, ended, everything, importAll, preview as look, rows, undo } from '#test/imports/support.ts';
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

const recordOf = (childId: string) => store.call('children.get', { childId, asAt: '2025-03-31' });
/** A child that a list brings, and the import. */
async function brought(localId: string) {
  const list = csv(`local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start
    ${localId},Listed,Una,12/04/2013,886,01/01/2020`);
  const { batchId } = await importAll(store, { 'list 2025-03-01.csv': list });
  const [made] = rows<{ id: string }>(store, 'SELECT child_id AS id FROM child_identifier WHERE value = ?', localId);
  return { id: made?.id ?? '', batchId };
}

it('leads from the id of the record that went to the one that stayed, and back when the merge is undone', async () => {
  staysId = (await brought('M30')).id;
  const { batchId } = await merge();
  const { header, childId } = await recordOf(goesId);
  expect({ childId, name: header.listName }).toEqual({ childId: staysId, name: 'LISTED, Una' });
  const chosen = { asAt: '2025-03-31', filters: {}, childIds: [goesId, staysId], purpose: 'a meeting' };
  expect((await store.call('exports.children', chosen)).childIds).toEqual([staysId]);
  // What is on record of either is found by either.
  for (const search of [goesId, staysId])
    expect((await store.call('audit.list', { search })).rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['read child', 'export list of children']),
    );
  await undo(store, batchId);
  expect(await recordOf(goesId)).toMatchObject({ childId: goesId, header: { listName: 'SAMPEL, Ida' } });
});

it('finds in the audit what was read of the record before it went', async () => {
  await recordOf(goesId);
  await merge();
  const { rows: found } = await store.call('audit.list', { search: staysId });
  expect(found.at(-1)).toMatchObject({ action: 'read child' });
});

it('leads through several merges to the record that is left', async () => {
  await merge();
  const lastId = await store.write((writer) => aChild(writer, { localId: 'M10', dateOfBirth: '2013-02-14' }));
  const records = { staysId: lastId, goesId: staysId, fromGoes: [] };
  const { seen } = await store.call('children.mergePreview', records);
  await store.call('children.merge', { ...records, seen, reason: 'and a third' });
  for (const id of [goesId, staysId]) expect(await recordOf(id)).toMatchObject({ childId: lastId });
});

it('gives no new row the id of one that went, which an undo of the merge brings back', async () => {
  goesId = (await brought('M30')).id;
  const key = ['886', 'M30', '2013-04-12'];
  const { batchId } = await merge();
  const [free] = await store.write((writer) => [writer.idOf('child', key)]);
  expect(free).not.toBe(goesId);
  await store.write((writer) => writer.insert('child', { id: free, disabled: 0 }));
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  expect(rows(store, 'SELECT id FROM child')).toHaveLength(4);
});

it('tells of each fact the import that brought it, of whichever record', async () => {
  const { id, batchId } = await brought('M30');
  goesId = id;
  const { batchId: merged } = await merge(['care']);
  const { care } = await recordOf(staysId);
  const of = (value: string) => care.identifiers.find((each) => each.value === value)?.origin.batchId;
  // The merge ended the number that went, and changed nothing of the care that was chosen.
  expect([of('M30'), of('M1')]).toEqual([merged, null]);
  expect(care.episodes.map(({ origin }) => origin.batchId)).toEqual([batchId]);
});

it('asks what waited for the record that went of the one that stayed', async () => {
  const twin = csv(`local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start
    M77,Sampel,Ida,14/02/2013,886,01/01/2020`);
  await importAll(store, { 'list 2025-03-01.csv': twin });
  const open = async () => (await store.call('imports.questions', {})).rows;
  const candidates = async () => (await open()).map((each) => each.candidates.map(({ childId }) => childId));
  expect((await candidates()).flat().toSorted()).toEqual([staysId, goesId].toSorted());
  const { batchId } = await merge();
  expect(await candidates()).toEqual([[staysId]]);
  await undo(store, batchId);
  expect((await candidates()).flat()).toHaveLength(2);
  await merge();
  // Answered by somebody whose screen still shows the record that went.
  const [question] = await open();
  const answers = [{ questionId: question?.id ?? '', answer: goesId }];
  const { jobId } = await store.call('imports.answer', { answers });
  expect(await ended(store, jobId)).toMatchObject({ state: 'done' });
  expect(rows(store, "SELECT child_id AS id FROM child_identifier WHERE value = 'M77'")).toEqual([{ id: staysId }]);
});

it('judges by the record it became whether somebody may see it', async () => {
  const asked = { childId: goesId, asAt: '2025-03-31' };
  await merge();
  await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3') });
  expect(await store.reply('children.get', asked)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  await store.signInAs({ role: 'head' });
  expect(await store.reply('children.get', asked)).toMatchObject({ ok: true });
});

it('decides about a possible leaver by the row of either record', async () => {
  const listed = (...lines: string[]) =>
    csv(`local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start
    ${lines.join('\n')}`);
  const [a, b, c] = ['Ann', 'Bea', 'Cai'].map((name, at) => `M4${at},${name},${name},1${at}/04/2013,886,01/01/2020`);
  await importAll(store, { 'list 2025-03-01.csv': listed(a ?? '', b ?? '', c ?? '') });
  await importAll(store, { 'list 2025-03-08.csv': listed(c ?? '') });
  const waiting = async () =>
    (await store.call('leavers.list', {})).rows.filter(({ listName }) => /ANN|BEA/.test(listName));
  const [one, other] = (await waiting()).toSorted((x, y) => (x.listName < y.listName ? -1 : 1));
  [staysId, goesId] = [one?.childId ?? '', other?.childId ?? ''];
  await merge();
  const [left] = await waiting();
  const leaverIds = [one?.leaverId ?? '', other?.leaverId ?? ''];
  expect(leaverIds).toContain(left?.leaverId);
  expect(await store.call('leavers.decide', { leaverIds, decision: { as: 'stillWithUs' } })).toMatchObject({
    decided: 1,
  });
  expect(await waiting()).toEqual([]);
});

it('makes a pack of the child who was chosen before the two were one, once', async () => {
  const [{ id: schoolId } = { id: '' }] = rows<{ id: string }>(store, 'SELECT id FROM school');
  await merge();
  const chosen = { schoolId, asAt: '2025-03-31', childIds: [goesId, staysId] };
  const { children } = await store.call('packs.preview', chosen);
  expect(children.map(({ childId }) => childId)).toEqual([staysId]);
});
