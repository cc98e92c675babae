import { writeCsv } from '#service/documents/csv/writeCsv.ts';
import type { RefusedRow } from '../formats/types.ts';
import { REFUSED_EXTRA, REFUSED_PREFIX } from './sourceTable.ts';

const ROWS_OF_A_PART = 1000;

/**
 * The refused rows of a parsed file as CSV to mend and bring back: the file's own columns with the row's own cells, then
 * `refused_row`, `refused_field`, `refused_value`, `refused_reason` (all faults of the row) and `refused_extra` (cells
 * beyond the last column, which must find their place). The reader takes no notice of the first four and refuses a row
 * whose `refused_extra` is not empty. By the part, for a caller that lets others through in between: a file of marks may have
 * a million rows.
 */
export function* refusedCsvParts({
  headers,
  refused,
}: {
  headers: readonly string[];
  refused: readonly RefusedRow[];
}): Generator<string> {
  const width = headers.length;
  const added = ['row', 'field', 'value', 'reason'].map((name) => REFUSED_PREFIX + name);
  yield writeCsv([[...headers, ...added, REFUSED_EXTRA]]);
  for (let start = 0; start < refused.length; start += ROWS_OF_A_PART)
    yield writeCsv(
      refused
        .slice(start, start + ROWS_OF_A_PART)
        .map((row) => [
          ...Array.from({ length: width }, (_, index) => row.cells[index]?.replaceAll('\0', '')),
          row.row,
          row.field,
          row.value,
          row.faults.map((fault) => (fault.field ? `${fault.field}: ${fault.reason}` : fault.reason)).join('; '),
          row.cells.slice(width).join(','),
        ]),
    ).slice(1);
}
