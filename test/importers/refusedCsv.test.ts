import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutDirectionMarks } from '#domain/words/withoutDirectionMarks.ts';
import { escapeFormula, unescapeFormula, writeCsv } from '#service/documents/csv/writeCsv.ts';
import { allWeeks } from '#service/imports/formats/attendance/packedWeeks.ts';
import { readCsv } from '#service/imports/read/readCsv.ts';
import { refusedCsvParts } from '#service/imports/read/refusedCsv.ts';
import { bytesOf, parseText, refusals } from './support.ts';

const refusedCsv = (parsed: Parameters<typeof refusedCsvParts>[0]): string => [...refusedCsvParts(parsed)].join('');

describe('writing', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+44 1622', "'+44 1622"],
    ['-0.34', '-0.34'],
    ['-cmd', "'-cmd"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ["'=1", "''=1"],
    ['a;=1+1', "a;'=1+1"],
    ['x\t=1+1', "x\t'=1+1"],
    ['a,"=1+1', 'a,"\'=1+1'],
    ['a | @x', "a | '@x"],
    ['two\n=lines', "two\n'=lines"],
    ['two\n\nlines', 'two\n\nlines'],
    ['\t=1', "'\t'=1"],
    ["a;'=1", "a;''=1"],
    ['-5;-6', '-5;-6'],
    ['-5;-x', "-5;'-x"],
    ['half-term, well-being', 'half-term, well-being'],
    ['＝1+1', "'＝1+1"],
    ['＋44', "'＋44"],
    ['－5', "'－5"],
    ['＠x', "'＠x"],
    ['﹦1;﹫x', "'﹦1;'﹫x"],
    ["'＝1", "''＝1"],
    ['1＋1', '1＋1'],
    ["'tis", "'tis"],
    ['O’Neil', 'O’Neil'],
    ['', ''],
  ])('%j is written %j and read back', (cell, written) => {
    expect(escapeFormula(cell)).toBe(written);
    expect(unescapeFormula(written)).toBe(cell);
  });

  it.each([',', ';', '\t', '|'])('leaves no formula to a spreadsheet that splits at %j', (separator) => {
    const part = fc.constantFrom(
      '=1+1',
      '+1',
      '-cmd',
      '@x',
      '＝1',
      '＋x',
      '－5',
      '﹫x',
      ',',
      ';',
      '\t',
      '|',
      '\n',
      '"',
      ' ',
      "'",
      'a',
      '-5',
    );
    const cell = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), (cells) => {
        const [line = ''] = [writeCsv([cells]).slice(1)];
        // As a spreadsheet reads it that knows no quotation marks at all, and one that trims blanks and marks.
        const read = line.split(/[\r\n]/).flatMap((each) => each.split(separator));
        for (const each of read)
          expect(each.replace(/^[ "]+/, '')).not.toMatch(/^([=+@＝＋－＠﹦﹢﹣﹫]|-(?!\d+["' ]*([,;|\t]|$)))/);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no longer for a long run of marks', () => {
    for (const run of ["'".repeat(32_000), ' '.repeat(32_000), '=;'.repeat(16_000), `${' '.repeat(32_000)}=`]) {
      expect(unescapeFormula(escapeFormula(run))).toBe(run);
    }
  });

  it('leaves out what turns the reading direction round', () => {
    expect(writeCsv([['Untidy\u202Egnp']])).toBe('\uFEFFUntidygnp\r\n');
  });

  it('quotes as RFC 4180 says', () => {
    expect(
      writeCsv([
        ['a', 'b'],
        ['x,y', null],
        ['say "x"', 7],
        ['1\n2', ' z'],
      ]),
    ).toBe('\uFEFFa,b\r\n"x,y",\r\n"say ""x""",7\r\n"1\n2"," z"\r\n');
  });

  it('gives back every table of cells it wrote', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('=1', "'=1", '＝1', "'＠x", '－5', '"', ',', '\n', '\r\n', '-', '@"x'),
    );
    // NULs, halves of characters and marks of direction are left out when it is written.
    const tidyCell = cell.map((text) =>
      withoutDirectionMarks(text.replaceAll('\0', '').replace(/[\uD800-\uDFFF]/g, '')),
    );
    const row = fc.array(tidyCell, { minLength: 2, maxLength: 2 }).map(([a = '', b = '']) => [`x${a}`, b]);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const read = readCsv(bytesOf(writeCsv([['a', 'b'], ...rows])));
        expect(read.records.map((record) => record.cells)).toEqual(rows);
      }),
    );
  });
});

describe('refused rows come back mended', () => {
  const header = 'local_id,status,from,to';
  const file = `${header}\nK1,K,01/09/2014,\nK2,Q,01/09/2014,\n=K3,E,never,\nK4,E,01/09/2014\n`;

  it('holds the row as it was, what is wrong, and where', () => {
    const parsed = parseText('sen-status', file);
    expect(refusals(parsed)).toEqual(['3 status', '4 from', '5 ']);
    const csv = refusedCsv(parsed);
    expect(csv.split('\r\n')[0]).toBe(
      '\uFEFFlocal_id,status,from,to,refused_row,refused_field,refused_value,refused_reason,refused_extra',
    );
    expect(csv.split('\r\n')[1]).toBe('K2,Q,01/09/2014,,3,status,Q,"status: Not one of N, K, E, S",');
  });

  it('is refused again as it stands, for the same reasons, and taken once mended', () => {
    const csv = refusedCsv(parseText('sen-status', file));
    const again = parseText('sen-status', csv);
    expect(again.headers).toEqual(header.split(','));
    expect(refusals(again)).toEqual(['2 status', '3 from']);
    expect(again.refused[1]?.cells[0]).toBe('=K3');
    const mended = parseText('sen-status', csv.replace(',Q,', ',K,').replace('never', '01/09/2015'));
    expect(mended.refused).toEqual([]);
    expect(mended.rows.map((row) => row.localId)).toEqual(['K2', '=K3', 'K4']);
    expect(mended.warnings).toEqual([]);
  });

  it('keeps cells beyond the last column apart, and takes the row only when they have found their place', () => {
    const csv = refusedCsv(parseText('sen-status', `${header}\nK1,K,01/09/2014,,lost,cells\n`));
    const again = parseText('sen-status', csv);
    expect(again.refused[0]).toMatchObject({ field: 'refused_extra', value: 'lost,cells' });
    expect(parseText('sen-status', csv.replace('"lost,cells"\r', '\r').replace('"lost,cells"', '')).refused).toEqual(
      [],
    );
    expect(refusals(parseText('sen-status', refusedCsv(again)))).toEqual(['2 refused_extra']);
  });

  it('works for attendance as well', () => {
    const csv = refusedCsv(
      parseText('attendance', 'local_id,school_urn,date,session,code\nK1,118264,02/09/2024,AM,?\n'),
    );
    expect(refusals(parseText('attendance', csv))).toEqual(['2 code']);
    expect(allWeeks(parseText('attendance', csv.replace(',?,2,', ',/,2,')))[0]?.marks.trim()).toBe('/');
  });
});
