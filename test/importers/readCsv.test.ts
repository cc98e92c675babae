import { describe, expect, it } from 'vitest';
import { decodeText } from '#service/imports/read/decodeText.ts';
import { readCsv, sniffDelimiter } from '#service/imports/read/readCsv.ts';
import { bytesOf } from './support.ts';

const cells = (text: string | Uint8Array) =>
  readCsv(typeof text === 'string' ? bytesOf(text) : text).records.map((record) =>
    record.fault ? [record.row, 'FAULT', ...record.cells] : [record.row, ...record.cells],
  );

describe('files as people have them', () => {
  it.each<[string, string, (string | number)[][]]>([
    [
      'line feeds',
      'a,b\n1,2\n3,4\n',
      [
        [2, '1', '2'],
        [3, '3', '4'],
      ],
    ],
    ['carriage return and line feed', 'a,b\r\n1,2\r\n', [[2, '1', '2']]],
    [
      'carriage returns alone',
      'a,b\r1,2\r3,4',
      [
        [2, '1', '2'],
        [3, '3', '4'],
      ],
    ],
    [
      'all three in one file',
      'a,b\r\n1,2\n3,4\r5,6',
      [
        [2, '1', '2'],
        [3, '3', '4'],
        [4, '5', '6'],
      ],
    ],
    ['no line break at the end', 'a,b\n1,2', [[2, '1', '2']]],
    [
      'blank lines count, as a spreadsheet shows them',
      'a,b\n\n1,2\n , \n3,4\n',
      [
        [3, '1', '2'],
        [5, '3', '4'],
      ],
    ],
    ['blank lines before the header', '\n\na,b\n1,2', [[4, '1', '2']]],
    ['a quoted separator', 'a,b\n"1,5",2', [[2, '1,5', '2']]],
    [
      'a quoted line break is one row',
      'a,b\n"1\n5",2\n3,4',
      [
        [2, '1\n5', '2'],
        [3, '3', '4'],
      ],
    ],
    ['a doubled quotation mark', 'a,b\n"say ""x""",2', [[2, 'say "x"', '2']]],
    ['a quotation mark inside a bare cell', 'a,b\n5" pipe,2', [[2, '5" pipe', '2']]],
    ['semicolons', 'a;b\n1,5;2', [[2, '1,5', '2']]],
    ['tabs', 'a\tb\n1\t2', [[2, '1', '2']]],
    ['vertical bars', 'a|b\n1|2', [[2, '1', '2']]],
    ['blank cells beyond the last column', 'a,b\n1,2,,', [[2, '1', '2', '', '']]],
    ['blank headers at the end', 'a,b,,\n1,2,,', [[2, '1', '2', '', '']]],
    [
      'a row a cell short does not swallow the next',
      'a,b,c\n1,2\n3,4,5',
      [
        [2, 'FAULT', '1', '2'],
        [3, '3', '4', '5'],
      ],
    ],
    [
      'a row a cell long',
      'a,b\n1,2,3\n4,5',
      [
        [2, 'FAULT', '1', '2', '3'],
        [3, '4', '5'],
      ],
    ],
    [
      'a NUL',
      'a,b\n1,\0\n3,4',
      [
        [2, 'FAULT', '1', '\0'],
        [3, '3', '4'],
      ],
    ],
    [
      'an open quotation mark spoils its own line only',
      'a,b\n1,"2\n3,4\n5,6',
      [
        [2, 'FAULT', '1', '"2'],
        [3, '3', '4'],
        [4, '5', '6'],
      ],
    ],
    [
      'an open quotation mark in the last line',
      'a,b\r\n1,2\r\n"3,4',
      [
        [2, '1', '2'],
        [3, 'FAULT', '"3', '4'],
      ],
    ],
    ['header only', 'a,b\n', []],
    ['nothing', '', []],
    ['blanks only', ' \n\n , \n', []],
    ['an apostrophe that the app put there', "a,b\n'=1+1,'tis", [[2, '=1+1', "'tis"]]],
  ])('%s', (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it('says what a ragged row lacks, and where a quotation mark is to blame', () => {
    const [short, runsOver] = readCsv(bytesOf('a,b,c\n1,2\n"x\ny"\n')).records;
    expect(short?.fault?.reason).toBe('The row has 2 of 3 columns: add what is missing');
    expect(runsOver?.fault?.reason).toContain('stray quotation mark');
  });

  it('survives a hundred quotation marks that are never closed', () => {
    const text = `a,b\n${'1,2\n"x,y\n'.repeat(101)}`;
    const rows = cells(text).length;
    expect(rows).toBeGreaterThan(50);
    expect(rows).toBeLessThanOrEqual(202);
  });

  it('reads a cell of two million characters', () => {
    expect(readCsv(bytesOf(`a,b\n${'x'.repeat(2_000_000)},2`)).records[0]?.cells[0]).toHaveLength(2_000_000);
  });
});

describe('encodings', () => {
  const utf16 = (text: string, bigEndian = false, bom = true) => {
    const buffer = Buffer.from((bom ? '\uFEFF' : '') + text, 'utf16le');
    return bigEndian ? buffer.swap16() : buffer;
  };
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', bytesOf('Zoë €'), 'utf-8'],
    ['UTF-8 with a mark', bytesOf('\uFEFFZoë €'), 'utf-8'],
    ['Windows-1252', new Uint8Array([0x5a, 0x6f, 0xeb, 0x20, 0x80]), 'windows-1252'],
    ['UTF-16 little-endian', utf16('Zoë €'), 'utf-16le'],
    ['UTF-16 big-endian', utf16('Zoë €', true), 'utf-16be'],
    ['UTF-16 without a mark', utf16('Zoë € and some more words', false, false), 'utf-16le'],
  ])('%s', (_, bytes, encoding) => {
    const decoded = decodeText(bytes);
    expect(decoded.encoding).toBe(encoding);
    expect(decoded.text.startsWith('Zoë €')).toBe(true);
  });

  it('says so when a file is read as Windows-1252', () => {
    const table = readCsv(new Uint8Array([0x61, 0x0a, 0xeb]));
    expect(table.records[0]?.cells).toEqual(['ë']);
    expect(table.warnings[0]?.reason).toContain('Windows-1252');
  });

  it('takes the mark off the first header', () => {
    expect(readCsv(bytesOf('\uFEFFa,b\n1,2')).headers).toEqual(['a', 'b']);
    expect(readCsv(bytesOf('\uFEFF"a",b\n1,2')).headers).toEqual(['a', 'b']);
  });
});

it.each([
  ['a,b;c,d', ','],
  ['a;b;c,d', ';'],
  ['"a;b;c;d",e', ','],
  ['', ','],
  ['\n\na\tb', '\t'],
])('separator of %j is %j', (text, expected) => {
  expect(sniffDelimiter(text)).toBe(expected);
});
