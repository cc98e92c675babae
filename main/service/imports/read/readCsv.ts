import { CsvError, parse } from 'csv-parse/sync';
import { unescapeFormula } from '#service/documents/csv/writeCsv.ts';
import type { Warning } from '../formats/types.ts';
import { decodeText } from './decodeText.ts';
import { type SourceRecord, type SourceTable, toSourceTable } from './sourceTable.ts';

/**
 * Reads any delimited text file into a table of cells; it never throws and never fails a whole file.
 *
 * csv-parse, not udsv: these files are small and made by people. udsv 0.7.3 joins a row that is a cell short with the
 * row below it (`1,2\n3,4,5` under three headers becomes one row whose second cell is `2\n3`), so one slip would move
 * every later cell; csv-parse keeps each row apart and gives its byte offset. Attendance, the one large file, is read
 * line by line in `parseAttendance`.
 *
 * Handles byte-order marks, UTF-8, UTF-16 and Windows-1252, CRLF, LF and CR in one file, comma, semicolon, tab or
 * vertical bar, quoted cells over several lines, ragged rows and NUL characters (marked with a fault), a quotation
 * mark that is never closed (its own line is refused and reading goes on below), blank lines, and no rows at all.
 * `readCsv(bytes of 'a,b\n1\n')` gives headers `['a','b']` and one record of row 2 with a fault.
 */
export const readCsv = (bytes: Uint8Array): SourceTable => {
  const { text, encoding } = decodeText(bytes);
  const warnings: Warning[] = [];
  if (encoding === 'windows-1252') {
    warnings.push({ reason: 'The file is not UTF-8; it was read as Windows-1252. Check names with accents' });
  }
  const table = toSourceTable(readRecords(text), warnings);
  return encoding === 'windows-1252' ? { ...table, guessedLetters: true } : table;
};

const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** The separator of a file: the one that occurs most often, outside quotes, in its first line that is not blank. */
export const sniffDelimiter = (text: string): Delimiter => {
  const header = (/^\s*([^\r\n]*)/.exec(text.slice(0, 100_000))?.[1] ?? '').replace(/"[^"]*"/g, '');
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = header.split(delimiter).length - 1;
    if (count > most) {
      most = count;
      best = delimiter;
    }
  }
  return best;
};

/** Beyond this many quotation marks that are never closed, every later line is read with quotes taken literally. */
const UNCLOSED_LIMIT = 50;

const csvOptions = (delimiter: Delimiter) => ({
  delimiter,
  relax_column_count: true,
  relax_quotes: true,
  record_delimiter: ['\r\n', '\n', '\r'],
});

/**
 * The parser makes an error of every line of another length than the first, blank ones too, and drops it; with its trace each
 * takes 0.1 ms, which is minutes over a file of such lines.
 */
function withoutTraces(work: () => void): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Every record of a text in order, blank ones included, numbered as a spreadsheet shows them. A line whose quotation
 * mark is never closed comes with a fault, and reading starts again at the line below it.
 */
export const eachRecord = (text: string, delimiter: Delimiter, visit: (record: SourceRecord) => void): void => {
  let rest = Buffer.from(text, 'utf8');
  let row = 0;
  for (let unclosed = 0; rest.length > 0; unclosed += 1) {
    let read = 0;
    const take = (cells: string[], info: { bytes: number }): null => {
      row += 1;
      visit({ row, cells: cells.map(unescapeFormula) });
      read = info.bytes;
      return null;
    };
    try {
      const literal = unclosed > UNCLOSED_LIMIT ? { quote: false } : {};
      withoutTraces(() => parse(rest, { ...csvOptions(delimiter), ...literal, on_record: take }));
      return;
    } catch (error) {
      if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error;
      rest = rest.subarray(read);
      const line = /^[^\r\n]*/.exec(rest.toString('utf8'))?.[0] ?? '';
      const reason = 'A quotation mark in this row is never closed: close it or take it out';
      row += 1;
      visit({ row, cells: line.split(delimiter), fault: { field: '', value: line.slice(0, 200), reason } });
      rest = rest.subarray(Buffer.byteLength(line));
      rest = rest.subarray(rest[0] === 13 && rest[1] === 10 ? 2 : 1);
    }
  }
};

/** `eachRecord` as an array. */
export const readRecords = (text: string): SourceRecord[] => {
  const records: SourceRecord[] = [];
  eachRecord(text, sniffDelimiter(text), (record) => records.push(record));
  return records;
};
