import { inflateRawSync } from 'node:zlib';
import { MOST_UNPACKED, MOST_WORKBOOK_CELLS, worksheetTooLarge } from './fileLimits.ts';
import { archiveOf } from './plainArchive.ts';

type Entry = { name: string; method: number; packed: number; at: number };

/** The entries of a ZIP file by its central directory; null when it has none that can be read. */
function entriesOf(bytes: Uint8Array): Entry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const lowest = Math.max(0, end - 0xffff);
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < lowest) return null;
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let entry = view.getUint16(end + 10, true); entry > 0; entry -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return null;
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}

/** The packed bytes of an entry, where its own header says they begin; null when that is outside the file. */
function packedBytes(bytes: Uint8Array, { at, packed }: Entry): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) return null;
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  return start + packed > bytes.length ? null : bytes.subarray(start, start + packed);
}

const columnNumber = (letters: string): number => {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
};

const ATTRIBUTES = /^(?:\s+[\w:.-]+\s*=\s*(?:"[^"&]*"|'[^'&]*'))*\s*\/?$/;

/**
 * How far the cells of a worksheet reach, from the addresses of its cells and rows; null where one is written as no
 * spreadsheet writes it (a small letter, an entity, a number such as 1e9), for the reader might take it for a far corner.
 */
function extentOf(sheet: Buffer): { rows: number; columns: number; corner: string } | null {
  let [rows, columns, corner, lines] = [0, 1, 'A1', 0];
  // By the piece, each up to the beginning of a tag: a string of the whole sheet would be twice its size.
  for (let from = 0; from < sheet.length; ) {
    const next = sheet.indexOf(60, from + (1 << 20));
    const end = next === -1 ? sheet.length : next;
    const piece = sheet.toString('latin1', from, end);
    from = end;
    for (const [, kind, attributes = ''] of piece.matchAll(
      /<(?:[A-Za-z_][\w.-]{0,30}:)?(c|row)(?=[\s/>])([^<>]{0,1000})/g,
    )) {
      if (!ATTRIBUTES.test(attributes)) return null;
      if (kind === 'row') lines += 1;
      const address = /\sr\s*=\s*(["'])(.*?)\1/.exec(attributes)?.[2];
      if (address === undefined) continue;
      const read = /^([A-Z]{0,3})(\d{1,7})$/.exec(address);
      if (read === null) return null;
      const [row, column] = [Number(read[2]), columnNumber(read[1] ?? '')];
      if (row > rows || column > columns) corner = address;
      rows = Math.max(rows, row);
      columns = Math.max(columns, column);
    }
  }
  // Rows may stand there without a number, each the one after the last.
  return { rows: Math.max(rows, lines), columns, corner };
}

export type WorkbookFault = { code: 'notAWorkbook' | 'tooLarge'; detail: string };

const damaged: WorkbookFault = { code: 'notAWorkbook', detail: 'The file is damaged or no workbook' };
const unpacksTooLarge: WorkbookFault = {
  code: 'tooLarge',
  detail: `The workbook unpacks to more than ${MOST_UNPACKED / 1024 / 1024} MB: save the list as CSV`,
};

const tooManySheets: WorkbookFault = {
  code: 'tooLarge',
  detail: 'The sheets of the workbook are together far larger than a list: save the sheet that is wanted as CSV',
};

const cellTooLong: WorkbookFault = {
  code: 'tooLarge',
  detail: 'A cell of the workbook is longer than any spreadsheet allows: save the list as CSV',
};
/** 32,767 characters are the most that a spreadsheet takes; each may be written as an entity. */
const MOST_BETWEEN_TAGS = 1 << 20;

/** Whether a part holds text between two tags that no spreadsheet would have taken. */
function hasLongText(part: Buffer): boolean {
  for (let from = 0; from + MOST_BETWEEN_TAGS < part.length; ) {
    const next = part.lastIndexOf(60, from + MOST_BETWEEN_TAGS);
    if (next <= from) return true;
    from = next;
  }
  return false;
}

/** What holds its cells is a worksheet, wherever in the archive it lies and whatever it is called. */
const isWorksheet = (part: Buffer): boolean => part.includes('sheetData');
const countIn = (part: Buffer, word: string): number => {
  let found = 0;
  for (let at = part.indexOf(word); at !== -1; at = part.indexOf(word, at + 1)) found += 1;
  return found;
};

/**
 * The parts of a workbook that its reader needs, as an archive made anew, or why it is not read. They are unpacked here once,
 * part by part and never beyond the limit, whatever sizes they declare, and the extent of each sheet is measured: a cell in the
 * far corner would otherwise be 17,000 million cells of memory. The reader is given these parts and no others, for it would
 * find more in the file itself: it goes from part to part and leaves the directory aside.
 *
 * @example checkedWorkbook(bytes of a workbook with an x in XFD1048576) // { ok: false, error: { code: 'tooLarge', … } }
 */
export function checkedWorkbook(bytes: Uint8Array): { ok: true; value: Buffer } | { ok: false; error: WorkbookFault } {
  const entries = entriesOf(bytes);
  if (entries === null) return { ok: false, error: damaged };
  const parts = new Map<string, Buffer>();
  let [left, cells, largest, sheets, listed] = [MOST_UNPACKED, 0, 0, 0, 0];
  for (const entry of entries) {
    if (!/\.(xml|rels)$/.test(entry.name)) continue;
    const packed = packedBytes(bytes, entry);
    if (packed === null || parts.has(entry.name)) return { ok: false, error: damaged };
    let part: Buffer;
    try {
      part = entry.method === 0 ? Buffer.from(packed) : inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
    } catch (error) {
      const tooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
      return { ok: false, error: tooLarge ? unpacksTooLarge : damaged };
    }
    left -= part.length;
    if (left <= 0) return { ok: false, error: unpacksTooLarge };
    if (hasLongText(part)) return { ok: false, error: cellTooLong };
    if (countIn(part, '<si') > MOST_WORKBOOK_CELLS) return { ok: false, error: tooManySheets };
    parts.set(entry.name, part);
    if (entry.name.endsWith('workbook.xml.rels')) listed += countIn(part, '/worksheet"') + countIn(part, "/worksheet'");
    if (!isWorksheet(part)) continue;
    const extent = extentOf(part);
    if (extent === null) return { ok: false, error: damaged };
    const { rows, columns, corner } = extent;
    const detail = worksheetTooLarge(rows, columns, corner);
    if (detail !== null) return { ok: false, error: { code: 'tooLarge', detail } };
    sheets += 1;
    cells += rows * columns;
    largest = Math.max(largest, rows * columns);
  }
  // A sheet that is named more often than it is there is read as often as it is named.
  cells += Math.max(0, listed - sheets) * largest;
  if (cells > MOST_WORKBOOK_CELLS) return { ok: false, error: tooManySheets };
  return { ok: true, value: archiveOf(parts) };
}
