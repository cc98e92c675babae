import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImportPreview, importPreview } from '#contract/imports.ts';
import { email } from '#service/importers/cells.ts';
import { MOST_COLUMNS, MOST_ROWS, textTooLarge } from '#service/importers/fileLimits.ts';
import { parseFile } from '#service/importers/parseFile.ts';
import { bytesOf, workbook, zip } from '#test/importers/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { counts, csv, ended, importAll, rows } from './support.ts';

const caseFile = (path: string) => Uint8Array.from(readFileSync(new URL(`./fixtures/cases/${path}`, import.meta.url)));

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2026-11-20' });
});
afterEach(() => store.close());

async function previewed(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<ImportPreview> {
  const { jobId } = await store.call('imports.preview', { files: [{ name, bytes }] });
  const job = await ended(store, jobId);
  if (job.state !== 'done') throw new Error(job.error?.message);
  return importPreview.parse(job.result);
}

async function committed(previewId: string, confirmed: string[] = []) {
  const { jobId } = await store.call('imports.commit', { previewId, confirmed });
  return ended(store, jobId);
}

describe('case another-list-read-as-looked-after-list', () => {
  const plans = 'another-list-read-as-looked-after-list/2-child-protection-plans.csv';
  beforeEach(async () => {
    const { previewId } = await previewed('1-list.csv', caseFile('another-list-read-as-looked-after-list/1-list.csv'));
    expect((await committed(previewId)).state).toBe('done');
  });

  it('asks, and takes nothing without an answer', async () => {
    const preview = await previewed('plans.csv', caseFile(plans));
    expect(preview.questions.map(({ words }) => words)).toEqual([
      'plans.csv knows none of the children here, and gives neither a placement nor a legal status: it may be another list, such as child protection plans.',
    ]);
    const job = await committed(preview.previewId);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'conflict' } });
    expect(job.error?.message).toMatch(/^Not imported\. plans\.csv knows none/);
    expect(rows(store, 'SELECT count(*) AS n FROM child')).toEqual([{ n: 1 }]);
    expect(rows(store, 'SELECT count(*) AS n FROM possible_leaver')).toEqual([{ n: 0 }]);
  });

  it('takes it once a person says what it is, and never for the answer to another question', async () => {
    const preview = await previewed('plans.csv', caseFile(plans));
    expect((await committed(preview.previewId, ['something else'])).state).toBe('failed');
    expect((await committed(preview.previewId, [preview.questions[0]?.id ?? ''])).state).toBe('done');
    expect(rows(store, 'SELECT count(*) AS n FROM child')).toEqual([{ n: 3 }]);
  });

  it('asks nothing of a list that knows a child, of a first list, or of one that gives placements', async () => {
    const header = 'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start';
    const known = csv(`${header}\nM390,Sample,Ida,14/02/2013,886,03/06/2022`);
    expect((await previewed('list.csv', bytesOf(known))).questions).toEqual([]);
    const placed = csv(`${header},placement_type\nM500,Sample,Uma,14/02/2013,210,03/06/2022,U6`);
    expect((await previewed('medway.csv', bytesOf(placed))).questions).toEqual([]);
    const empty = await aStore({ today: '2026-11-20' });
    try {
      await importAll(empty, { 'plans.csv': Buffer.from(caseFile(plans)).toString('utf8') });
      expect(rows(empty, 'SELECT count(*) AS n FROM child')).toEqual([{ n: 2 }]);
    } finally {
      empty.close();
    }
  });
});

it('asks before a list makes most children possible leavers', async () => {
  const line = (id: number) => `K${id},Sample,Ida,14/02/2013,886,03/06/2022,C2,U6`;
  const list = (ids: number[]) =>
    csv(
      `local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,legal_status,placement_type\n${ids.map(line).join('\n')}`,
    );
  await importAll(store, { 'list.csv': list([1, 2, 3, 4, 5, 6]) });
  expect((await previewed('week.csv', bytesOf(list([1, 2, 3])))).questions).toEqual([]);
  const { questions, possibleLeavers, previewId } = await previewed('part.csv', bytesOf(list([1, 2])));
  expect(possibleLeavers).toBe(4);
  expect(questions.map(({ words }) => words)).toEqual([
    'part.csv leaves out 4 of the 6 children looked after here: they would all become possible leavers. It may be a part of the list, or another one.',
  ]);
  expect((await committed(previewId)).state).toBe('failed');
});

describe('case stray-quotation-marks-swallow-rows', () => {
  it('refuses the row that swallowed others and says so, and misses nobody from the list', async () => {
    const file = caseFile('stray-quotation-marks-swallow-rows/1-list.csv');
    const all = csv(
      `local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start\n${[0, 1, 2, 3, 4, 5].map((n) => `M40${n},Sample,Ida,14/02/2013,886,03/06/2022`).join('\n')}`,
    );
    await importAll(store, { 'before.csv': all });
    const { files, possibleLeavers } = await previewed('1-list.csv', file);
    expect(counts(files)).toEqual(['0 2 0 1']);
    expect(files[0]?.refusals).toMatchObject([{ row: 3, field: 'carer' }]);
    expect(files[0]?.refusals[0]?.reason).toMatch(
      /^A quotation mark opens in this cell and closes further down, and the 3 rows below it became part of it \('M402,Sample,Kim/,
    );
    expect(possibleLeavers).toBe(0);
  });

  it('takes a line break in a one-line cell as a space, and says so; free text keeps its lines', async () => {
    const read = await parseFile(
      'list.csv',
      bytesOf(
        'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,carer\r\nK1,Sample,Ida,14/02/2013,886,03/06/2022,"Pat\r\nand Jo"\r\n',
      ),
    );
    if (read.kind !== 'parsed' || read.parsed.format !== 'looked-after-list') throw new Error('not read');
    expect(read.parsed.rows[0]?.carer).toBe('Pat and Jo');
    expect(read.parsed.warnings).toMatchObject([{ row: 2, field: 'carer' }]);
  });
});

describe('case stray-cell-in-the-far-corner', () => {
  it('is refused with its cell and what to do, before its sheet is read', async () => {
    const { files } = await previewed('1-list.xlsx', caseFile('stray-cell-in-the-far-corner/1-list.xlsx'));
    expect(files[0]).toMatchObject({ format: null, dataRows: 0 });
    expect(files[0]?.warnings[0]).toContain('The sheet reaches to cell XFD1048576');
    expect(files[0]?.warnings[0]).toContain('Ctrl+End');
  });

  it.each([
    ['a sheet that unpacks beyond the limit, whatever it declares', 240 * 1024 * 1024, 'unpacks to more than 200 MB'],
    ['a sheet within it that is no XML', 1024, 'damaged or no workbook'],
  ])('%s', async (_what, size, words) => {
    const packed = deflateRawSync(Buffer.alloc(size, 32));
    const archive = Buffer.from(zip([{ name: 'xl/worksheets/sheet1.xml', data: packed }]));
    // Deflated, and said to unpack to ten bytes.
    for (const [mark, method, declared] of [
      ['PK\x03\x04', 8, 22],
      ['PK\x01\x02', 10, 24],
    ] as const) {
      const at = archive.indexOf(mark);
      archive.writeUInt16LE(8, at + method);
      archive.writeUInt32LE(10, at + declared);
    }
    const read = await parseFile('list.xlsx', archive);
    expect(read).toMatchObject({ kind: 'listed' });
    expect(read.kind === 'listed' && read.reason).toContain(words);
  });

  it('reads a workbook of an ordinary size, and says which sheets it did not read', async () => {
    const header = [
      'local_id',
      'legal_surname',
      'legal_forename',
      'date_of_birth',
      'responsible_authority',
      'care_start',
    ];
    const row = ['K1', 'Sample', 'Ida', '14/02/2013', 886, '03/06/2022'];
    const one = (await previewed('list.xlsx', workbook([header, row]))).files;
    expect(counts(one)).toEqual(['1 0 0 0']);
    expect(one[0]?.warnings).toEqual([]);
    const two = (await previewed('list.xlsx', workbook([header, row], [header, row, row]))).files;
    expect(counts(two)).toEqual(['1 0 0 0']);
    expect(two[0]?.warnings).toEqual([
      "Only the first sheet, 'List', is read. Not read: 'More' (3 rows). Save each sheet that is wanted as a file of its own",
    ]);
    const [cover] = (await previewed('list.xlsx', workbook([['Our list']], [header, row]))).files;
    expect(cover).toMatchObject({ format: null });
    expect(cover?.warnings[0]).toContain("Not read: 'More' (2 rows)");
  });
});

describe('limits before work', () => {
  it.each([
    ['lines', () => Buffer.alloc(MOST_ROWS + 2, '\n'), /has 2,000,002 lines/],
    ['columns', () => bytesOf(`${','.repeat(MOST_COLUMNS)}\n1\n`), /has 1,001 columns/],
    ['none', () => bytesOf('a,b\r\n1,2\r\n'), null],
    ['none, with lone CRs', () => bytesOf('a,b\r1,2\r'), null],
  ])('%s', (_what, bytes, reason) => {
    if (reason === null) expect(textTooLarge(bytes())).toBeNull();
    else expect(textTooLarge(bytes())).toMatch(reason);
  });

  it('looks at the length of an e-mail address before its pattern', () => {
    const long = `a@${'.'.repeat(32_000)}@`;
    expect(email(long)).toEqual({ ok: false, reason: 'Not an e-mail address' });
    expect(email('a.sample@school.example').ok).toBe(true);
  });

  it.each(['/', '"/"'])(
    'is answered while a large file of marks %s is read, and cancelling ends the reading',
    async (mark) => {
      const line = `K1,118264,02/09/2024,AM,${mark}\r\n`;
      const bytes = bytesOf(`local_id,school_urn,date,session,code\r\n${line.repeat(400_000)}`);
      const { jobId } = await store.call('imports.preview', { files: [{ name: 'marks.csv', bytes }] });
      const answered = await store.call('store.status', {});
      expect(answered.state).toBe('open');
      expect((await store.call('jobs.get', { jobId })).state).toBe('running');
      await store.call('jobs.cancel', { jobId });
      expect((await ended(store, jobId)).state).toBe('cancelled');
    },
  );
});

it('suggests a file name that is nothing but a name', async () => {
  const { previewId } = await previewed('../../x\u202Egnp.csv', bytesOf('local_id,status,from\r\nK1,Q,01/09/2014\r\n'));
  const answer = await store.call('imports.refusedRows', { of: previewId, fileName: '../../x\u202Egnp.csv' });
  expect(answer.fileName).toBe('refused-xgnp.csv');
});
