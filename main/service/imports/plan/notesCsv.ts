import { writeCsv } from '#service/documents/csv/writeCsv.ts';
import type { Warning } from '../formats/types.ts';

/** All notes on a file, a row each, in the order of the file. */
export const notesCsv = (notes: readonly Warning[]): string =>
  writeCsv([
    ['row', 'column', 'value', 'note'],
    ...notes
      .toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0))
      .map(({ row, field, value, reason }) => [row === undefined ? '' : String(row), field ?? '', value ?? '', reason]),
  ]);
