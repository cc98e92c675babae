import { describe, expect, it } from 'vitest';
import * as read from '#service/imports/read/cells.ts';

const value = (cell: read.Cell<unknown>) => (cell.ok ? cell.value : 'refused');

describe('dates', () => {
  it.each([
    ['2024-09-01', '2024-09-01'],
    ['2024-9-1', '2024-09-01'],
    ['01/09/2024', '2024-09-01'],
    ['1/9/2024', '2024-09-01'],
    ['01-09-2024', '2024-09-01'],
    ['01.09.2024', '2024-09-01'],
    ['2024-Oct-16 00:00:00', '2024-10-16'],
    ['16-Oct-2024', '2024-10-16'],
    ['16 October 2024', '2024-10-16'],
    ['16/10/2024 09:30', '2024-10-16'],
    ['2024-10-16T00:00:00.000Z', '2024-10-16'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2023', 'refused'],
    ['31/04/2024', 'refused'],
    ['12/31/2024', 'refused'],
    ['1/9/24', 'refused'],
    ['45551', 'refused'],
    ['01/09/0024', 'refused'],
    ['01/09/1899', 'refused'],
    ['soon', 'refused'],
    ['2024-Okt-16', 'refused'],
    ['0000-00-00', 'refused'],
  ])('%s is %s', (cell, expected) => {
    expect(value(read.date(cell))).toBe(expected);
  });
});

describe('numbers and codes', () => {
  it.each<[string, read.CellReader<unknown>, string, unknown]>([
    ['whole number', read.integer(0, 400), '132.0', 132],
    ['whole number', read.integer(0, 400), '132.5', 'refused'],
    ['whole number', read.integer(0, 400), '401', 'refused'],
    ['whole number', read.integer(0, 400), '1e2', 'refused'],
    ['decimal', read.decimal(-10, 10), '-0.34', -0.34],
    ['decimal', read.decimal(-10, 10), '٣', 'refused'],
    ['decimal', read.decimal(-10, 10), 'NaN', 'refused'],
    ['local id', read.localId, '132.0', '132'],
    ['local id', read.localId, '00123', '00123'],
    ['local id', read.localId, '1.23E+11', 'refused'],
    ['local id', read.localId, '#REF!', 'refused'],
    ['sex', read.sex, '1', 'M'],
    ['sex', read.sex, '2.0', 'F'],
    ['sex', read.sex, 'f', 'F'],
    ['sex', read.sex, 'U', 'U'],
    ['sex', read.sex, '3', 'refused'],
    ['yes or no', read.yesNo, 'TRUE', true],
    ['yes or no', read.yesNo, 'n', false],
    ['yes or no', read.yesNo, 'maybe', 'refused'],
    ['URN', read.schoolUrn, '118264.0', '118264'],
    ['URN', read.schoolUrn, 'SC118264', 'refused'],
    ['LAESTAB', read.laestab, '886/2001', '8862001'],
    ['LAESTAB', read.laestab, '8862001.0', '8862001'],
    ['LAESTAB', read.laestab, '2001', 'refused'],
    ['postcode', read.postcode, ' me14  1xq ', 'ME14 1XQ'],
    ['postcode', read.postcode, 'ME141XQ', 'ME14 1XQ'],
    ['postcode', read.postcode, 'ME14', 'refused'],
    ['year group', read.ncYear, 'R', 0],
    ['year group', read.ncYear, 'Year 7', 7],
    ['year group', read.ncYear, 'y11', 11],
    ['year group', read.ncYear, '7.0', 7],
    ['year group', read.ncYear, 'N1', -2],
    ['year group', read.ncYear, '15', 'refused'],
    ['academic year', read.academicYear, '202425', '2024/25'],
    ['academic year', read.academicYear, '2024-25', '2024/25'],
    ['academic year', read.academicYear, '2024/2025', '2024/25'],
    ['academic year', read.academicYear, '2024/26', 'refused'],
    ['e-mail', read.email, 'dt@example.sch.uk', 'dt@example.sch.uk'],
    ['e-mail', read.email, 'dt at example', 'refused'],
    ['text', read.text(5), 'abcdef', 'refused'],
    ['text', read.text(5), '#N/A', 'refused'],
  ])('%s: %#', (_, reader, cell, expected) => {
    expect(value(reader(cell.trim()))).toBe(expected);
  });

  it('takes out what nobody can see', () => {
    expect(read.tidy('\u00A0O\u2019Neil\u200B \uFEFF')).toBe('O\u2019Neil');
    expect(read.tidy('Zoe\u0308')).toBe('Zoë');
  });
});
