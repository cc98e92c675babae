import type { Warning } from '../formats/types.ts';

const SHOWN_WARNINGS = 200;

const inWords = ({ row, field, value, reason }: Warning): string =>
  [row === undefined ? '' : `row ${row}`, field ?? '', value ? `‘${value}’` : ''].filter(Boolean).join(', ') +
  (row === undefined && !field ? '' : ': ') +
  reason;

export function shownWarnings(warnings: readonly Warning[]): string[] {
  const shown = warnings.slice(0, SHOWN_WARNINGS).map(inWords);
  const more = warnings.length - shown.length;
  return more > 0 ? [...shown, `and ${more} more notes like these`] : shown;
}
