import type { Fault, Warning } from '../formats/types.ts';

/** One record of a file as the reader found it; `fault` where its shape alone already refuses it. */
export type SourceRecord = { row: number; cells: string[]; fault?: Fault };

/** A file as a table of text cells, whether it came as CSV or as a workbook. Wholly blank records are left out. */
export type SourceTable = {
  headers: string[];
  records: SourceRecord[];
  warnings: Warning[];
  /** The file does not say in which code table it is written: letters beyond A to Z are guessed. */
  guessedLetters?: true;
};

/** Columns that `refusedCsvParts` adds begin so; a file that comes back mended is read without them. */
export const REFUSED_PREFIX = 'refused_';

/** The column of `refusedCsvParts` that holds cells beyond the last header: a row comes back only once it is emptied. */
export const REFUSED_EXTRA = 'refused_extra';

/**
 * The name a header is matched by: case, spaces, dots and hyphens make no difference.
 * `normaliseHeader(' Legal-Surname')` is `'legal_surname'`.
 */
export const normaliseHeader = (header: string): string =>
  header
    .trim()
    .toLowerCase()
    .replace(/[\s.\-_]+/g, '_')
    .replace(/^_+|_+$/g, '');

const isBlankCell = (cell: string): boolean => cell.trim() === '';

/**
 * Rows of the file that a stray quotation mark has made part of a cell: lines within it that are cut into as many cells as
 * the header. They are nowhere else in the file, so the row that holds them is refused and says so.
 * `swallowedRows('Pat\nM402,Kim,2013\nM403,Lou,2013\nPat', 3)` is `['M402,Kim,2013', 'M403,Lou,2013']`.
 */
const swallowedRows = (cell: string, width: number): string[] => {
  if (width < 3 || !/[\r\n]/.test(cell)) return [];
  const lines = cell.split(/\r\n|[\r\n]/).slice(1);
  return lines.filter((line) => [',', ';', '\t', '|'].some((separator) => line.split(separator).length >= width));
};

const swallowFault = (cells: string[], headers: readonly string[]): Fault | undefined => {
  for (const [index, cell] of cells.entries()) {
    const [first, ...more] = swallowedRows(cell, headers.length);
    if (first === undefined) continue;
    const rows = more.length === 0 ? 'the row below it' : `the ${more.length + 1} rows below it`;
    const reason = `A quotation mark opens in this cell and closes further down, and ${rows} became part of it ('${first.slice(0, 60)}'): take the stray mark out of the file and bring it in again`;
    return { field: headers[index] ?? '', value: cell.slice(0, 200), reason, losesRows: true };
  }
  return undefined;
};

/** What is wrong with the shape of a record: a NUL byte, swallowed rows, too few or too many cells. Undefined when nothing is. */
const shapeFault = (cells: string[], headers: readonly string[]): Fault | undefined => {
  const width = headers.length;
  const nul = cells.findIndex((cell) => cell.includes('\0'));
  if (nul !== -1) {
    const reason = 'The row holds a NUL character, so the file is damaged: export it again, or retype this row';
    return { field: '', value: (cells[nul] ?? '').replaceAll('\0', ''), reason };
  }
  const swallowed = swallowFault(cells, headers);
  if (swallowed) return swallowed;
  const runsOver = cells.some((cell) => cell.includes('\n'))
    ? '; one cell runs over several lines: look for a stray quotation mark'
    : '';
  if (cells.length < width) {
    const reason = `The row has ${cells.length} of ${width} columns: add what is missing${runsOver}`;
    return { field: '', value: cells.join(',').slice(0, 200), reason };
  }
  if (cells.slice(width).some((cell) => !isBlankCell(cell))) {
    const reason = `The row has ${cells.length} cells for ${width} columns: put quotation marks round a value that holds the separator${runsOver}`;
    return { field: '', value: cells.slice(width).join(',').slice(0, 200), reason };
  }
  return undefined;
};

/** Sifts the records of one file as they come; `headers` are known once the header has gone through. */
export type Sifter = {
  headers: () => string[];
  /** The record ready to be read, or null for the header and for blank records. */
  sift: (raw: SourceRecord) => SourceRecord | null;
};

/**
 * A sifter for one file: the first record that is not blank is the header, blank records are left out, ragged and
 * damaged ones get a fault, and the columns that `refusedCsvParts` added are taken off again.
 */
export const recordSifter = (): Sifter => {
  let all: string[] | null = null;
  let headers: string[] = [];
  let keep: number[] | null = null;
  let extra = -1;
  const readHeader = (cells: string[]): void => {
    headers = cells.map((cell) => cell.replaceAll('\0', '').trim());
    while (headers.at(-1) === '') headers.pop();
    all = headers;
    const names = headers.map(normaliseHeader);
    if (!names.some((name) => name.startsWith(REFUSED_PREFIX))) return;
    keep = names.flatMap((name, index) => (name.startsWith(REFUSED_PREFIX) ? [] : [index]));
    extra = names.indexOf(REFUSED_EXTRA);
    headers = keep.map((index) => headers[index] ?? '');
  };
  const sift = (raw: SourceRecord): SourceRecord | null => {
    if (raw.cells.every(isBlankCell)) return null;
    if (all === null) {
      readHeader(raw.cells);
      return null;
    }
    const fault = raw.fault ?? shapeFault(raw.cells, all);
    if (keep === null || fault) return fault ? { ...raw, fault } : raw;
    const left = extra === -1 ? '' : (raw.cells[extra] ?? '').trim();
    const cells = keep.map((index) => raw.cells[index] ?? '');
    if (left === '') return cells.every(isBlankCell) ? null : { row: raw.row, cells };
    const reason = `Move what stands in ${REFUSED_EXTRA} into its column, then empty that cell`;
    return { row: raw.row, cells: [...cells, left], fault: { field: REFUSED_EXTRA, value: left, reason } };
  };
  return { headers: () => headers, sift };
};

/** Raw records, each with its row number, made a table by a `recordSifter`. */
export const toSourceTable = (raw: Iterable<SourceRecord>, warnings: Warning[]): SourceTable => {
  const sifter = recordSifter();
  const records: SourceRecord[] = [];
  for (const record of raw) {
    const sifted = sifter.sift(record);
    if (sifted) records.push(sifted);
  }
  return { headers: sifter.headers(), records, warnings };
};
