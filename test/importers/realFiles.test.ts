import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MEASURE_IDS } from '#domain/measures/measure.ts';
import { date } from '#service/imports/read/cells.ts';
import { parseAs, parseFile } from '#service/imports/read/parseFile.ts';
import { readCsv } from '#service/imports/read/readCsv.ts';
import { parseText, refusals } from './support.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url));

describe('published benchmarks', () => {
  it('takes every row of the reference file and maps it to a measure', async () => {
    const file = await parseFile('benchmarks.csv', read('../../db/reference/benchmarks.csv'));
    if (file.kind !== 'parsed' || file.parsed.format !== 'benchmarks') throw new Error('not read as benchmarks');
    expect(file.parsed.refused).toEqual([]);
    expect(file.parsed.warnings).toEqual([]);
    expect(file.parsed.rows).toHaveLength(789);
    expect(file.parsed.rows.every((row) => (MEASURE_IDS as readonly string[]).includes(row.mapped.measureId))).toBe(
      true,
    );
  });

  const header = 'measure,geography,cohort,academic_year,value,unit,definition,source,url,confidence';
  it.each([
    ['an unknown measure', 'Happiness,Kent,ALL,2018/19,49,%,,DfE,,', ['2 measure']],
    ['an unknown cohort', 'Overall absence,Kent,MARTIANS,2018/19,49,%,,DfE,,', ['2 cohort']],
    ['an unknown unit', 'Overall absence,Kent,ALL,2018/19,49,furlongs,,DfE,,', ['2 unit']],
    ['a suppressed value is no figure', 'Overall absence,Kent,ALL,2018/19,c,%,,DfE,,', ['2 value']],
    ['a value that is not available', 'Overall absence,Kent,ALL,2018/19,x,%,,DfE,,', ['2 value']],
    ['no value is not nought', 'Overall absence,Kent,ALL,2018/19,,%,,DfE,,', ['2 value']],
    ['years that do not follow each other', 'Overall absence,Kent,ALL,2018/20,4.9,%,,DfE,,', ['2 academic_year']],
  ])('refuses %s', (_, row, expected) => {
    expect(refusals(parseText('benchmarks', `${header}\n${row}\n`))).toEqual(expected);
  });

  it('refuses a figure that is given twice, and takes another vintage of it', () => {
    const row = (definition: string, value: string) =>
      `Overall absence,Kent,ALL,2018/19,${value},% sessions,${definition},DfE,,`;
    const parsed = parseText(
      'benchmarks',
      [header, row('first', '4.9'), row('first', '5'), row('second', '5')].join('\n'),
    );
    expect(refusals(parsed)).toEqual(['3 measure']);
    expect(parsed.rows).toHaveLength(2);
  });
});

describe('GIAS', () => {
  const sample = read('./fixtures/gias/gias_sample.csv');

  it('takes every establishment of the sample as a school', async () => {
    const file = await parseFile('edubasealldata.csv', sample);
    if (file.kind !== 'parsed' || file.parsed.format !== 'gias') throw new Error('not read as GIAS');
    expect(file.parsed.refused).toEqual([]);
    expect(file.parsed.rows).toHaveLength(99);
    const [school] = file.parsed.rows;
    expect(school?.urn).toMatch(/^\d{6}$/);
    expect(file.parsed.rows.filter((row) => row.laestab !== null).length).toBeGreaterThan(80);
    expect(new Set(file.parsed.rows.map((row) => row.status)).has('open')).toBe(true);
  });

  it('is the same in Windows-1252, as the real file is written', () => {
    const [first] = parseAs('gias', readCsv(sample)).rows;
    const renamed = sample.toString('utf8').replace(first?.name ?? '', 'St Zoë’s Primary');
    const cp1252 = Buffer.from(renamed.replaceAll('’', '\x92'), 'latin1');
    const parsed = parseAs('gias', readCsv(cp1252));
    expect(parsed.rows).toHaveLength(99);
    expect(parsed.rows[0]).toEqual({ ...first, name: 'St Zoë’s Primary' });
    expect(parsed.warnings[0]?.reason).toContain('Windows-1252');
  });
});

describe('school census extracts', () => {
  it.each([
    ['pupilonroll', 64],
    ['termlyexclusionsonroll', 12],
    ['termlysessiondetailsonroll', 7],
  ])('the low-level reader takes %s whole', (name, width) => {
    const table = readCsv(read(`./fixtures/school-census/2024_autumn_${name}.csv`));
    expect(table.records).toHaveLength(400);
    expect(table.records.filter((record) => record.fault)).toEqual([]);
    expect(table.headers.length).toBe(width);
    expect(table.records.every((record) => record.cells.length === width)).toBe(true);
  });

  it('their exclusions, under our headers, are read: dates, sessions and FIXD', () => {
    const table = readCsv(read('./fixtures/school-census/2024_autumn_termlyexclusionsonroll.csv'));
    const names: Record<string, string> = { pupilonrolltableid: 'local_id', startdate: 'start_date' };
    const headers = table.headers.map((header) => names[header] ?? header);
    const parsed = parseAs('suspensions', { ...table, headers });
    expect(parsed.rows.length + parsed.refused.length).toBe(400);
    expect(parsed.rows.length).toBeGreaterThan(300);
    expect(new Set(parsed.rows.map((row) => row.category))).toEqual(new Set(['SUSP', 'PERM', 'LNCH']));
    const dates = table.records.map((record) => date(record.cells[table.headers.indexOf('startdate')] ?? ''));
    expect(dates.every((each) => each.ok)).toBe(true);
  });
});
