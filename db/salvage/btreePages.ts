import type { PageFile } from './pageFile.ts';

/** The file format is documented at sqlite.org/fileformat2.html; section numbers below are that page's. */

export type RecordValue = string | number | bigint | Buffer | null;
export type TableCell = { rowid: number; values: RecordValue[] };
export type ParsedPage =
  | { kind: 'tableLeaf'; cells: (TableCell | null)[] }
  | { kind: 'indexLeaf' | 'indexInterior'; children: number[]; cells: (RecordValue[] | null)[] }
  | { kind: 'tableInterior'; children: number[] };

/** A variable-length integer (section 1.6): its value and the place after it. Row ids here stay below 2^53. */
function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes[at + index] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + index + 1];
  }
  return [value * 256 + (bytes[at + 8] ?? 0), at + 9];
}

/** One value of a record by its serial type (section 2.1). */
function readValue(bytes: Buffer, at: number, type: number): [value: RecordValue, size: number] {
  if (type === 0) return [null, 0];
  if (type >= 1 && type <= 4) return [bytes.readIntBE(at, type), type];
  if (type === 5) return [bytes.readIntBE(at, 6), 6];
  if (type === 6) {
    const value = bytes.readBigInt64BE(at);
    const small = Number(value);
    return [Number.isSafeInteger(small) ? small : value, 8];
  }
  if (type === 7) return [bytes.readDoubleBE(at), 8];
  if (type === 8) return [0, 0];
  if (type === 9) return [1, 0];
  if (type < 12) throw new RangeError('No such type of value.');
  const size = (type - (type % 2 === 0 ? 12 : 13)) / 2;
  if (at + size > bytes.length) throw new RangeError('A value is longer than its record.');
  const value = bytes.subarray(at, at + size);
  return [type % 2 === 0 ? Buffer.from(value) : value.toString('utf8'), size];
}

/** The values of a record (section 2.1). Throws when it is none. */
export function readRecord(bytes: Buffer): RecordValue[] {
  const [headerSize, first] = varint(bytes, 0);
  if (headerSize > bytes.length) throw new RangeError('The header of a record is longer than the record.');
  const values: RecordValue[] = [];
  let [at, body] = [first, headerSize];
  while (at < headerSize) {
    const [type, next] = varint(bytes, at);
    const [value, size] = readValue(bytes, body, type);
    values.push(value);
    at = next;
    body += size;
  }
  return values;
}

/** A cell's whole content, following its overflow pages (section 1.6); null when one of them cannot be read. */
function payload(file: PageFile, page: Buffer, at: number, size: number, isTable: boolean): Buffer | null {
  const { usable } = file;
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (size <= most) return page.subarray(at, at + size);
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((size - least) % (usable - 4));
  const local = fitting <= most ? fitting : least;
  const parts = [page.subarray(at, at + local)];
  let next = page.readUInt32BE(at + local);
  for (let left = size - local; left > 0; ) {
    const overflow = file.page(next);
    if (!overflow) return null;
    const part = overflow.subarray(4, Math.min(usable, 4 + left));
    parts.push(part);
    left -= part.length;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

const kinds = { 2: 'indexInterior', 5: 'tableInterior', 10: 'indexLeaf', 13: 'tableLeaf' } as const;

/**
 * Reads one page of a table or index (section 1.6); null when it is of another kind. A cell whose overflow pages are lost is
 * null. A page that passed its tag is what SQLite wrote, so anything else that does not fit is a bug and throws.
 */
export function parsePage(file: PageFile, page: Buffer, number: number): ParsedPage | null {
  const start = number === 1 ? 100 : 0;
  const kind = kinds[page[start] as keyof typeof kinds];
  if (!kind) return null;
  const interior = kind === 'indexInterior' || kind === 'tableInterior';
  const count = page.readUInt16BE(start + 3);
  const places = Array.from({ length: count }, (_, index) =>
    page.readUInt16BE(start + (interior ? 12 : 8) + index * 2),
  );
  const children = interior ? [...places.map((at) => page.readUInt32BE(at)), page.readUInt32BE(start + 8)] : [];
  if (kind === 'tableInterior') return { kind, children };
  if (kind === 'tableLeaf')
    return {
      kind,
      cells: places.map((place) => {
        const [size, afterSize] = varint(page, place);
        const [rowid, at] = varint(page, afterSize);
        const bytes = payload(file, page, at, size, true);
        return bytes && { rowid, values: readRecord(bytes) };
      }),
    };
  return {
    kind,
    children,
    cells: places.map((place) => {
      const [size, at] = varint(page, place + (interior ? 4 : 0));
      const bytes = payload(file, page, at, size, false);
      return bytes && readRecord(bytes);
    }),
  };
}
