import { type Said, says, saysNone, saysNothing } from '#domain/facts/said.ts';
import type { Fault, FormatId, Parsed, RefusedRow, SourceRow, Warning } from '../formats/types.ts';
import { type CellReader, tidy } from './cells.ts';
import { neverMonthFirst } from './monthFirst.ts';
import { normaliseHeader, type SourceRecord, type SourceTable } from './sourceTable.ts';

/** One column of a format: how it is called and explained in the template, and how its cells are read. */
export type Column<T> = {
  readonly name: string;
  readonly title: string;
  readonly required: boolean;
  readonly help: string;
  readonly example: string;
  readonly aliases: readonly string[];
  /** Understood when present, left out of the template. */
  readonly hidden: boolean;
  /** Free text that people write in lines; in any other column a line break is a slip. */
  readonly severalLines: boolean;
  /** Tells where or with whom a child is placed: what a note says of its cells is never the cell, for it may be a secret one. */
  readonly tellsPlace: boolean;
  readonly read: CellReader<unknown>;
  /** A cell that cannot be read refuses the row also where it may be empty: without it the row would say something else. */
  readonly mustBeRead: boolean;
  /** Of a column that tells 'says nothing', 'says none' and 'says this' apart: what an empty cell is. */
  readonly blank?: 'nothing' | 'none';
  /** Only carries the type of the value. */
  readonly value?: T;
};

type ColumnText = {
  title: string;
  help?: string;
  example?: string;
  aliases?: readonly string[];
  hidden?: boolean;
  severalLines?: boolean;
  tellsPlace?: boolean;
  mustBeRead?: boolean;
};

const column = <T>(name: string, required: boolean, read: CellReader<unknown>, about: ColumnText): Column<T> => ({
  name,
  title: about.title,
  required,
  help: about.help ?? '',
  example: about.example ?? '',
  aliases: about.aliases ?? [],
  hidden: about.hidden ?? false,
  severalLines: about.severalLines ?? false,
  tellsPlace: about.tellsPlace ?? false,
  mustBeRead: required || (about.mustBeRead ?? false),
  read,
});

/** A column whose empty cell refuses the row. */
export const required = <T>(name: string, read: CellReader<T>, about: ColumnText): Column<T> =>
  column(name, true, read, about);

/** A column whose empty cell, or whose absence, is null: not known. */
export const optional = <T>(name: string, read: CellReader<T>, about: ColumnText): Column<T | null> =>
  column(name, false, read, about);

/**
 * A column whose cells say nothing, say that there is none, or say this. No column says nothing; an empty cell says none in a file
 * that is the whole truth about the column, nothing in any other. A cell that is read as null says none in words.
 */
export const said = <T>(
  name: string,
  read: CellReader<T | null>,
  about: ColumnText & { blank: 'nothing' | 'none' },
): Column<Said<T>> => ({ ...column<Said<T>>(name, false, read, about), blank: about.blank });

export type Columns = Record<string, Column<unknown>>;
export type RowOf<C> = { [K in keyof C]: C[K] extends Column<infer T> ? T : never };

/** Findings about one row, or about rows together, beyond what each cell says by itself. */
export type Findings = { faults?: Fault[]; warnings?: Omit<Warning, 'row'>[] };
export type CrossFindings = { refuse: ({ row: number } & Fault)[]; warnings: Warning[] };

/** A format whose files are one table with a header. `Row` is what its rows become. */
export type TableFormat<C extends Columns = Columns, Row = RowOf<C>> = {
  readonly id: FormatId;
  readonly title: string;
  readonly columns: C;
  /** Columns (by name) that must all be in a header for it to be this format; by default the required ones. */
  readonly signature?: readonly string[];
  /** Columns of which none is in a header of this format: what has them is a file about something else. */
  readonly without?: Columns;
  /** Rules between the cells of one row, and the row it becomes. */
  readonly finish: (row: RowOf<C>) => { row: Row } & Findings;
  /** Rules between rows: repeats, overlaps, gaps. */
  readonly across?: (rows: readonly (Row & SourceRow)[]) => CrossFindings;
  /** The rows that are taken, in the order in which they are brought in, with what each must know of the others. */
  readonly together?: (rows: readonly (Row & SourceRow)[]) => (Row & SourceRow)[];
};

/** Where a column stands in a header: more than one place where its name occurs more than once. */
export type Place = { key: string; column: Column<unknown>; at: number[] };

/** Where each column of a format stands in a header; a column may be written by name, title or alias, in any case. */
export const places = (format: { columns: Columns }, headers: readonly string[]): Place[] => {
  const names = headers.map(normaliseHeader);
  return Object.entries(format.columns).map(([key, each]) => {
    const spellings = new Set([each.name, each.title, ...each.aliases].map(normaliseHeader));
    return { key, column: each, at: names.flatMap((name, index) => (spellings.has(name) ? [index] : [])) };
  });
};

type Signed = { columns: Columns; signature?: readonly string[]; without?: Columns };

/** What a header lacks of the columns that a format needs (by name), and how many of its cells the format explains. */
export const missingOf = (
  format: Signed,
  headers: readonly string[],
): { missing: string[]; needed: number; explained: number } => {
  const found = places(format, headers);
  const needed = format.signature ?? found.filter((place) => place.column.required).map((place) => place.column.name);
  const there = new Set(found.flatMap((place) => (place.at.length > 0 ? [place.column.name] : [])));
  return {
    missing: needed.filter((name) => !there.has(name)),
    needed: needed.length,
    explained: found.reduce((sum, place) => sum + place.at.length, 0),
  };
};

/** Whether a header has a column by which it is no header of this format. */
export const isOfOther = ({ without }: Signed, headers: readonly string[]): boolean =>
  without !== undefined && places({ columns: without }, headers).some(({ at }) => at.length > 0);

/** How well a header fits a format: the share of header cells it explains; 0 where a signature column is missing. */
export const fitOf = (format: Signed, headers: readonly string[]): number => {
  const { missing, explained } = missingOf(format, headers);
  return missing.length > 0 || headers.length === 0 || isOfOther(format, headers) ? 0 : explained / headers.length;
};

const CELL_LIMIT = 32_767;

/** The cell of a record for a column: empty when there is no such column; a fault when two columns of one name disagree. */
const cellAt = (record: SourceRecord, place: Place): { cell: string; fault?: Fault; joined?: boolean } => {
  const broken = place.at.some((index) => /[\r\n]/.test((record.cells[index] ?? '').trim()));
  const joined = broken && !place.column.severalLines;
  const cells = place.at.map((index) => {
    const cell = tidy(record.cells[index] ?? '');
    return joined ? cell.replace(/\s*[\r\n]\s*/g, ' ') : cell;
  });
  const [cell = '', ...others] = cells;
  const other = others.find((each) => each !== cell);
  const field = place.column.name;
  if (other !== undefined) {
    const reason = `The column ${field} occurs ${place.at.length} times and this row says different things in them: keep one`;
    return { cell, fault: { field, value: `${cell} | ${other}`.slice(0, 200), reason } };
  }
  if (cell.length > CELL_LIMIT) {
    return {
      cell: '',
      fault: { field, value: `${cell.slice(0, 100)}…`, reason: 'The cell is far too long: shorten it' },
    };
  }
  return { cell, joined };
};

const readRow = (
  record: SourceRecord,
  found: readonly Place[],
): { values: Record<string, unknown>; faults: Fault[]; warnings: Omit<Warning, 'row'>[] } => {
  const values: Record<string, unknown> = {};
  const warnings: Omit<Warning, 'row'>[] = [];
  if (record.fault) return { values, faults: [record.fault], warnings };
  const faults: Fault[] = [];
  for (const place of found) {
    const { cell, fault, joined } = cellAt(record, place);
    const field = place.column.name;
    if (joined && !fault) {
      const reason = 'The cell has a line break, which is taken as a space: look whether it is right';
      warnings.push({ field, value: cell.slice(0, 200), reason });
    }
    const { blank } = place.column;
    values[place.key] = blank === undefined ? null : blank === 'none' && place.at.length > 0 ? saysNone : saysNothing;
    if (fault) faults.push(fault);
    else if (cell === '') {
      if (!place.column.required) continue;
      const reason = place.at.length === 0 ? `The file has no column ${field}: add it` : 'This must not be empty';
      faults.push({ field, value: '', reason });
    } else {
      const read = place.column.read(cell);
      if (read.ok) values[place.key] = blank === undefined ? read.value : says(read.value);
      else if (place.column.mustBeRead) faults.push({ field, value: cell.slice(0, 200), reason: read.reason });
      else {
        // It may be empty, so it costs itself and not the row; what cannot be read says nothing, not 'none'.
        if (blank !== undefined) values[place.key] = saysNothing;
        warnings.push({ field, value: cell.slice(0, 200), reason: `Left out: ${read.reason}` });
      }
    }
  }
  return { values, faults, warnings };
};

const refuse = (record: SourceRecord, faults: Fault[]): RefusedRow => {
  const first = faults[0] ?? { field: '', value: '', reason: '' };
  return { row: record.row, ...first, faults, cells: record.cells };
};

export const unusedHeaders = (found: readonly Place[], headers: readonly string[]): Warning[] => {
  const used = new Set(found.flatMap((place) => place.at));
  const unused = headers.filter((header, index) => header !== '' && !used.has(index));
  if (unused.length === 0) return [];
  return [{ reason: `Columns that are not used: ${unused.slice(0, 20).join(', ')}${unused.length > 20 ? ' …' : ''}` }];
};

/**
 * Reads a table as a format: every record ends in `rows` or in `refused`, with all its faults listed and the first
 * deciding what is shown; what is odd but taken is in `warnings`. Rules between rows run on the rows still standing.
 */
export const parseTable = <C extends Columns, Row>(table: SourceTable, format: TableFormat<C, Row>): Parsed<Row> => {
  const found = neverMonthFirst(places(format, table.headers), table.records);
  const accepted: (Row & SourceRow)[] = [];
  const refused: RefusedRow[] = [];
  const warnings: Warning[] = [...table.warnings, ...unusedHeaders(found, table.headers)];
  const records = new Map<number, SourceRecord>();
  for (const record of table.records) {
    const { values, faults, warnings: ofCells } = readRow(record, found);
    if (faults.length > 0) {
      refused.push(refuse(record, faults));
      continue;
    }
    const finished = format.finish(values as RowOf<C>);
    if (finished.faults && finished.faults.length > 0) {
      refused.push(refuse(record, finished.faults));
      continue;
    }
    records.set(record.row, record);
    accepted.push({ ...finished.row, row: record.row });
    for (const warning of [...ofCells, ...(finished.warnings ?? [])]) warnings.push({ row: record.row, ...warning });
  }
  const taken = refuseAcross(format, accepted, records, refused, warnings);
  const rows = format.together?.(taken) ?? taken;
  const withoutPlace = withoutPlaceIn(format.columns);
  const parsed = {
    ...{ format: format.id, headers: table.headers, dataRows: table.records.length, rows },
    refused: refused.map((row) => ({ ...withoutPlace(row), faults: row.faults.map(withoutPlace) })),
    warnings: warnings.map(withoutPlace),
  };
  return table.guessedLetters ? { ...parsed, guessedLetters: true } : parsed;
};

/** What is said of a cell, without the cell where it may tell a secret placement. Source: domain.md section 1. */
const withoutPlaceIn = (columns: Columns) => {
  const telling = new Set(Object.values(columns).flatMap(({ name, tellsPlace }) => (tellsPlace ? [name] : [])));
  return <Said extends { field?: string; value?: string }>(said: Said): Said =>
    said.field !== undefined && telling.has(said.field) && said.value ? { ...said, value: '' } : said;
};

const refuseAcross = <C extends Columns, Row>(
  format: TableFormat<C, Row>,
  accepted: (Row & SourceRow)[],
  records: ReadonlyMap<number, SourceRecord>,
  refused: RefusedRow[],
  warnings: Warning[],
): (Row & SourceRow)[] => {
  if (!format.across) return accepted;
  const findings = format.across(accepted);
  warnings.push(...findings.warnings);
  const faultsOf = new Map<number, Fault[]>();
  for (const { row, ...fault } of findings.refuse) faultsOf.set(row, [...(faultsOf.get(row) ?? []), fault]);
  for (const [row, faults] of faultsOf) {
    const record = records.get(row);
    if (record) refused.push(refuse(record, faults));
  }
  refused.sort((a, b) => a.row - b.row);
  return accepted.filter((row) => !faultsOf.has(row.row));
};

/** Rows that repeat an earlier row's key: the later one is refused, told whether it says the same or something else. */
export const refuseRepeats = <Row extends SourceRow>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  field: string,
  what: string,
): CrossFindings['refuse'] => {
  const first = new Map<string, Row>();
  const found: CrossFindings['refuse'] = [];
  for (const row of rows) {
    const key = keyOf(row);
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, row);
      continue;
    }
    const same = JSON.stringify({ ...earlier, row: 0 }) === JSON.stringify({ ...row, row: 0 });
    const reason = same
      ? `The same as row ${earlier.row}: delete this row`
      : `Row ${earlier.row} already gives ${what}, with different details: keep the right one`;
    found.push({ row: row.row, field, value: key.replaceAll('\u0000', ' ').slice(0, 200), reason });
  }
  return found;
};
