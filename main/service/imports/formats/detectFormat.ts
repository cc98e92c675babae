import { detectEncoding } from '../read/decodeText.ts';
import { readRecords } from '../read/readCsv.ts';
import { isZip, readXlsx } from '../read/readXlsx.ts';
import { normaliseHeader, recordSifter } from '../read/sourceTable.ts';
import { fitOf, isOfOther, missingOf } from '../read/table.ts';
import { formats } from './formats.ts';
import { OTHER_903_FILES } from './ssda903Codes.ts';
import type { FormatId } from './types.ts';

/** Which importer takes a file, or why it is only listed. */
export type Detected =
  | { kind: 'format'; format: FormatId; title: string }
  | { kind: 'listed'; title: string; reason: string };

/** How much of a text file is looked at: its header stands well within it. */
const PEEK = 1 << 18;

const listed = (title: string, reason: string): Detected => ({ kind: 'listed', title, reason });

/** The header of a text file: the cells of its first line that is not blank. */
export const headersOf = (bytes: Uint8Array): string[] => {
  const { encoding, bom } = detectEncoding(bytes);
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(bom, bom + PEEK));
  const sifter = recordSifter();
  for (const record of readRecords(text.split(/(?<=[\r\n])/, 50).join(''))) {
    sifter.sift(record);
    if (sifter.headers().length > 0) break;
  }
  return sifter.headers();
};

/**
 * Which format a header belongs to: of the formats whose signature columns are all there, the one that explains most of
 * the header. The order and the case of columns make no difference.
 * `detectHeaders(['dec', 'DECOM', 'child', 'RNE', 'LS'])` is `'ssda903-episodes'`; null when none fits.
 */
export const detectHeaders = (headers: readonly string[]): FormatId | null => {
  let best: FormatId | null = null;
  let most = 0;
  for (const format of Object.values(formats)) {
    const fit = fitOf(format, headers);
    if (fit > most) {
      most = fit;
      best = format.id;
    }
  }
  return best;
};

/**
 * The format that a header almost fits, and the columns that it lacks: the one that explains most of the header, then lacks
 * least. Null where none explains two columns, or half of what it needs.
 */
const nearestOf = (headers: readonly string[]): { title: string; missing: string[] } | null => {
  let best: { title: string; missing: string[]; explained: number } | null = null;
  for (const format of Object.values(formats)) {
    const { missing, explained, needed } = missingOf(format, headers);
    if (explained < 2 || missing.length * 2 > needed || isOfOther(format, headers)) continue;
    const better =
      best === null ||
      explained > best.explained ||
      (explained === best.explained && missing.length < best.missing.length);
    if (better) best = { title: format.title, missing, explained };
  }
  return best;
};

const other903 = (headers: readonly string[]): string | null => {
  const names = new Set(headers.map(normaliseHeader));
  const found = OTHER_903_FILES.find((file) => file.headers.every((header) => names.has(normaliseHeader(header))));
  return found?.title ?? null;
};

/** What a table with this header is. */
export const detectedFrom = (headers: readonly string[]): Detected => {
  const other = other903(headers);
  if (other !== null)
    return listed(other, 'The app takes nothing from this part of the return; the file is left alone');
  const format = detectHeaders(headers);
  if (format !== null) return { kind: 'format', format, title: formats[format].title };
  if (headers.length === 0) return listed('Empty file', 'The file holds no header and no rows');
  const shown = headers.slice(0, 6).join(', ').slice(0, 120);
  const near = nearestOf(headers);
  const advice = near
    ? `the nearest is ${near.title}, which also needs ${near.missing.join(', ')}`
    : 'compare the header with the templates';
  return listed('Unknown file', `No import has these columns (${shown} …): ${advice}`);
};

/**
 * What a file is, from its header row alone; its name only helps to say what to do about a file that cannot be read.
 * Nothing fails: what is unknown is listed. An SSDA903 file that nobody asked for is named.
 */
export const detectFormat = async (name: string, bytes: Uint8Array): Promise<Detected> => {
  if (bytes.length === 0) return listed('Empty file', 'The file is empty');
  if (isZip(bytes)) {
    const table = await readXlsx(bytes);
    return table.ok ? detectedFrom(table.value.headers) : listed('Unreadable workbook', table.error.detail);
  }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) {
    return listed('Old Excel workbook', `Open ${name} in Excel and save it as .xlsx or CSV`);
  }
  if (bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44 && bytes[3] === 0x46) {
    return listed('PDF document', 'Data cannot be taken from a PDF: ask for the CSV or the workbook');
  }
  return detectedFrom(headersOf(bytes));
};
