import { inflateRawSync } from 'node:zlib';
import { MOST_UNPACKED, worksheetTooLarge } from './fileLimits.ts';

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

/** How far the cells of a worksheet reach, from the addresses in its XML. Every pattern has a bounded length. */
function extentOf(sheet: Buffer): { rows: number; columns: number; corner: string } {
  const address = /\sr=["']([A-Z]{1,3})(\d{1,7})["']/g;
  let [rows, columns, corner] = [0, 0, 'A1'];
  // By the piece, with an overlap that no address is longer than: a string of the whole sheet would be twice its size.
  for (let from = 0; from < sheet.length; from += 1 << 20) {
    const piece = sheet.toString('latin1', from, from + (1 << 20) + 20);
    for (const [, letters = '', digits = ''] of piece.matchAll(address)) {
      const [row, column] = [Number(digits), columnNumber(letters)];
      if (row > rows || column > columns) corner = `${letters}${digits}`;
      rows = Math.max(rows, row);
      columns = Math.max(columns, column);
    }
  }
  return { rows, columns, corner };
}

export type WorkbookFault = { code: 'notAWorkbook' | 'tooLarge'; detail: string };

const damaged: WorkbookFault = { code: 'notAWorkbook', detail: 'The file is damaged or no workbook' };
const unpacksTooLarge: WorkbookFault = {
  code: 'tooLarge',
  detail: `The workbook unpacks to more than ${MOST_UNPACKED / 1024 / 1024} MB: save the list as CSV`,
};

/**
 * Why a workbook is not read, or null: unpacked here once, part by part and never beyond the limit, whatever sizes it
 * declares, and the extent of each sheet measured. A cell in the far corner would otherwise be 17,000 million cells of memory.
 *
 * @example workbookFault(bytes of a workbook with an x in XFD1048576)?.code // 'tooLarge'
 */
export function workbookFault(bytes: Uint8Array): WorkbookFault | null {
  const entries = entriesOf(bytes);
  if (entries === null) return damaged;
  let left = MOST_UNPACKED;
  for (const entry of entries) {
    if (!/\.(xml|rels)$/i.test(entry.name)) continue;
    const packed = packedBytes(bytes, entry);
    if (packed === null) return damaged;
    let part: Buffer;
    try {
      part = entry.method === 0 ? Buffer.from(packed) : inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
    } catch (error) {
      return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? unpacksTooLarge : damaged;
    }
    left -= part.length;
    if (left <= 0) return unpacksTooLarge;
    if (!/^xl\/worksheets\/[^/]+\.xml$/i.test(entry.name)) continue;
    const { rows, columns, corner } = extentOf(part);
    const detail = worksheetTooLarge(rows, columns, corner);
    if (detail !== null) return { code: 'tooLarge', detail };
  }
  return null;
}
