import type { ReadConnection } from '#db/open.ts';
import { closedLocalIds } from '#db/queries/closedLocalIds.ts';
import { foldedLocalId } from '#domain/identity/foldedLocalId.ts';
import { writeCsv } from '#service/documents/csv/writeCsv.ts';
import { localIdColumn } from '../read/columns.ts';
import { readRecords } from '../read/readCsv.ts';
import { normaliseHeader } from '../read/sourceTable.ts';

const { name, aliases } = localIdColumn();
const ofLocalId = new Set([name, ...aliases].map(normaliseHeader));

/**
 * Refused rows without those of records that adoption has closed: what such a row says (a new name, a school) is kept in no
 * note and given to nobody, whether the record was closed before the import or since.
 *
 * Source: domain.md section 1 ("its text stays in no note").
 * @param csv the refused rows of one file, its header first
 */
export function withoutClosed(reader: Pick<ReadConnection, 'prepare'>, csv: string): string {
  const closed = new Set(closedLocalIds(reader).map(foldedLocalId));
  if (closed.size === 0) return csv;
  const [header, ...records] = readRecords(csv.replace(/^\uFEFF/, ''));
  const at = header?.cells.findIndex((cell) => ofLocalId.has(normaliseHeader(cell))) ?? -1;
  if (!header || at === -1) return csv;
  const kept = records.filter(({ cells }) => !closed.has(foldedLocalId(cells[at] ?? '')));
  return kept.length === records.length ? csv : writeCsv([header, ...kept].map(({ cells }) => cells));
}
