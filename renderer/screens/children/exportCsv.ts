import type { ChildRow } from '#contract/children.ts';
import { csv } from '#renderer/ui/csv.ts';
import { columns } from './columns.tsx';

/** Stands in the first line of every exported list. */
export const marking = 'OFFICIAL-SENSITIVE: names looked-after children; for the Virtual School team only';

/**
 * The list as CSV: the marking, what the list is, a heading row and a row per child with every column, shown or not.
 * Names are in it, so it stays with the team and nothing in it is suppressed.
 */
export function listAsCsv(rows: readonly ChildRow[], title: string): string {
  const body = csv(
    columns.map((column) => column.header),
    rows.map((row) => columns.map((column) => column.text(row))),
  );
  const head = csv([marking], [[title]]);
  // One byte order mark, at the very beginning of the file.
  return head + body.replace(/^\uFEFF/, '');
}
