import { withoutDirectionMarks } from '#domain/words/withoutDirectionMarks.ts';

/**
 * Where a spreadsheet may begin a formula: at the beginning of a cell, and, should it split our cells at another separator
 * than ours, after every separator or line end; blanks and quotation marks may stand between. A plain negative number is
 * none. Signs of full width and small form are what some spreadsheets make the plain one of. Apostrophes there are ours, or were
 * typed as ours are. What is looked at first keeps the time linear.
 */
const FORMULA =
  /(?=[\t\r\n])(?<=^[ "]*'*)|(?=[=+@＝＋＠－﹦﹢﹫﹣]|-(?!\d+(?:\.\d+)?(?:$|[,;|\t\r\n])))(?<=(?:^|[,;|\t\r\n])[ "]*'*)/g;
const ESCAPED =
  /(?<=^[ "]*)'(?='*[\t\r\n])|(?<=(?:^|[,;|\t\r\n])[ "]*)'(?='*(?:[=+@＝＋＠－﹦﹢﹫﹣]|-(?!\d+(?:\.\d+)?(?:$|[,;|\t\r\n]))))/g;

/**
 * A text cell made safe to open in a spreadsheet, whatever separator it splits at: what would run as a formula (it begins
 * with `=`, `+`, `-`, `@`, one of these in full width or small form, a tab or a line break) gets an apostrophe before it. Our reader takes one apostrophe off
 * again in each of these places, so a file that is downloaded, mended and brought back is unchanged.
 *
 * Source: OWASP, "CSV Injection"; attack review A12. `escapeFormula('=1+1')` is `"'=1+1"`; `escapeFormula('a;=1+1')` is
 * `"a;'=1+1"`; `escapeFormula('-0.34')` is `'-0.34'`.
 */
export const escapeFormula = (cell: string): string => cell.replace(FORMULA, "'");

/** The cell that `escapeFormula` was given. `unescapeFormula("'=1+1")` is `'=1+1'`; `"'tis"` stays as it is. */
export const unescapeFormula = (cell: string): string => (cell.includes("'") ? cell.replace(ESCAPED, '') : cell);

const quoted = (cell: string): string => {
  const safe = escapeFormula(withoutDirectionMarks(cell));
  return /[",;|\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/**
 * Rows as CSV text: comma, CRLF, quotes where needed (RFC 4180), formulas made harmless, and a byte-order mark in front
 * so that Excel reads accents. Null and undefined are empty cells.
 * `writeCsv([['a', 'b'], ['x,y', null]])` is `'\uFEFFa,b\r\n"x,y",\r\n'`.
 */
export const writeCsv = (rows: readonly (readonly (string | number | null | undefined)[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map((cell) => quoted(String(cell ?? ''))).join(',')}\r\n`).join('')}`;
