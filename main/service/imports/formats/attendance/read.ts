import { unescapeFormula } from '#service/documents/csv/writeCsv.ts';
import { decodeText, detectEncoding } from '#service/imports/read/decodeText.ts';
import { type Delimiter, eachRecord, sniffDelimiter } from '#service/imports/read/readCsv.ts';
import {
  normaliseHeader,
  REFUSED_PREFIX,
  recordSifter,
  type SourceRecord,
  type SourceTable,
} from '#service/imports/read/sourceTable.ts';
import type { Warning } from '../types.ts';
import type { ParsedAttendance } from './format.ts';
import { LONE_CR, lineCutter, ODD } from './lineCutter.ts';
import { weekCollector } from './weekCollector.ts';

const CHUNK = 1 << 18;
/** A line longer than this is none of marks. */
const LONGEST_LINE = 1 << 20;
const QUOTE = 0x22;
const LF = 10;
const CR = 13;

const latinWarning: Warning = {
  reason: 'The file is not UTF-8; it was read as Windows-1252. Check names with accents',
};

/**
 * Reads an attendance file (a row per child, school, date and session) into weeks of marks.
 *
 * A file without a quotation mark, which is how school systems write them, is cut at line ends and separators in one
 * pass over the bytes, a megabyte at a time, and only the weeks are kept. It is
 * not read with udsv, which joins a row that is a cell short with the next one, unnoticed (see `readCsv`). Anything else
 * (quotes, lone CRs, NULs, UTF-16, rows brought back mended) goes record by record through csv-parse.
 *
 * Refused: cells that cannot be read, weekends, codes not in force on the day, a second and different mark for one
 * session of one enrolment. A mark given twice counts once; `-` is no mark.
 * Source: domain notes, section 6 (codes) and section 11 (MIS exports); architecture section 4 (marks by week).
 */
export const parseAttendance = (bytes: Uint8Array): ParsedAttendance => {
  const pieces = plainPieces(bytes);
  let step = pieces.next();
  while (!step.done) step = pieces.next();
  return step.value ?? parseRecords(bytes, warningsOf(bytes));
};

/**
 * The same for a file without quotation marks, a megabyte at a time with `between` awaited after each, so that a county's
 * year of marks holds nobody up and can be cancelled; null where the file needs the slower way.
 */
export const parsePlainAttendance = async (
  bytes: Uint8Array,
  between: () => Promise<void>,
): Promise<ParsedAttendance | null> => {
  const pieces = plainPieces(bytes);
  let step = pieces.next();
  while (!step.done) {
    await between();
    step = pieces.next();
  }
  return step.value;
};

const warningsOf = (bytes: Uint8Array): Warning[] =>
  detectEncoding(bytes).encoding === 'windows-1252' ? [latinWarning] : [];

/** Whether a file can be cut at line ends and separators, a megabyte at a time. */
export const isPlainText = (bytes: Uint8Array): boolean => {
  const { encoding } = detectEncoding(bytes);
  return (encoding === 'utf-8' || encoding === 'windows-1252') && !bytes.includes(QUOTE) && !bytes.includes(0);
};

function* plainPieces(bytes: Uint8Array): Generator<undefined, ParsedAttendance | null> {
  if (!isPlainText(bytes)) return null;
  const { encoding, bom } = detectEncoding(bytes);
  if (encoding !== 'utf-8' && encoding !== 'windows-1252') return null;
  return yield* parseLines(bytes.subarray(bom), encoding, warningsOf(bytes));
}

/** The same from a table, such as a worksheet. */
export const parseAttendanceTable = (table: SourceTable): ParsedAttendance => {
  const collector = weekCollector(table.headers, table.warnings);
  for (const record of table.records) collector.add(record);
  return collector.finish();
};

type Collector = ReturnType<typeof weekCollector>;

const parseRecords = (bytes: Uint8Array, warnings: readonly Warning[]): ParsedAttendance => {
  const { text } = decodeText(bytes);
  const sifter = recordSifter();
  let collector: Collector | null = null;
  eachRecord(text, sniffDelimiter(text), (raw) => {
    const record = sifter.sift(raw);
    if (!record) return;
    collector ??= weekCollector(sifter.headers(), warnings);
    collector.add(record);
  });
  return (collector ?? weekCollector(sifter.headers(), warnings)).finish();
};

/** One pass over lines without quotes; null when a lone CR or columns of an earlier refusal ask for the slower way. */
function* parseLines(
  bytes: Uint8Array,
  encoding: 'utf-8' | 'windows-1252',
  warnings: readonly Warning[],
): Generator<undefined, ParsedAttendance | null> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const sifter = recordSifter();
  const reused: SourceRecord = { row: 0, cells: [] };
  let delimiter: Delimiter = ',';
  let collector = null as Collector | null;
  let cut: ReturnType<typeof lineCutter> = () => ODD;
  let row = 0;
  const takeOddLine = (line: string): boolean => {
    if (line.includes('\r')) return false;
    if (collector === null) delimiter = sniffDelimiter(line);
    const cells = line.split(delimiter);
    const record = sifter.sift({ row, cells });
    if (collector !== null) {
      if (record) collector.add(record);
    } else if (sifter.headers().length > 0) {
      if (cells.some((cell) => normaliseHeader(cell).startsWith(REFUSED_PREFIX))) return false;
      collector = weekCollector(sifter.headers(), warnings, unescapeFormula);
      reused.cells = sifter.headers().map(() => '');
      cut = lineCutter(bytes, decoder, delimiter.charCodeAt(0), reused.cells);
    }
    return true;
  };
  let told = 0;
  for (let at = 0; at < bytes.length; ) {
    row += 1;
    const next = cut(at);
    if (next > 0 && collector !== null) {
      reused.row = row;
      collector.add(reused);
      at = next;
    } else {
      const found = bytes.indexOf(LF, at);
      const end = found === -1 ? bytes.length : found;
      if (next === LONE_CR || end - at > LONGEST_LINE) return null;
      const isCrLf = end > at && bytes[end - 1] === CR;
      if (!takeOddLine(decoder.decode(bytes.subarray(at, isCrLf ? end - 1 : end)))) return null;
      at = end + 1;
    }
    if (at - told > CHUNK) {
      told = at;
      yield;
    }
  }
  return (collector ?? weekCollector(sifter.headers(), warnings)).finish();
}
