// What an attack on the write path found in November 2026: each was red when it was found.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
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
const commit = async (previewId: string, more = {}) => {
  const { jobId } = await store.call('imports.commit', { previewId, ...more });
  return ended(store, jobId);
};
const open = async () => (await store.call('imports.questions', {})).rows;
const busy = () => {
  let release = () => {};
  const gate = new Promise<void>((r) => {
    release = r;
  });
  const progress = { report: async () => {}, cancelled: false, hold() {} };
  const done = store.context.writeLong(progress as never, async () => {
    await gate;
  });
  return async () => {
    release();
    await done;
  };
};
const soon = () => new Promise((r) => setTimeout(r, 100));
const RES = {
  'results.csv': csv(`local_id,academic_year,key_stage,subject,component,value,status,date_received,kind
    4711,2023/24,KS2,maths,scaled score,101,final,,result`),
};

it('of two answers that wait for the writer one is taken', async () => {
  const ids = await store.write((w) => [
    aChild(w, { localId: '4711', responsibleAuthority: '210' }),
    aChild(w, { localId: '4711', responsibleAuthority: '211' }),
  ]);
  await importAll(store, RES);
  const [q] = await open();
  const release = busy();
  const jobs = [];
  for (const answer of ids)
    jobs.push(await store.call('imports.answer', { answers: [{ questionId: q?.id ?? '', answer }] }));
  await soon();
  await release();
  const states = [];
  for (const { jobId } of jobs) states.push((await ended(store, jobId)).state);
  expect([states, rows(store, 'SELECT child_id FROM attainment_result').length]).toEqual([['done', 'failed'], 1]);
});
it('an answer that waits behind an undo is refused', async () => {
  const x = await store.write((w) => aChild(w, { localId: '4711', responsibleAuthority: '210' }));
  const { batchId } = await importAll(store, RES);
  const [q] = await open();
  const release = busy();
  const u = await store.call('imports.undo', { batchId, reason: 'wrong file' });
  const s = await store.call('imports.answer', { answers: [{ questionId: q?.id ?? '', answer: x }] });
  await soon();
  await release();
  const states = [(await ended(store, u.jobId)).state, (await ended(store, s.jobId)).state];
  expect([states, rows(store, 'SELECT child_id FROM attainment_result').length]).toEqual([['done', 'failed'], 0]);
});
const EN = 'local_id,school_urn,nc_year,kind,part_time_sessions,alternative_provision,start,end';
it('a newer mark stands, though another week of the month was spoken of later', async () => {
  await store.write((w) => {
    const schoolId = aSchool(w, { urn: '118264' });
    aChild(w, { localId: 'M1', enrolments: [{ schoolId, start: '2024-09-01' }] });
  });
  const A = 'local_id,school_urn,date,session,mark';
  await importAll(store, { 'm 2025-03-10.csv': csv(`${A}\nM1,118264,03/03/2025,AM,O`) });
  await importAll(store, { 'm 2025-03-28.csv': csv(`${A}\nM1,118264,24/03/2025,AM,/`) });
  await importAll(store, { 'm 2025-03-20.csv': csv(`${A}\nM1,118264,03/03/2025,AM,I`) });
  expect(rows(store, "SELECT substr(marks,1,2) AS m FROM attendance_week WHERE week_start = '2025-03-03'")).toEqual([
    { m: 'I ' },
  ]);
});
it('what was decided of a leaver is not turned back by an older list', async () => {
  const [ida, jon] = [
    'M1,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6',
    'M2,Sample,Jon,15/02/2013,,886,01/01/2020,C2,U6',
  ];
  await importAll(store, list('l 2025-03-01.csv', ida, jon));
  await importAll(store, list('l 2025-03-24.csv', ida));
  const [leaver] = (await store.call('leavers.list', {})).rows;
  await store.call('leavers.decide', {
    leaverIds: [leaver?.leaverId ?? ''],
    decision: { as: 'left', on: '2025-03-21', reason: null },
  });
  expect(rows(store, 'SELECT end_date FROM episode WHERE end_date IS NOT NULL')).toHaveLength(1);
  await importAll(store, list('l 2025-03-22.csv', ida, jon));
  expect(rows(store, 'SELECT end_date FROM episode WHERE end_date IS NOT NULL')).toHaveLength(1);
});
it("'not ours' is not turned back by an older list", async () => {
  const [ida, jon] = [
    'M1,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6',
    'M2,Sample,Jon,15/02/2013,,886,01/01/2020,C2,U6',
  ];
  await importAll(store, list('l 2025-03-01.csv', ida, jon));
  await importAll(store, list('l 2025-03-24.csv', ida));
  const [leaver] = (await store.call('leavers.list', {})).rows;
  await store.call('leavers.decide', {
    leaverIds: [leaver?.leaverId ?? ''],
    decision: { as: 'notOurs', laCode: '210' },
  });
  await importAll(store, list('l 2025-03-22.csv', ida, jon));
  expect(
    rows(store, 'SELECT la_code, valid_to FROM child_responsible_authority WHERE child_id = ?', leaver?.childId),
  ).toMatchObject([{ la_code: '210' }]);
});
it('an answer is not taken where another candidate came in since', async () => {
  const who = { name: { forename: 'Ida', surname: 'Sample' }, dateOfBirth: '2013-02-14' };
  await store.write((w) => aChild(w, { localId: 'K1', ...who }));
  const seen = await preview(store, list('w.csv', 'K5,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6'));
  expect(seen.whoIs[0]?.candidates).toHaveLength(1);
  await store.write((w) => aChild(w, { localId: 'K7', ...who }));
  const job = await commit(seen.previewId, { decisions: [{ id: seen.whoIs[0]?.id, answer: 'new' }] });
  expect([job.state, rows(store, 'SELECT id FROM child').length]).toEqual(['failed', 2]);
});
it('secrecy finds its child where the import is undone and comes again with the id in small letters', async () => {
  const S = `${L},confidential_placement`;
  const { batchId } = await importAll(store, {
    'a.csv': csv(`${S}\nM300,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6,yes`),
  });
  await undo(store, batchId);
  await importAll(store, list('b.csv', 'm300,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6'));
  const [c] = rows(store, 'SELECT id FROM child');
  expect(rows(store, 'SELECT child_id FROM secret_placement')).toEqual([{ child_id: c?.id }]);
});
it('no cells of a closed record are kept where the reader refuses the row', async () => {
  await store.write((w) => aChild(w, { localId: 'M1', sealedOn: '2025-01-10' }));
  const { batchId } = await importAll(
    store,
    list('l.csv', 'M1,Newname,Zoe,14/02/2013,,886,not a date,C2,U6', 'M2,Sample,Jon,15/02/2013,,886,01/01/2020,C2,U6'),
  );
  const kept = JSON.stringify(rows(store, 'SELECT csv FROM import_refusal WHERE batch_id = ?', batchId));
  expect(kept).not.toContain('Newname');
});
it('the new school of a closed record is not kept', async () => {
  await store.write((w) => aChild(w, { localId: 'M1', sealedOn: '2025-01-10' }));
  await importAll(store, { 'e.csv': csv(`${EN}\nM1,118264,7,main,,no,10/02/2025,`) });
  expect(JSON.stringify(rows(store, 'SELECT csv FROM import_refusal'))).not.toContain('118264');
});
it('refused rows of before an adoption are given to nobody after it', async () => {
  const { batchId } = await importAll(
    store,
    list('l.csv', 'M1,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6', 'M1,Sample,Ida,14/02/2013,,886,01/01/2020,C1,U6'),
  );
  await store.write(
    (w) => void w.update('child', String(rows(store, 'SELECT id FROM child')[0]?.id), { sealed_on: '2025-03-20' }),
  );
  const { text } = await store.call('imports.refusedRows', { of: batchId, fileName: 'l.csv' });
  expect(text).not.toContain('Sample');
});
it('two authorities may have the same number on one list', async () => {
  const r = await importAll(
    store,
    list(
      'l.csv',
      '4711,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6',
      '4711,Other,Uma,15/03/2011,,210,01/01/2021,C2,U6',
    ),
  );
  expect(r.files[0]).toMatchObject({ added: 2, refused: 0 });
});
it('nobody opens a closed record alone by undoing the return', async () => {
  await importAll(store, list('l 2025-01-01.csv', 'M1,Sample,Ida,14/02/2013,,886,01/01/2020,C2,A4'));
  const { batchId } = await importAll(store, {
    'e 2025-03-20.csv': csv(`${E}\nM1,01/01/2020,S,C2,N1,A4,PR1,05/02/2025,E11,,,,`),
  });
  expect(rows(store, 'SELECT sealed_on FROM child')).toEqual([{ sealed_on: '2025-02-05' }]);
  await store.signInAs({ role: 'dataOfficer' });
  await undo(store, batchId);
  expect(rows(store, 'SELECT sealed_on FROM child')).toEqual([{ sealed_on: '2025-02-05' }]);
});
