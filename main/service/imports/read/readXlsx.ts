import readWorkbook, { InvalidInputError, InvalidSpreadsheetError } from 'read-excel-file/node';
import type { Warning } from '../formats/types.ts';
import { isOfRefusal } from './columns.ts';
import { type SourceRecord, type SourceTable, toSourceTable } from './sourceTable.ts';
import { checkedWorkbook, type WorkbookFault } from './workbookExtent.ts';

/** `mended`: rows that came back of an earlier refusal, which are only a part of a list. */
export type XlsxResult = { ok: true; value: SourceTable & { mended: boolean } } | { ok: false; error: WorkbookFault };

/** Whether bytes begin as a ZIP file does, which every .xlsx is. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

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

/** Sheets that hold something and are not read are said: a list may lie behind the first sheet. */
const unreadSheets = (sheets: readonly { sheet: string; data: readonly unknown[][] }[]): Warning[] => {
  const [first, ...others] = sheets;
  const unread = others.filter(({ data }) => data.length > 0);
  if (!first || unread.length === 0) return [];
  const named = unread.map(({ sheet, data }) => `'${sheet}' (${data.length} rows)`).join(', ');
  return [
    {
      reason: `Only the first sheet, '${first.sheet}', is read. Not read: ${named}. Save each sheet that is wanted as a file of its own`,
    },
  ];
};

/**
 * The first sheet of an .xlsx workbook as a table of text cells, with the same rows, faults and row numbers as a CSV.
 * Formulas come as their last computed value. Fails as a value when the bytes are no workbook, or too large to hold.
 */
export const readXlsx = async (bytes: Uint8Array): Promise<XlsxResult> => {
  const checked = isZip(bytes)
    ? checkedWorkbook(bytes)
    : { ok: false as const, error: { code: 'notAWorkbook' as const, detail: 'The file is damaged or no workbook' } };
  if (!checked.ok) return checked;
  try {
    const sheets = await readWorkbook(checked.value);
    const rows: readonly unknown[][] = sheets[0]?.data ?? [];
    const width = rows.slice(0, 1000).reduce((most, row) => Math.max(most, row.length), 0);
    const records = rows.map((row, index): SourceRecord => {
      const cells = row.map(cellText);
      while (cells.length < width) cells.push('');
      return { row: index + 1, cells };
    });
    // The table leaves these columns out; here they tell that it is a part of a list.
    const mended = records.slice(0, 20).some(({ cells }) => cells.some(isOfRefusal));
    return { ok: true, value: { ...toSourceTable(records, unreadSheets(sheets)), mended } };
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
