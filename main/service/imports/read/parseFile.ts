import { parseAttendance, parseAttendanceTable } from '../formats/attendance/read.ts';
import { detectedFrom, detectFormat } from '../formats/detectFormat.ts';
import { type AnyParsed, formats, type ParsedByFormat } from '../formats/formats.ts';
import type { FormatId } from '../formats/types.ts';
import { textTooLarge, tooManyCells } from './fileLimits.ts';
import { readCsv } from './readCsv.ts';
import { isZip, readXlsx } from './readXlsx.ts';
import type { SourceTable } from './sourceTable.ts';
import { parseTable, type TableFormat } from './table.ts';

/**
 * A file that was read, or one that is only listed with the reason. `mended`: a workbook that came back of an earlier
 * refusal, which holds only some rows of a list.
 */
export type FileRead =
  | { kind: 'parsed'; title: string; parsed: AnyParsed; mended?: boolean }
  | { kind: 'listed'; title: string; reason: string };

/**
 * Reads a file as a format, whatever its header says: for tests and for a person who chose the format by hand.
 * `parseAs('schools', readCsv(bytes))` is a `Parsed<SchoolRow>`.
 */
export const parseAs = <F extends FormatId>(format: F, table: SourceTable): ParsedByFormat[F] => {
  const chosen: FormatId = format;
  if (chosen === 'attendance') return parseAttendanceTable(table) as ParsedByFormat[F];
  return parseTable(table, formats[chosen] as unknown as TableFormat) as unknown as ParsedByFormat[F];
};

/** A file of marks whose dates have the month first is left alone as a whole: its marks are weeks by then, some of them on other days. */
export const unlessMonthFirst = (read: FileRead & { kind: 'parsed' }): FileRead => {
  const reason = read.parsed.format === 'attendance' ? read.parsed.monthFirst : undefined;
  return reason === undefined ? read : { kind: 'listed', title: read.title, reason };
};

/**
 * Finds out what a file is and reads it: CSV and other delimited text, or the first sheet of an .xlsx workbook.
 * It never fails: a file that cannot be read is listed with what to do.
 */
export const parseFile = async (name: string, bytes: Uint8Array): Promise<FileRead> => {
  if (isZip(bytes)) {
    const table = await readXlsx(bytes);
    if (!table.ok) return { kind: 'listed', title: 'Unreadable workbook', reason: table.error.detail };
    const detected = detectedFrom(table.value.headers);
    if (detected.kind === 'listed') {
      const [notes] = table.value.warnings.map(({ reason }) => reason);
      return notes === undefined ? detected : { ...detected, reason: `${detected.reason}. ${notes}` };
    }
    const parsed = parseAs(detected.format, table.value);
    return unlessMonthFirst({ kind: 'parsed', title: detected.title, parsed, mended: table.value.mended });
  }
  const tooLarge = textTooLarge(bytes) ?? tooManyCells(bytes);
  if (tooLarge !== null) return { kind: 'listed', title: 'Too large', reason: tooLarge };
  const detected = await detectFormat(name, bytes);
  if (detected.kind === 'listed') return detected;
  const { format, title } = detected;
  if (format === 'attendance') return unlessMonthFirst({ kind: 'parsed', title, parsed: parseAttendance(bytes) });
  return { kind: 'parsed', title, parsed: parseAs(format, readCsv(bytes)) };
};
