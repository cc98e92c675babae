import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importResult } from '#contract/imports.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { counts, csv, ended, everything, importAll, preview, rows, undo } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const LIST =
  'local_id,legal_surname,legal_forename,date_of_birth,upn,responsible_authority,care_start,legal_status,placement_type';
const list = (...lines: string[]) => ({ 'list.csv': csv([LIST, ...lines].join('\n')) });
const results = {
  'results.csv': csv(`local_id,academic_year,key_stage,subject,component,value,status,date_received,kind
    4711,2023/24,KS2,maths,scaled score,101,final,,result
    4711,2023/24,KS2,reading,scaled score,103,final,,result`),
};
const open = async () => (await store.call('imports.questions', {})).rows;
const answer = async (answers: { questionId: string; answer: string }[]) => {
  const { jobId } = await store.call('imports.answer', { answers });
  return ended(store, jobId);
};
const held = (sql: string) => rows(store, sql);

describe('a row whose child only a person can name', () => {
  let medway: string;
  beforeEach(async () => {
    medway = await store.write((writer) => aChild(writer, { localId: '4711', responsibleAuthority: '210' }));
  });

  it('never lands on another authority’s child (A3): it waits, is asked once a child, and the rest goes in', async () => {
    await store.write((writer) => aChild(writer, { localId: 'K1' }));
    const more = { 'results.csv': `${results['results.csv']}K1,2023/24,KS2,maths,scaled score,99,final,,result\r\n` };
    const { files, whoIs } = await preview(store, more);
    expect(files).toMatchObject([{ added: 1, refused: 0, waiting: 2 }]);
    expect(whoIs).toMatchObject([
      { row: 2, rows: 2, canBeNew: false, says: { localId: '4711', issuer: '886' }, candidates: [{ childId: medway }] },
    ]);
    await importAll(store, more);
    expect(held('SELECT value FROM attainment_result')).toEqual([{ value: '99' }]);
  });

  it('is answered in the preview', async () => {
    const { previewId, whoIs } = await preview(store, results);
    const decisions = whoIs.map(({ id }) => ({ id, answer: medway }));
    const { jobId } = await store.call('imports.commit', { previewId, decisions });
    const result = importResult.parse((await ended(store, jobId)).result);
    expect(result.files).toMatchObject([{ added: 2, waiting: 0 }]);
    expect(await open()).toEqual([]);
  });

  it('is kept with its import, goes in when answered, and waits again when the answer is undone', async () => {
    const { batchId } = await importAll(store, results);
    const [question] = await open();
    expect(question).toMatchObject({ batchId, fileName: 'results.csv', rows: 2, asOf: '2025-03-31' });
    const questionId = question?.id ?? '';
    const done = await answer([{ questionId, answer: medway }]);
    expect(done).toMatchObject({ state: 'done', result: { files: [{ added: 2, waiting: 0, asOf: '2025-03-31' }] } });
    expect(held('SELECT child_id FROM attainment_result')).toEqual([{ child_id: medway }, { child_id: medway }]);
    expect(await open()).toEqual([]);
    expect(await store.reply('imports.answer', { answers: [{ questionId, answer: medway }] })).toMatchObject({
      ok: false,
    });
    await undo(store, importResult.parse(done.result).batchId);
    expect(held('SELECT id FROM attainment_result')).toEqual([]);
    expect(await open()).toHaveLength(1);
  });

  it('is withdrawn with its import', async () => {
    const { batchId } = await importAll(store, results);
    expect(await open()).toHaveLength(1);
    await undo(store, batchId);
    expect(await open()).toEqual([]);
  });

  it('survives a restart', async () => {
    await importAll(store, results);
    const before = await open();
    await store.signInAsAdministrator();
    expect(await open()).toEqual(before);
  });

  it('can be left out for good', async () => {
    await importAll(store, results);
    const [question] = await open();
    await answer([{ questionId: question?.id ?? '', answer: 'leaveOut' }]);
    expect(await open()).toEqual([]);
    expect(held('SELECT id FROM attainment_result')).toEqual([]);
  });

  it('takes no answer that it did not offer', async () => {
    const other = await store.write((writer) => aChild(writer, { localId: 'K7' }));
    await importAll(store, results);
    const [question] = await open();
    expect(await answer([{ questionId: question?.id ?? '', answer: other }])).toMatchObject({ state: 'failed' });
    expect(await open()).toHaveLength(1);
    expect(held('SELECT id FROM attainment_result')).toEqual([]);
  });

  it('has its weeks of marks wait too', async () => {
    await store.write((writer) => {
      const schoolId = aSchool(writer, { urn: '118264' });
      writer.insert('enrolment', {
        ...{ child_id: medway, school_id: schoolId, nc_year: 7, kind: 'main', start_date: '2024-09-01' },
        ...{ alternative_provision: 0 },
      });
    });
    const marks = {
      'marks.csv': csv(`local_id,school_urn,date,session,code
        4711,118264,02/12/2024,AM,/
        4711,118264,02/12/2024,PM,\\
        4711,118264,09/12/2024,AM,N`),
    };
    const { files } = await importAll(store, marks);
    expect(files).toMatchObject([{ added: 0, refused: 0, waiting: 3 }]);
    const [question] = await open();
    expect(await answer([{ questionId: question?.id ?? '', answer: medway }])).toMatchObject({
      result: { files: [{ added: 3 }] },
    });
  });
});

describe('a child who seems to be here', () => {
  it('under another number is suggested, never taken; a new child is made when a person says so', async () => {
    await importAll(store, list('K1,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6'));
    const again = list('K8,SAMPLE,Ida,14/02/2013,,886,01/01/2020,C2,U6');
    const { whoIs, possibleLeavers } = await preview(store, again);
    expect(whoIs).toMatchObject([{ canBeNew: true, candidates: [{ name: 'SAMPLE, Ida', inCare: true }] }]);
    expect(whoIs[0]?.candidates[0]?.agrees).toEqual(['name', 'dateOfBirth']);
    expect(possibleLeavers).toBe(0);
    await importAll(store, again);
    const [question] = await open();
    await answer([{ questionId: question?.id ?? '', answer: 'new' }]);
    expect(held('SELECT id FROM child')).toHaveLength(2);
    // The row that waited is no whole list: nobody is missed from it.
    expect(held('SELECT id FROM possible_leaver')).toEqual([]);
  });

  it('is the child whom the person names, who then has both numbers', async () => {
    await importAll(store, list('K1,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6'));
    const { previewId, whoIs } = await preview(store, list('K8,Sample,Ida,14/02/2013,,886,01/01/2020,C2,U6'));
    const decisions = whoIs.map(({ id, candidates }) => ({ id, answer: candidates[0]?.childId ?? '' }));
    await ended(store, (await store.call('imports.commit', { previewId, decisions })).jobId);
    expect(held("SELECT value FROM child_identifier WHERE kind = 'localId' ORDER BY value")).toEqual([
      { value: 'K1' },
      { value: 'K8' },
    ]);
    expect(held('SELECT id FROM child')).toHaveLength(1);
  });
});

describe('a child of ours on the list of another authority', () => {
  const upn = 'H801200001001';
  const theirs = list(`M77,Sample,Ida,14/02/2013,${upn},887,01/06/2024,C2,U6`);
  let ours: string;
  beforeEach(async () => {
    await importAll(store, {
      'list 2025-03-01.csv': csv(`${LIST}\nK1,Sample,Ida,14/02/2013,${upn},886,01/01/2020,C2,U6`),
    });
    ours = String(rows<{ id: string }>(store, 'SELECT id FROM child')[0]?.id);
  });

  it('waits, and nothing of our care is cut, until a person says that it has moved', async () => {
    const before = everything(store);
    const { whoIs, possibleLeavers } = await preview(store, theirs);
    expect(whoIs).toMatchObject([{ canBeNew: true, candidates: [{ childId: ours }] }]);
    expect(whoIs[0]?.words).toContain('has it moved to the care of the authority of this list?');
    expect(possibleLeavers).toBe(0);
    const { files } = await importAll(store, theirs);
    expect(files).toMatchObject([{ added: 0, changed: 0, waiting: 1 }]);
    expect({ ...everything(store), import_question: [] }).toEqual({ ...before, import_question: [] });
    const [question] = await open();
    expect(await answer([{ questionId: question?.id ?? '', answer: ours }])).toMatchObject({ state: 'done' });
    expect(held('SELECT la_code AS laCode FROM child_responsible_authority WHERE valid_to IS NULL')).toEqual([
      { laCode: '887' },
    ]);
    // Said once: their next list is taken. Where the answer is undone it is asked again.
    expect((await importAll(store, theirs)).files).toMatchObject([{ unchanged: 1, waiting: 0 }]);
    for (const { batchId } of (await store.call('imports.batches', {})).rows.slice(0, 2)) await undo(store, batchId);
    expect(await open()).toHaveLength(1);
    expect((await preview(store, theirs)).whoIs).toHaveLength(1);
  });

  it('waits also where their number for it is known', async () => {
    await store.write((writer) =>
      writer.insert('child_identifier', {
        ...{ child_id: ours, kind: 'localId', value: 'M77', issuer: '887', valid_from: '2024-06-01' },
      }),
    );
    expect((await preview(store, theirs)).whoIs).toMatchObject([{ canBeNew: false, candidates: [{ childId: ours }] }]);
  });

  it('that comes back to ours is taken at our word', async () => {
    const { previewId, whoIs } = await preview(store, theirs);
    const decisions = whoIs.map(({ id }) => ({ id, answer: ours }));
    await ended(store, (await store.call('imports.commit', { previewId, decisions })).jobId);
    const back = csv(`${LIST}\nK1,Sample,Ida,14/02/2013,${upn},886,01/01/2020,C2,U6`);
    expect((await importAll(store, { 'list 2025-03-31.csv': back })).files).toMatchObject([{ waiting: 0, refused: 0 }]);
  });
});

describe('cases', () => {
  const header =
    'local_id,legal_surname,legal_forename,date_of_birth,sex,ethnicity,upn,responsible_authority,care_start,legal_status,placement_type,placement_postcode,school_urn,nc_year';
  const week = (...lines: string[]) => ({ 'list.csv': csv([header, ...lines].join('\n')) });

  it('refused-row-becomes-possible-leaver', async () => {
    const [m310, upn] = ['M310,Sample,Ida,14/02/2013,F,WBRI,Z886000031001,886,03/06/2022,C2,U6,,,', 'Z886000031001'];
    const m311 = (number: string, authority: string, postcode: string) =>
      `M311,Sample,Jon,15/02/2013,F,WBRI,${number},${authority},03/06/2022,C2,U6,${postcode},,`;
    await importAll(store, week(m310, m311('', '886', 'CT1 9ZZ')));
    const second = await importAll(store, week(m310, m311(upn, '886', 'CT3 9ZZ')));
    expect(counts(second.files)).toEqual(['0 1 1 0']);
    expect(second.possibleLeavers).toBe(0);
    expect(second.files[0]?.warnings.join()).toContain('row 3, upn: Another child has this UPN');
    expect(held("SELECT placement_postcode AS place FROM episode WHERE placement_postcode = 'CT3 9ZZ'")).toHaveLength(
      1,
    );
    const third = await importAll(store, week(m310, m311('', 'Kemt', 'CT3 9ZZ')));
    expect(counts(third.files)).toEqual(['0 0 1 1']);
    expect(third.possibleLeavers).toBe(0);
  });

  it('local-id-in-small-letters', async () => {
    const child = (localId: string, forename: string, born: string) =>
      `${localId},Sample,${forename},${born},F,WBRI,,886,03/06/2022,C2,U6,,990601,`;
    const first = await importAll(store, {
      'schools.csv': csv('urn,name,phase\n990601,Pretend Vale School,all-through'),
      ...week(child('M300', 'Ida', '14/02/2013'), child('M301', 'Jon', '15/02/2013')),
      'enrolments.csv': csv('local_id,school_urn,nc_year,kind,start,end\nm300,990601,8,main,01/09/2025,'),
    });
    expect(first.files.map(({ refused, waiting }) => refused + waiting)).toEqual([0, 0, 0]);
    const next = await importAll(store, week(child('M300', 'Ida', '14/02/2013'), child('m301', 'Jon', '15/02/2013')));
    expect(next.possibleLeavers).toBe(0);
    expect(held('SELECT id FROM child')).toHaveLength(2);
    expect(held("SELECT value FROM child_identifier WHERE kind = 'localId' ORDER BY value")).toEqual([
      { value: 'M300' },
      { value: 'M301' },
    ]);
  });
});
