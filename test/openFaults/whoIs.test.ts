// Siblings and a child under another number of ours (domain.md section 10).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lists } from '#test/imports/attackedLists.ts';
import { lines, theReturn } from '#test/imports/attackedSupport.ts';
import { csv, ended, importAll } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

const upn = 'H801200001001';
let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
});
afterEach(() => store.close());

it.fails('F32: the episodes of a child of the return who is asked about go in with the answer', async () => {
  await importAll(store, lists('2025-09-01', { upn }));
  const row = '777001,03/02/2024,S,C2,N1,U6,PR1,,,,CT9 1AB,CT9 1AB,';
  await importAll(store, {
    ...theReturn('2026-01-20', row),
    'header 2026-01-20.csv': csv(`CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n777001,2,05/05/2012,WBRI,${upn},,`),
  });
  const [question] = (await store.call('imports.questions', {})).rows;
  const [child = ''] = lines(store, 'SELECT id FROM child');
  const { jobId } = await store.call('imports.answer', {
    answers: [{ questionId: question?.id ?? '', answer: child }],
  });
  await ended(store, jobId);
  expect(lines(store, 'SELECT legal_status, source FROM episode')).toEqual(['C2 SSDA903']);
});
