import type { Warning } from '../formats/types.ts';

/** Rows that are named of notes of one kind; the download has all of them. */
const NAMED = 10;

/** Notes are of one kind that say the same of one column, whatever rows, numbers and days they name. */
const kindOf = ({ field, reason }: Warning): string => `${field ?? ''}\u0000${reason.replace(/\d+/g, '#')}`;

const inWords = ({ row, field, value, reason }: Warning): string =>
  [row === undefined ? '' : `row ${row}`, field ?? '', value ? `‘${value}’` : ''].filter(Boolean).join(', ') +
  (row === undefined && !field ? '' : ': ') +
  reason;

const together = (notes: readonly Warning[]): string => {
  const [first] = notes;
  if (first === undefined || notes.length === 1) return first ? inWords(first) : '';
  const rows = notes.flatMap(({ row }) => (row === undefined ? [] : [row])).sort((a, b) => a - b);
  const more = rows.length > NAMED ? ` and ${rows.length - NAMED} more` : '';
  const where = rows.length === 0 ? '' : `rows ${rows.slice(0, NAMED).join(', ')}${more}`;
  const what = [`${notes.length} times`, where, first.field ?? ''].filter(Boolean).join(', ');
  return `${what}: ${first.reason}`;
};

/**
 * A file's notes in words, those of one kind together, in the order in which each kind first comes: none is lost among the others.
 *
 * Source: cases/notes-beyond-two-hundred.
 * @example 241 wrong UPNs and one other note // two notes
 */
export const shownWarnings = (warnings: readonly Warning[]): string[] =>
  [...Map.groupBy(warnings, kindOf).values()].map(together);
