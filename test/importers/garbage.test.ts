import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allWeeks } from '#service/imports/formats/attendance/packedWeeks.ts';
import { parseAttendance } from '#service/imports/formats/attendance/read.ts';
import { formats } from '#service/imports/formats/formats.ts';
import { TEMPLATE_IDS, templateCsv } from '#service/imports/formats/templates.ts';
import type { FormatId } from '#service/imports/formats/types.ts';
import { parseAs, parseFile } from '#service/imports/read/parseFile.ts';
import { readCsv } from '#service/imports/read/readCsv.ts';
import { refusedCsvParts } from '#service/imports/read/refusedCsv.ts';
import { bytesOf } from './support.ts';

const ids = Object.keys(formats) as FormatId[];

const taken = (parsed: ReturnType<typeof parseAs>): number =>
  parsed.format === 'attendance' ? allWeeks(parsed).reduce((sum, week) => sum + week.rows, 0) : parsed.rows.length;

const balanced = (parsed: ReturnType<typeof parseAs>): void => {
  expect(taken(parsed) + parsed.refused.length).toBe(parsed.dataRows);
  for (const row of parsed.refused) {
    expect(row.reason).not.toBe('');
    expect(row.faults[0]).toMatchObject({ field: row.field, value: row.value, reason: row.reason });
  }
  expect(() => [...refusedCsvParts(parsed)]).not.toThrow();
};

const headerOf = (id: FormatId): string =>
  Object.values(formats[id].columns)
    .map((column) => column.name)
    .join(',');

const scrap = fc.oneof(
  fc.constantFrom(
    'K1',
    '118264',
    '01/09/2024',
    '2024/25',
    'KS2',
    'maths',
    'AM',
    '/',
    'SUSP',
    '0',
    '-1',
    '',
    '"',
    '""',
    '\0',
    '\n',
    '\r',
    '\r\n',
    ';',
    '\t',
    '=1',
    '1E+12',
    '#REF!',
  ),
  fc.string(),
  fc.string({ unit: 'binary' }),
);

describe('rows taken and rows refused are all the rows there are', () => {
  it.each(ids)('%s, from scraps under its own header', (id) => {
    const line = fc.array(scrap, { maxLength: 16 }).map((cells) => cells.join(','));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const bytes = bytesOf([headerOf(id), ...lines].join('\n'));
        balanced(parseAs(id, readCsv(bytes)));
        if (id === 'attendance') balanced(parseAttendance(bytes));
      }),
      { numRuns: 60 },
    );
  });

  it.each(ids)('%s, from bytes that are nothing', (id) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        balanced(parseAs(id, readCsv(bytes)));
        if (id === 'attendance') balanced(parseAttendance(bytes));
      }),
      { numRuns: 60 },
    );
  });

  it.each(TEMPLATE_IDS)('%s, from its template with bytes changed, whatever it is then taken for', async (id) => {
    const original = bytesOf(templateCsv(id));
    const change = fc.tuple(fc.nat(original.length - 1), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const bytes = original.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        const read = await parseFile('file.csv', bytes);
        if (read.kind === 'parsed') balanced(read.parsed);
        else expect(read.reason).not.toBe('');
      }),
      { numRuns: 60 },
    );
  });
});
