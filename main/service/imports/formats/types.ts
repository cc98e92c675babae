import type { ChildRef, WhyAsked } from '#domain/identity/matchChild.ts';

/**
 * The shapes every importer shares. Importers are pure: bytes in, typed rows and problems out; they know no database.
 * Every data row of a file is either in `rows` or in `refused`, so `rows.length + refused.length === dataRows`.
 */

/** Where a row stands in its file, as a person sees it in a spreadsheet: 1-based, the header is row 1, blank lines count. */
export type SourceRow = { row: number };

/** One thing wrong with one cell: which column (its header as the app names it), what it said, and what to do about it. */
export type Fault = {
  field: string;
  value: string;
  reason: string;
  /** Other rows of the file are lost in this one: what it lists is not all that the file should list. */
  losesRows?: true;
  /** The row is nobody's of ours, and nothing of its text is kept: it may tell of a child whose record adoption has closed. */
  unkept?: true;
  /** Only a person can say whom the row means: it is not refused, and waits for the answer. */
  asks?: Asked;
};

/** Whom a row may mean; its file's other rows about the same child wait with it. */
export type Asked = { id: string; why: WhyAsked; ref: ChildRef; candidates: readonly string[]; canBeNew: boolean };

/**
 * A data row that cannot be taken. `field`, `value` and `reason` are the first fault, which decides the refusal;
 * `faults` lists all of them. `cells` are the row's own cells in the order of `Parsed.headers`, to mend and bring back.
 */
export type RefusedRow = Fault & SourceRow & { faults: Fault[]; cells: string[] };

/** Something a person should know about a row (or, without `row`, the file) that is taken all the same. */
export type Warning = { row?: number; field?: string; value?: string; reason: string };

/** Something about a file that a person must answer with yes before it goes in. */
export type ImportQuestion = { id: string; fileName: string; words: string; confirm: string };

/** What an importer answers. `headers` are the file's own, without the `refused_*` columns that `refusedCsvParts` adds. */
export type Parsed<Row> = {
  format: FormatId;
  headers: string[];
  /** Rows under the header that are not wholly blank. Always `rows.length + refused.length`. */
  dataRows: number;
  rows: (Row & SourceRow)[];
  refused: RefusedRow[];
  warnings: Warning[];
  /** Letters beyond A to Z are guessed (see `SourceTable`). */
  guessedLetters?: true;
};

/** Files the app takes in. */
export type FormatId =
  | 'benchmarks'
  | 'ssda903-header'
  | 'ssda903-episodes'
  | 'looked-after-list'
  | 'schools'
  | 'gias'
  | 'gias-links'
  | 'enrolments'
  | 'sen-status'
  | 'results'
  | 'attendance'
  | 'suspensions'
  | 'peps';
