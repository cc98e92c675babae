import type { Flow } from './flow.ts';
import { wrapText } from './fonts.ts';
import type { StructElement } from './pdfkitParts.ts';
import { drawTagGround, drawTagWords, type LaidTag, layTag, type TagContent } from './ragTag.ts';
import type { Align } from './sheet.ts';
import { COLOUR, PAGE, STYLE, type TextStyle } from './tokens.ts';

export interface Column {
  title: string;
  /** Share of the table's width. */
  share: number;
  align?: 'left' | 'right';
  /** The cell that names its row: TH with row scope. */
  rowHeader?: boolean;
}

export type Cell = string | { text: string; style: TextStyle } | { tag: TagContent };

export interface TableSpec {
  title: string;
  columns: Column[];
  rows: Cell[][];
}

const PAD_X = 6;
const PAD_Y = 5;
/** A row taller than this share of a page is allowed to break. */
const TALL_ROW = 0.4;

interface LaidCell {
  lines: string[];
  style: TextStyle;
  tag: LaidTag | null;
  x: number;
  width: number;
  align: Align;
  rowHeader: boolean;
}

/** So many rows stay with the table's header at the foot of a page, unless they are very tall. */
const ROWS_KEPT = 3;
const MOST_KEPT = 180;

/** The height a heading must keep below it so that the table's header and first rows stay with it. */
export function tableStartHeight(flow: Flow, spec: TableSpec): number {
  const rows = spec.rows.slice(0, ROWS_KEPT).reduce((height, row) => height + rowHeight(rowCells(flow, spec, row)), 0);
  return rowHeight(headerCells(flow, spec)) + Math.min(rows, MOST_KEPT);
}

/**
 * A table with TH of column and row scope, whose header is drawn again on every page it reaches (as an artifact, so that it is
 * read once). Rows stay whole unless they are taller than 40 % of a page; then their lines run on.
 */
export function drawTable(flow: Flow, spec: TableSpec): void {
  const { sheet } = flow;
  const header = headerCells(flow, spec);
  flow.ensure(tableStartHeight(flow, spec));
  const table = sheet.element(flow.parent, 'Table', { title: spec.title });
  const head = sheet.element(table, 'THead');
  const headRow = sheet.element(head, 'TR');
  drawHeaderGround(flow, rowHeight(header));
  const top = flow.y;
  for (const cell of header) {
    const element = sheet.element(headRow, 'TH', { scope: 'Column' });
    sheet.tagged(element, () => drawCell(flow, cell, cell.lines, top));
    element.end();
  }
  headRow.end();
  head.end();
  flow.y = top + rowHeight(header);
  const body = sheet.element(table, 'TBody');
  for (const row of spec.rows) drawRow(flow, body, rowCells(flow, spec, row), header);
  body.end();
  table.end();
}

function drawRow(flow: Flow, body: StructElement, cells: LaidCell[], header: LaidCell[]): void {
  const { sheet } = flow;
  const whole = rowHeight(cells);
  const breakable = whole > flow.pageRoom * TALL_ROW;
  if (!breakable && flow.room < whole) continueTable(flow, header);
  const row = sheet.element(body, 'TR');
  const elements = cells.map((cell) =>
    cell.rowHeader ? sheet.element(row, 'TH', { scope: 'Row' }) : sheet.element(row, 'TD'),
  );
  let from = 0;
  const longest = Math.max(...cells.map((cell) => cell.lines.length));
  do {
    const lead = Math.max(...cells.map((cell) => cell.style.lead));
    let count = longest - from;
    if (breakable) {
      const fits = Math.floor((flow.room - PAD_Y * 2) / lead);
      if (fits < 3 && flow.y > PAGE.top + rowHeight(header)) {
        continueTable(flow, header);
        continue;
      }
      count = Math.min(count, Math.max(1, fits));
    }
    const top = flow.y;
    const slices = cells.map((cell) => ({ ...cell, lines: cell.lines.slice(from, from + count) }));
    const height = from === 0 && count === longest ? whole : count * lead + PAD_Y * 2;
    const first = from === 0;
    sheet.artifact(() => {
      for (const cell of cells) if (first && cell.tag !== null) drawTagGround(sheet, cell.tag, cell.x, top + PAD_Y - 1);
      sheet.rect(flow.left, top + height - 0.5, flow.width, 0.5, COLOUR.line);
    });
    if (!first) drawContinued(flow, cells, top);
    slices.forEach((cell, index) => {
      const element = elements[index];
      const drawn = cell.tag === null ? cell.lines.length > 0 : first;
      if (element !== undefined && drawn) sheet.tagged(element, () => drawCell(flow, cell, cell.lines, top));
    });
    flow.y = top + height;
    from += count;
    if (from < longest) continueTable(flow, header);
  } while (from < longest);
  for (const element of elements) element.end();
  row.end();
}

/** The row's own name again where it runs on, as an artifact: it has been read already. */
function drawContinued(flow: Flow, cells: readonly LaidCell[], top: number): void {
  const name = cells.find((cell) => cell.rowHeader && cell.tag === null);
  // A row header that itself still runs on has its own text there.
  if (name === undefined || name.lines.length > 3) return;
  const words = wrapText(`${name.lines.join('')} (continued)`, STYLE.muted, name.width);
  flow.sheet.artifact(() => flow.sheet.lines(words, name.x, top + PAD_Y, STYLE.muted), 'Pagination');
}

function continueTable(flow: Flow, header: LaidCell[]): void {
  flow.newPage();
  const height = rowHeight(header);
  const top = flow.y;
  drawHeaderGround(flow, height);
  flow.sheet.artifact(() => {
    for (const cell of header) drawCell(flow, cell, cell.lines, top);
  }, 'Pagination');
  flow.y = top + height;
}

function drawHeaderGround(flow: Flow, height: number): void {
  const { sheet, left, width, y } = flow;
  sheet.artifact(() => sheet.rect(left, y, width, height, COLOUR.soft));
}

function drawCell(flow: Flow, cell: LaidCell, lines: readonly string[], top: number): void {
  if (cell.tag !== null) drawTagWords(flow.sheet, cell.tag, cell.x, top + PAD_Y - 1);
  else
    flow.sheet.lines(lines, cell.align === 'right' ? cell.x + cell.width : cell.x, top + PAD_Y, cell.style, cell.align);
}

function rowHeight(cells: readonly LaidCell[]): number {
  return Math.max(...cells.map((cell) => cell.tag?.height ?? cell.lines.length * cell.style.lead)) + PAD_Y * 2;
}

function headerCells(flow: Flow, spec: TableSpec): LaidCell[] {
  return lay(
    flow,
    spec,
    spec.columns.map((column) => ({ text: column.title, style: STYLE.label })),
  ).map((cell) => ({ ...cell, rowHeader: false }));
}

function rowCells(flow: Flow, spec: TableSpec, row: readonly Cell[]): LaidCell[] {
  return lay(flow, spec, row);
}

function lay(flow: Flow, spec: TableSpec, row: readonly Cell[]): LaidCell[] {
  const shares = spec.columns.reduce((sum, column) => sum + column.share, 0);
  let edge = flow.left;
  return spec.columns.map((column, index) => {
    const outer = (flow.width * column.share) / shares;
    const x = edge + PAD_X;
    const width = outer - PAD_X * 2;
    edge += outer;
    const cell = row[index] ?? '';
    const base = { x, width, align: column.align ?? 'left', rowHeader: column.rowHeader === true } as const;
    if (typeof cell === 'object' && 'tag' in cell) {
      return { ...base, lines: [''], style: STYLE.smallStrong, tag: layTag(cell.tag, width) };
    }
    const own = typeof cell === 'string' ? (base.rowHeader ? STYLE.strong : STYLE.body) : cell.style;
    // Small print shares the row's lead, so that all first baselines of a row stand on one line.
    const style = { ...own, lead: STYLE.body.lead };
    const text = typeof cell === 'string' ? cell : cell.text;
    return { ...base, lines: wrapText(text, style, width), style, tag: null };
  });
}
