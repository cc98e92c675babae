import { afterEach, beforeEach, expect, it } from 'vitest';
import { list, theReturn } from '#test/imports/attackedSupport.ts';
import { csv, everything, importAll, rows, undo } from '#test/imports/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { mergingOf, twoRecords } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-07-31' });
  await store.write((writer) => void aSchool(writer, { urn: '118264', name: 'Hill School' }));
});
afterEach(() => store.close());

const suspended = (localId: string) => ({
  'suspensions 2025-03-20.csv': csv(`local_id,school_urn,category,start_date,sessions,reason_1,status
    ${localId},118264,SUSP,2025-03-10,4,DB,issued`),
});
const sen = (localId: string, status: string) => ({
  'sen 2025-03-20.csv': csv(`local_id,status,valid_from
    ${localId},${status},2024-09-01`),
});
const idOf = (localId: string) =>
  rows<{ id: string }>(store, 'SELECT child_id AS id FROM child_identifier WHERE value = ?', localId)[0]?.id ?? '';

it.each(['M1', 'M9'])('a merge is not undone while what a later file gave to %s stands', async (localId) => {
  const { staysId, merge } = await twoRecords(store);
  const { batchId } = await merge();
  const { batchId: later } = await importAll(store, suspended(localId));
  expect(rows(store, 'SELECT child_id AS id FROM suspension')).toEqual([{ id: staysId }]);
  const merged = everything(store);
  const refused = await undo(store, batchId);
  expect(refused).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
  expect(refused.error?.message).toContain('suspensions 2025-03-20.csv');
  expect(everything(store)).toEqual(merged);
  // The newest first, and brought in again: each fact is of the record whose number the file has.
  expect(await undo(store, later)).toMatchObject({ state: 'done' });
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  await importAll(store, suspended(localId));
  expect(rows(store, 'SELECT child_id AS id FROM suspension')).toEqual([{ id: idOf(localId) }]);
});

it('nor where a later file only confirmed what the two together have', async () => {
  const { merge } = await twoRecords(store, {}, { sen: [{ status: 'E', from: '2024-09-01' }] });
  const { batchId } = await merge();
  const before = rows(store, 'SELECT * FROM sen_status');
  const { files, batchId: later } = await importAll(store, sen('M1', 'E'));
  expect([files[0]?.unchanged, rows(store, 'SELECT * FROM sen_status')]).toEqual([1, before]);
  expect(await undo(store, batchId)).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
  expect(await undo(store, later)).toMatchObject({ state: 'done' });
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
});

it('what was changed and is as it was again, and what concerns others, keeps no merge from being undone', async () => {
  const { staysId, goesId, merge } = await twoRecords(store);
  await store.write((writer) => void aChild(writer, { localId: 'M2' }));
  const before = everything(store);
  const { batchId } = await merge();
  await store.write((writer) => void writer.update('child', staysId, { ethnicity: 'WBRI' }));
  expect(await undo(store, batchId)).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
  await store.write((writer) => void writer.update('child', staysId, { ethnicity: null }));
  const { batchId: other } = await importAll(store, suspended('M2'));
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  expect(await undo(store, other)).toMatchObject({ state: 'done' });
  expect(everything(store)).toEqual(before);
  expect([idOf('M1'), idOf('M9')]).toEqual([staysId, goesId]);
});

it('an import of either record is not undone under a merge, which was decided over what it said', async () => {
  const { merge } = await twoRecords(store, {}, { sen: [{ status: 'K', from: '2024-09-01' }] });
  const { batchId: earlier } = await importAll(store, sen('M1', 'E'));
  const { batchId } = await merge();
  // SEN K of the record that went gave way to E: without E the child would have none.
  const refused = await undo(store, earlier);
  expect(refused).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
  expect(refused.error?.message).toContain('Two records made one');
  expect(rows(store, 'SELECT status FROM sen_status')).toEqual([{ status: 'E' }]);
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  expect(await undo(store, earlier)).toMatchObject({ state: 'done' });
  expect(rows(store, 'SELECT status FROM sen_status')).toEqual([{ status: 'K' }]);
});

it('the first of two merges into one record is undone only after the second', async () => {
  const { staysId, merge } = await twoRecords(store);
  const first = await merge();
  const third = await store.write((writer) => aChild(writer, { localId: 'M3', dateOfBirth: '2013-02-14' }));
  const second = await mergingOf(store, staysId, third).merge();
  expect(await undo(store, first.batchId)).toMatchObject({ state: 'failed' });
  expect(await undo(store, second.batchId)).toMatchObject({ state: 'done' });
  expect(await undo(store, first.batchId)).toMatchObject({ state: 'done' });
  expect(rows(store, 'SELECT 1 FROM child')).toHaveLength(3);
});

it('what was made secret while the two were one is secret in both afterwards', async () => {
  const { staysId, goesId, merge } = await twoRecords(store);
  const { batchId } = await merge();
  await store.call('secrets.mark', { childId: staysId, reason: 'a threat to the foster family' });
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  for (const childId of [staysId, goesId]) {
    const { header } = await store.call('children.get', { childId, asAt: '2025-07-31' });
    expect(header.confidentialPlacement).toBe(true);
  }
  expect(rows(store, 'SELECT local_id AS id, reason FROM secret_placement ORDER BY local_id')).toEqual([
    { id: 'M1', reason: 'a threat to the foster family' },
    { id: 'M9', reason: 'a threat to the foster family' },
  ]);
});

it('a placement that somebody made secret since a merge is open in neither record after it is undone', async () => {
  const { staysId, goesId, merge } = await twoRecords(
    store,
    {},
    { episodes: [{ start: '2021-01-01', placementType: 'U1' }] },
  );
  const { batchId } = await merge(['care']);
  await store.call('secrets.mark', { childId: staysId, reason: 'the father must not know' });
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  const { header } = await store.call('children.get', { childId: goesId, asAt: '2025-07-31' });
  expect(header).toMatchObject({ placementType: 'U1', confidentialPlacement: true });
});

it.each(['M1', 'M9'])('nor one of %s whose opening was taken back meanwhile', async (secretOf) => {
  const { staysId, goesId, merge } = await twoRecords(store);
  await store.call('secrets.mark', { childId: secretOf === 'M1' ? staysId : goesId, reason: 'a threat' });
  const [{ id: secretId } = { id: '' }] = rows<{ id: string }>(store, 'SELECT id FROM secret_placement');
  const asked = { childId: secretOf === 'M1' ? staysId : goesId, secretId };
  await store.call('secrets.answer', { ...asked, answer: 'open', reason: 'the threat is over' });
  const { batchId } = await merge();
  await store.call('secrets.takeBack', { childId: staysId, secretId });
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  for (const childId of [staysId, goesId]) {
    const { header } = await store.call('children.get', { childId, asAt: '2025-07-31' });
    expect(header.confidentialPlacement).toBe(true);
  }
});

it('no second record of a child is opened whose record adoption has closed since', async () => {
  await importAll(store, list('2025-01-10'));
  const goesId = await store.write((writer) =>
    aChild(writer, { localId: 'K9', name: { forename: 'Ana', surname: 'Sample' }, upn: 'H801200001001' }),
  );
  const { batchId } = await mergingOf(store, idOf('K1'), goesId).merge();
  const adopted = 'K1,03/02/2024,S,C1,N1,U6,PR1,14/02/2025,E11,,CT9 1AB,CT9 1AB,';
  await importAll(store, theReturn('2025-04-10', adopted));
  const refused = await undo(store, batchId);
  expect(refused).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
  expect(refused.error?.message).not.toMatch(/sample/i);
  expect(rows(store, 'SELECT id FROM child WHERE sealed_on IS NULL')).toEqual([]);
});
