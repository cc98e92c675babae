import { InvalidInputError, InvalidSpreadsheetError, readSheet } from 'read-excel-file/node';
import { type SourceRecord, type SourceTable, toSourceTable } from './sourceTable.ts';

export type XlsxResult = { ok: true; value: SourceTable } | { ok: false; error: { code: XlsxFault; detail: string } };
export type XlsxFault = 'notAWorkbook' | 'tooLarge';

/** A workbook that unpacks to more than this is refused before it is unpacked. */
const MOST_UNPACKED = 400 * 1024 * 1024;

/** Whether bytes begin as a ZIP file does, which every .xlsx is. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/**
 * The unpacked size that a ZIP file declares, in bytes, from its central directory; null when it has none. It keeps a
 * small file that unpacks to gigabytes from filling the memory.
 */
export const declaredSize = (bytes: Uint8Array): number | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const lowest = Math.max(0, end - 0xffff);
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < lowest) return null;
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let size = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return null;
    size += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return size;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** A worksheet's cell as text: dates as YYYY-MM-DD (a workbook's date has no time zone and arrives as UTC), true as yes. */
const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return '#VALUE!';
    return `${cell.getUTCFullYear()}-${two(cell.getUTCMonth() + 1)}-${two(cell.getUTCDate())}`;
  }
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return String(cell);
};

/**
 * The first sheet of an .xlsx workbook as a table of text cells, with the same rows, faults and row numbers as a CSV.
 * Formulas come as their last computed value. Fails as a value when the bytes are no workbook, or unpack too large.
 */
export const readXlsx = async (bytes: Uint8Array): Promise<XlsxResult> => {
  const size = isZip(bytes) ? declaredSize(bytes) : null;
  if (size === null)
    return { ok: false, error: { code: 'notAWorkbook', detail: 'The file is damaged or no workbook' } };
  if (size > MOST_UNPACKED) {
    return {
      ok: false,
      error: { code: 'tooLarge', detail: 'The workbook unpacks to more than 400 MB: save it as CSV' },
    };
  }
  try {
    const rows: unknown[][] = await readSheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const width = Math.max(0, ...rows.slice(0, 1000).map((row) => row.length));
    const records = rows.map((row, index): SourceRecord => {
      const cells = row.map(cellText);
      while (cells.length < width) cells.push('');
      return { row: index + 1, cells };
    });
    return { ok: true, value: toSourceTable(records, []) };
  } catch (error) {
    if (!isBadWorkbook(error)) throw error;
    return { ok: false, error: { code: 'notAWorkbook', detail: 'The file is damaged or no workbook: save it again' } };
  }
};

/** The reader throws its own errors for a bad archive and plain ones for bad XML inside it; anything typed is a bug. */
const isBadWorkbook = (error: unknown): boolean =>
  error instanceof InvalidInputError ||
  error instanceof InvalidSpreadsheetError ||
  (error instanceof Error && !(error instanceof RangeError));
