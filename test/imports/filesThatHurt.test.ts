import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ImportPreview, importPreview } from '#contract/imports.ts';
import { email } from '#service/imports/read/cells.ts';
import { MOST_COLUMNS, MOST_LINE, MOST_ROWS, textTooLarge } from '#service/imports/read/fileLimits.ts';
import { parseFile } from '#service/imports/read/parseFile.ts';
import { readCsv } from '#service/imports/read/readCsv.ts';
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

const header = 'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start';
const packed = (entries: Record<string, string | Uint8Array>, hidden: string[] = []): Uint8Array => {
  const all = Object.entries(entries);
  const archive = Buffer.from(zip(all.map(([name, data]) => ({ name, data: Buffer.from(data) }))));
  // What the directory says nothing of lies in the file all the same.
  const listed = Buffer.from(
    zip(all.filter(([name]) => !hidden.includes(name)).map(([name, data]) => ({ name, data: Buffer.from(data) }))),
  );
  if (hidden.length === 0) return archive;
  const body = archive.subarray(0, archive.indexOf('PK\x01\x02'));
  const first = listed.indexOf('PK\x01\x02');
  const directory = Buffer.from(listed.subarray(first));
  directory.writeUInt32LE(body.length, directory.length - 6);
  return Buffer.concat([body, directory]);
};

/** The parts of a list as a workbook, the worksheet at a path of one's choice. */
const parts = (sheet: string, path = 'worksheets/sheet1.xml') => {
  const base = 'http://schemas.openxmlformats.org';
  return {
    'xl/workbook.xml': `<workbook xmlns="${base}/spreadsheetml/2006/main" xmlns:r="${base}/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${base}/package/2006/relationships"><Relationship Id="rId1" Type="${base}/officeDocument/2006/relationships/worksheet" Target="${path}"/></Relationships>`,
    [`xl/${path}`]: `<worksheet xmlns="${base}/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
  };
};
const cell = (address: string, text: string) => `<c ${address} t="inlineStr"><is><t>${text}</t></is></c>`;
const line = (row: number, cells: string) =>
  `<row r="${row}">${cells
    .split(',')
    .map((text, index) => cell(`r="${String.fromCharCode(65 + index)}${row}"`, text))
    .join('')}</row>`;
const list = line(1, header) + line(2, 'K1,Sample,Ida,14/02/2013,886,03/06/2022');
const corner = (address: string) => `${list}<row r="1048576">${cell(address, 'x')}</row>`;

describe('a workbook is measured as its reader reads it', () => {
  const reach = /reaches to cell XFD1048576/;
  it.each([
    ['a sheet elsewhere in the archive', packed(parts(corner('r="XFD1048576"'), 'other/s.xml')), reach],
    ['an address with blanks round its sign', packed(parts(corner('r = "XFD1048576"'))), reach],
    ['an address behind other attributes', packed(parts(corner("s='1'\n r='XFD1048576'"))), reach],
    ['an address in small letters', packed(parts(corner('r="xfd1048576"'))), /damaged/],
    ['an address by an entity', packed(parts(corner('r="&#88;FD1048576"'))), /damaged/],
    ['an address behind a sign in an attribute', packed(parts(corner('s=">" r="XFD1048576"'))), /damaged/],
    ['a row by a power of ten', packed(parts(`${list}<row r="1e9"></row>`)), /damaged/],
    ['rows without a number', packed(parts(list + '<row/>'.repeat(2_100_000))), /reaches to cell/],
    [
      'a cell of two megabytes',
      packed(parts(line(1, header) + line(2, 'x'.repeat(2 << 20)))),
      /longer than any spreadsheet/,
    ],
    [
      'one sheet named again and again',
      (() => {
        const all = parts(`${list}<row r="1000">${cell('r="ALK1000"', 'x')}</row>`);
        const rels = 'xl/_rels/workbook.xml.rels' as keyof typeof all;
        return packed({ ...all, [rels]: all[rels]?.replace(/<Relationship .*\/>/, (one) => one.repeat(40)) ?? '' });
      })(),
      /together far larger than a list/,
    ],
    [
      'strings by the million',
      packed({ ...parts(list), 'xl/sharedStrings.xml': `<sst>${'<si/>'.repeat(2_000_001)}</sst>` }),
      /far larger/,
    ],
  ])('%s is refused before it is read', async (_what, bytes, words) => {
    const read = await parseFile('list.xlsx', bytes);
    expect(read).toMatchObject({ kind: 'listed', reason: expect.stringMatching(words) });
  });

  it('what the directory of an archive does not list is not read, though it lies in the file', async () => {
    const stray = `<worksheet><sheetData>${corner('r="XFD1048576"')}</sheetData></worksheet>`;
    const bytes = packed({ ...parts(list), 'xl/worksheets/stray.xml': stray }, ['xl/worksheets/stray.xml']);
    expect(await parseFile('list.xlsx', bytes)).toMatchObject({ kind: 'parsed', parsed: { dataRows: 1 } });
    // Listed, it is measured, whether or not a sheet points to it.
    const listed = packed({ ...parts(list), 'xl/worksheets/stray.xml': stray });
    expect(await parseFile('list.xlsx', listed)).toMatchObject({ kind: 'listed' });
  });

  it('the cells of rows that the store refused come back from a workbook too', async () => {
    await importAll(store, { 'list.csv': csv(`${header}\nK1,Sample,Ida,14/02/2013,886,03/06/2022`) });
    const results = workbook([
      ['local_id', 'status', 'from'],
      ['K1', 'K', '01/09/2024'],
      ['K9', 'E', '01/09/2024'],
    ]);
    const { files, previewId } = await previewed('sen.xlsx', results);
    expect(counts(files)).toEqual(['1 0 0 1']);
    const { text } = await store.call('imports.refusedRows', { of: previewId, fileName: 'sen.xlsx' });
    expect(text.split('\r\n')[1]).toMatch(/^K9,E,01\/09\/2024,3,/);
  });
});

it('two files of one name beside one that is called as the second would be are all read', async () => {
  const row = (id: string) => ({
    name: 'a.csv',
    bytes: bytesOf(`${header}\r\n${id},Sample,Ida,${id.slice(1)}/02/2013,886,03/06/2022\r\nK9,,,,,\r\n`),
  });
  const third = { ...row('K3'), name: 'a.csv (2)' };
  const { jobId } = await store.call('imports.preview', { files: [row('K1'), row('K2'), third] });
  const { files } = importPreview.parse((await ended(store, jobId)).result);
  expect(files.map(({ name }) => name)).toEqual(['a.csv', 'a.csv (3)', 'a.csv (2)']);
  expect(counts(files)).toEqual(['1 0 0 1', '1 0 0 1', '1 0 0 1']);
});

describe('limits before work', () => {
  it.each([
    ['lines', () => Buffer.alloc(MOST_ROWS + 2, '\n'), /has 2,000,002 lines/],
    ['columns', () => bytesOf(`${','.repeat(MOST_COLUMNS)}\n1\n`), /has 1,001 columns/],
    ['a line', () => bytesOf(`a,b\n${'x'.repeat(MOST_LINE + 1)}\n`), /A line of the file is longer than 4 MB/],
    ['a first line', () => Buffer.alloc(MOST_LINE + 1), /A line of the file is longer than 4 MB/],
    ['none', () => bytesOf('a,b\r\n1,2\r\n'), null],
    ['none, with lone CRs', () => bytesOf('a,b\r1,2\r'), null],
  ])('%s', (_what, bytes, reason) => {
    if (reason === null) expect(textTooLarge(bytes())).toBeNull();
    else expect(textTooLarge(bytes())).toMatch(reason);
  });

  it('cells, blank ones too', async () => {
    const bytes = bytesOf(`${header}\r\n${`K1${','.repeat(1000)}\r\n`.repeat(20_100)}`);
    const read = await parseFile('list.csv', bytes);
    expect(read).toMatchObject({ kind: 'listed', reason: expect.stringMatching(/^The file has 20,100,005 cells/) });
  });

  it('makes no trace for a blank line, and keeps the numbers of the rows below', () => {
    const before = Error.stackTraceLimit;
    const traced = vi.spyOn(Error, 'captureStackTrace').mockImplementation(() => {
      expect(Error.stackTraceLimit).toBe(0);
    });
    const row = 'K1,Sample,Ida,14/02/2013,886,03/06/2022';
    const { records } = readCsv(bytesOf(`${header}\r\n${row}\r\n${'\r\n'.repeat(1000)}${row}\r\n`));
    expect(records.map(({ row: number }) => number)).toEqual([2, 1003]);
    expect(traced).toHaveBeenCalled();
    traced.mockRestore();
    expect(Error.stackTraceLimit).toBe(before);
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
