// Suspensions as they come again in a council's year (domain.md section 7; issue 8 section 1).
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { ALPHA, enrolments, lines, list, schools, suspensions } from './attackedSupport.ts';
import { ended, importAll, preview } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-02-10' });
});
afterEach(() => store.close());

const held = () => lines(store, 'SELECT start_date, sessions FROM suspension ORDER BY 1');
beforeEach(async () => {
  await importAll(store, schools);
  await importAll(store, list('2025-09-01'));
  await importAll(store, enrolments('2025-09-05', `K1,${ALPHA},9,main,01/09/2023,`));
});

it('a suspension whose first day is put right is not there twice, and an older file does not turn it back', async () => {
  const before = suspensions('2025-11-20', `K1,${ALPHA},SUSP,13/11/2025,6,PA,`);
  await importAll(store, before);
  const again = suspensions('2025-11-27', `K1,${ALPHA},SUSP,14/11/2025,6,PA,`);
  const seen = await preview(store, again);
  expect(seen.differences).toMatchObject([{ was: '2025-11-13', now: '2025-11-14', as: 'correction', canFlip: true }]);
  await importAll(store, again);
  expect(held()).toEqual(['2025-11-14 6']);
  expect(await importAll(store, before)).toMatchObject({ files: [{ unchanged: 1 }] });
  expect(await importAll(store, again)).toMatchObject({ files: [{ unchanged: 1 }] });
  expect(held()).toEqual(['2025-11-14 6']);
});

it('two of one week in one file are two, and so they are where a person says so', async () => {
  const two = [`K1,${ALPHA},SUSP,10/11/2025,2,PA,`, `K1,${ALPHA},SUSP,13/11/2025,2,PA,`];
  await importAll(store, suspensions('2025-11-20', ...two));
  await importAll(store, suspensions('2025-11-27', ...two));
  expect(held()).toEqual(['2025-11-10 2', '2025-11-13 2']);
  const third = suspensions('2025-12-01', `K1,${ALPHA},SUSP,14/11/2025,2,DB,`);
  const { previewId, differences } = await preview(store, third);
  const decisions = differences.map(({ id }) => ({ id, answer: 'change' }));
  const { jobId } = await store.call('imports.commit', { previewId, decisions });
  expect(await ended(store, jobId)).toMatchObject({ state: 'done' });
  expect(held()).toEqual(['2025-11-10 2', '2025-11-13 2', '2025-11-14 2']);
});

it('a new one without a length is refused', async () => {
  const { files } = await importAll(store, suspensions('2025-11-20', `K1,${ALPHA},SUSP,13/11/2025,,PA,`));
  expect(files).toMatchObject([{ refused: 1, refusals: [{ field: 'sessions' }] }]);
});

it('a suspension is cancelled by a row that says no more than that', async () => {
  await importAll(store, suspensions('2025-11-20', `K1,${ALPHA},SUSP,13/11/2025,6,PA,`));
  await importAll(store, suspensions('2025-11-27', `K1,${ALPHA},SUSP,13/11/2025,,,cancelled`));
  expect(lines(store, 'SELECT sessions, status FROM suspension')).toEqual(['6 cancelled']);
});

it('what a newer file does not say of a suspension is still to be had of an older one', async () => {
  await importAll(store, suspensions('2025-11-27', `K1,${ALPHA},SUSP,13/11/2025,6,,`));
  await importAll(store, suspensions('2025-11-20', `K1,${ALPHA},SUSP,13/11/2025,6,PA,cancelled`));
  expect(lines(store, 'SELECT reason_1, status FROM suspension')).toEqual(['PA cancelled']);
});
