import { afterEach, beforeEach, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { list, theReturn } from './attackedSupport.ts';
import { csv, ended, importAll, rows, undo } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-07-31' });
});
afterEach(() => store.close());

const results = (...given: string[]) =>
  csv(['local_id,academic_year,key_stage,subject,component,value,status,date_received,kind', ...given].join('\n'));
const open = async () => (await store.call('imports.questions', {})).rows;
const answer = async (questionId: string, as: string) => {
  const { jobId } = await store.call('imports.answer', { answers: [{ questionId, answer: as }] });
  return ended(store, jobId);
};

it('a file is not undone while rows of it stand that came in by an answer, and then it is', async () => {
  await importAll(store, list('2024-01-10'));
  const medway = await store.write((writer) => aChild(writer, { localId: '4711', responsibleAuthority: '210' }));
  const { batchId } = await importAll(store, {
    'results 2024-09-01.csv': results(
      '4711,2023/24,KS2,maths,scaledScore,101,final,09/07/2024,result',
      'K1,2023/24,KS2,maths,scaledScore,99,final,09/07/2024,result',
    ),
  });
  const [question] = await open();
  const answered = await answer(question?.id ?? '', medway);
  expect(answered).toMatchObject({ state: 'done' });
  const refused = await undo(store, batchId, 'the wrong file');
  expect(refused.error?.message).toContain('Answer to a question of results 2024-09-01.csv');
  expect(rows(store, 'SELECT value FROM attainment_result')).toHaveLength(2);
  const { batchId: answeringId } = answered.result as { batchId: string };
  expect(await undo(store, answeringId)).toMatchObject({ state: 'done' });
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  expect(rows(store, 'SELECT value FROM attainment_result')).toEqual([]);
});

it('the same file once more asks nothing twice, and one answer settles both', async () => {
  const medway = await store.write((writer) => aChild(writer, { localId: '4711', responsibleAuthority: '210' }));
  const file = results('4711,2023/24,KS2,maths,scaledScore,101,final,09/07/2024,result');
  await importAll(store, { 'results 2024-09-01.csv': file });
  const { batchId } = await importAll(store, { 'results 2024-09-08.csv': file });
  expect(await open()).toHaveLength(1);
  // The later file undone, the earlier one still asks.
  await undo(store, batchId);
  expect(await open()).toHaveLength(1);
  await importAll(store, { 'results 2024-09-08.csv': file });
  const [question] = await open();
  const answered = await answer(question?.id ?? '', medway);
  expect(await open()).toEqual([]);
  const { batchId: answeringId } = answered.result as { batchId: string };
  await undo(store, answeringId);
  expect(await open()).toHaveLength(1);
});

it('a child whom two lists miss stays in the queue: the first is not undone beneath the second', async () => {
  const row = (files: Record<string, string>) => (Object.values(files)[0] ?? '').split('\r\n');
  const other = row(list('2024-02-10', { local_id: 'K2', legal_surname: 'Other', date_of_birth: '06/06/2012' }))[1];
  await importAll(store, {
    'list 2024-02-10.csv': `${row(list('2024-02-10')).slice(0, 2).join('\r\n')}\r\n${other}\r\n`,
  });
  const first = await importAll(store, list('2024-03-10'));
  await importAll(store, list('2024-03-17'));
  const waiting = async () => (await store.call('leavers.list', {})).rows.map(({ listName }) => listName);
  expect(await waiting()).toEqual(['OTHER, Ana']);
  expect((await undo(store, first.batchId)).error?.message).toContain('list 2024-03-17.csv');
  expect(await waiting()).toEqual(['OTHER, Ana']);
});

it('a return that closed a record by mistake is undone after two people have opened it, and the record stays open', async () => {
  await importAll(store, list('2025-01-10'));
  const { batchId } = await importAll(
    store,
    theReturn('2025-04-10', 'K1,03/02/2024,S,C1,N1,U6,PR1,14/02/2025,E11,,CT9 1AB,CT9 1AB,'),
  );
  expect((await undo(store, batchId)).error?.message).toContain('after that the import can be undone');
  await store.signInAs({ role: 'assistantHead', name: 'Hope Head', localityId: store.locality('EK3') });
  await store.signInAsAdministrator();
  const [child] = rows<{ id: string }>(store, "SELECT child_id AS id FROM child_identifier WHERE value = 'K1'");
  const childId = child?.id ?? '';
  const [second] = (await store.call('children.whoCanConfirm', { childId })).people;
  const confirmed = { confirmedBy: second?.userId, passphrase: `${testPassphrase} 1` };
  expect(
    await store.reply('children.openClosed', { childId, reason: 'another child was meant', ...confirmed }),
  ).toMatchObject({ ok: true });
  expect(await undo(store, batchId)).toMatchObject({ state: 'done', error: null });
  expect(rows(store, 'SELECT sealed_on AS sealedOn FROM child')).toEqual([{ sealedOn: null }]);
});
