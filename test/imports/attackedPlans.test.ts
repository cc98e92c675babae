// What an attack on the write path found in November 2026: each was red when it was found.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { csv, ended, importAll, preview, rows, undo } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());
const L =
  'local_id,legal_surname,legal_forename,date_of_birth,upn,responsible_authority,care_start,legal_status,placement_type';
const list = (name: string, ...lines: string[]) => ({ [name]: csv([L, ...lines].join('\n')) });
const E = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
const H = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB';
const commit = async (previewId: string, more = {}) => {
  const { jobId } = await store.call('imports.commit', { previewId, ...more });
  return ended(store, jobId);
};
const open = async () => (await store.call('imports.questions', {})).rows;

it('a plan that nobody saw is not written, however often commit is pressed', async () => {
  await importAll(store, list('a 2025-03-01.csv', 'M1,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6'));
  const seen = await preview(store, list('b 2025-03-20.csv', 'M1,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6'));
  expect(seen.files).toMatchObject([{ unchanged: 1, changed: 0 }]);
  await importAll(store, list('c 2025-03-10.csv', 'M1,Other,Uma,14/02/2013,,886,01/01/2020,C2,U6'));
  expect((await commit(seen.previewId)).error?.code).toBe('conflict');
  const again = await commit(seen.previewId);
  expect([again.state, rows(store, 'SELECT surname FROM child_name WHERE valid_to IS NULL')]).toEqual([
    'failed',
    [{ surname: 'Other' }],
  ]);
});

it('a row that the reader refuses takes no held episode out', async () => {
  await importAll(store, {
    'h 2025-03-01.csv': csv(`${H}\nM1,1,14/02/2013,WBRI,UN3,,`),
    'e 2025-03-01.csv': csv(
      `${E}\nM1,01/06/2024,S,C2,N1,U6,PR1,01/11/2024,X1,,,CT9 1AB,\nM1,01/11/2024,P,C2,N1,K2,PR1,,,,,CT9 1AB,`,
    ),
  });
  expect(rows(store, 'SELECT start_date FROM episode ORDER BY 1')).toHaveLength(2);
  // the same return again; in the second row the code of need is mistyped
  await importAll(store, {
    'e 2025-03-20.csv': csv(
      `${E}\nM1,01/06/2024,S,C2,N1,U6,PR1,01/11/2024,X1,,,CT9 1AB,\nM1,01/11/2024,P,C2,N?,K2,PR1,,,,,CT9 1AB,`,
    ),
  });
  expect(rows(store, 'SELECT start_date FROM episode ORDER BY 1')).toEqual([
    { start_date: '2024-06-01' },
    { start_date: '2024-11-01' },
  ]);
});

it('a merge that is undone gives the secrecy back', async () => {
  const [a, b] = await store.write((w) => [
    aChild(w, { localId: 'M1', name: { forename: 'Ida', surname: 'Sample' }, dateOfBirth: '2013-02-14' }),
    aChild(w, {
      localId: 'M9',
      name: { forename: 'Ida', surname: 'Sampel' },
      dateOfBirth: '2013-02-14',
      episodes: [{ start: '2024-01-01', confidential: true }],
    }),
  ]);
  const { batchId } = await store.call('children.merge', {
    staysId: a ?? '',
    goesId: b ?? '',
    fromGoes: [],
    seen: (await store.call('children.mergePreview', { staysId: a ?? '', goesId: b ?? '', fromGoes: [] })).seen,
    reason: 'one child twice',
  });
  expect(await undo(store, batchId)).toMatchObject({ state: 'done' });
  expect(rows(store, 'SELECT child_id FROM secret_placement')).toEqual([{ child_id: b }]);
});

it('two answers at once: the rows land on one child', async () => {
  const [x, y] = await store.write((w) => [
    aChild(w, { localId: '4711', responsibleAuthority: '210' }),
    aChild(w, { localId: '4711', responsibleAuthority: '211' }),
  ]);
  await importAll(store, {
    'results.csv': csv(`local_id,academic_year,key_stage,subject,component,value,status,date_received,kind
    4711,2023/24,KS2,maths,scaled score,101,final,,result`),
  });
  const [q] = await open();
  const jobs = await Promise.all(
    [x, y].map((answer) =>
      store.call('imports.answer', { answers: [{ questionId: q?.id ?? '', answer: answer ?? '' }] }),
    ),
  );
  await Promise.all(jobs.map(({ jobId }) => ended(store, jobId)));
  expect(rows(store, 'SELECT child_id FROM attainment_result')).toHaveLength(1);
});

it('an answer behind an undo of its import is refused', async () => {
  const x = await store.write((w) => aChild(w, { localId: '4711', responsibleAuthority: '210' }));
  const { batchId } = await importAll(store, {
    'results.csv': csv(`local_id,academic_year,key_stage,subject,component,value,status,date_received,kind
    4711,2023/24,KS2,maths,scaled score,101,final,,result`),
  });
  const [q] = await open();
  const [undone, answered] = [
    await store.call('imports.undo', { batchId, reason: 'wrong file' }),
    await store.call('imports.answer', { answers: [{ questionId: q?.id ?? '', answer: x }] }),
  ];
  expect([(await ended(store, undone.jobId)).state, (await ended(store, answered.jobId)).state]).toEqual([
    'done',
    'failed',
  ]);
  expect(rows(store, 'SELECT child_id FROM attainment_result')).toEqual([]);
});

it('an answered question of the return takes out no episodes of earlier years', async () => {
  const x = await store.write((w) =>
    aChild(w, {
      localId: '4711',
      responsibleAuthority: '210',
      episodes: [
        { start: '2019-05-01', end: '2020-06-01', reasonCeased: 'X1', placementType: 'U4' },
        { start: '2020-06-01' },
      ],
    }),
  );
  await store.write((w) => aChild(w, { localId: 'K1', episodes: [{ start: '2025-02-01' }] }));
  const file = {
    'e 2025-03-20.csv': csv(`${E}\n4711,01/06/2020,P,C2,N1,U6,PR1,,,,,,\nK1,01/02/2025,S,C2,N1,U6,PR1,,,,,,`),
  };
  await preview(store, file);
  await importAll(store, file);
  const [q] = await open();
  const { jobId } = await store.call('imports.answer', { answers: [{ questionId: q?.id ?? '', answer: x }] });
  await ended(store, jobId);
  expect(rows(store, 'SELECT start_date FROM episode WHERE child_id = ? ORDER BY 1', x)).toHaveLength(2);
});

it('an answer that is no longer asked is refused, and nobody new is made', async () => {
  const a = await store.write((w) =>
    aChild(w, { localId: 'K1', name: { forename: 'Ida', surname: 'Sample' }, dateOfBirth: '2013-02-14' }),
  );
  await importAll(store, list('w1 2025-03-10.csv', 'K5,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6'));
  const [q] = await open();
  expect(q?.candidates).toMatchObject([{ childId: a }]);
  await store.write((w) => void w.update('child', a, { sealed_on: '2025-03-20' }));
  const { jobId } = await store.call('imports.answer', { answers: [{ questionId: q?.id ?? '', answer: a }] });
  const job = await ended(store, jobId);
  expect([job.state, rows(store, 'SELECT id FROM child').length]).toEqual(['failed', 1]);
});

it('of two questions about one child an answer that no longer fits is refused', async () => {
  const a = await store.write((w) =>
    aChild(w, { localId: 'K1', name: { forename: 'Ida', surname: 'Sample' }, dateOfBirth: '2013-02-14' }),
  );
  await importAll(store, list('w1 2025-03-10.csv', 'K5,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6'));
  await importAll(store, list('w2 2025-03-17.csv', 'K5,Sample,Ida,14/02/2013,,886,01/01/2020,C1,U6'));
  const qs = await open();
  const say = async (fileName: string, answer: string) => {
    const { jobId } = await store.call('imports.answer', {
      answers: [{ questionId: qs.find((q) => q.fileName === fileName)?.id ?? '', answer }],
    });
    return ended(store, jobId);
  };
  await say('w1 2025-03-10.csv', a);
  const job = await say('w2 2025-03-17.csv', 'new');
  expect([job.state, rows(store, 'SELECT id FROM child').length]).not.toEqual(['done', 1]);
});

it('an open question tells nothing of a record that was closed since', async () => {
  const a = await store.write((w) =>
    aChild(w, {
      localId: 'K1',
      upn: 'H801200001001',
      name: { forename: 'Ida', surname: 'Sample' },
      dateOfBirth: '2013-02-14',
    }),
  );
  await importAll(store, list('w1 2025-03-10.csv', 'K5,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6'));
  await store.write((w) => void w.update('child', a, { sealed_on: '2025-03-20' }));
  const text = JSON.stringify(await open());
  expect(text).not.toContain('H801200001001');
});

it('no file speaks of a day to come', async () => {
  await importAll(store, list('a 2025-03-01.csv', 'M1,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6'));
  const bytes = new TextEncoder().encode(list('x', 'M1,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6').x ?? '');
  const { jobId } = await store.call('imports.preview', { files: [{ name: 'b.csv', bytes, asOf: '2052-03-20' }] });
  const p = await ended(store, jobId);
  expect(p.state, 'a day to come is refused').toBe('failed');
});
it('a file speaks of no day before the newest event that it tells of', async () => {
  const p = await preview(store, list('list 2024-03-31.csv', 'M1,Sample,Ida,14/02/2013,,886,01/02/2025,C2,U6'));
  expect(p.files[0]?.asOf).toBe('2025-02-01');
});
