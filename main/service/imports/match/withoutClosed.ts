import type { ReadConnection } from '#db/open.ts';
import { closedLocalIds } from '#db/queries/closedLocalIds.ts';
import { foldedLocalId } from '#domain/identity/foldedLocalId.ts';
import { writeCsv } from '#service/documents/csv/writeCsv.ts';
import { localIdColumn, responsibleAuthorityColumn } from '../read/columns.ts';
import { readRecords } from '../read/readCsv.ts';
import { normaliseHeader } from '../read/sourceTable.ts';

const headersOf = ({ name, aliases }: { name: string; aliases: readonly string[] }) =>
  new Set([name, ...aliases].map(normaliseHeader));
const ofLocalId = headersOf(localIdColumn());
const ofAuthority = headersOf(responsibleAuthorityColumn());

/** Whether a cell names another authority, by its number: the same local id is another child's there. */
const isOfAnother = (cell: string, issuer: string | null): boolean =>
  issuer !== null && /^\d{3}$/.test(cell.trim()) && cell.trim() !== issuer;

/**
 * Refused rows without those of records that adoption has closed: what such a row says (a new name, a school) is kept in no
 * note and given to nobody, whether the record was closed before the import or since.
 *
 * Source: domain.md section 1 ("its text stays in no note").
 * @param csv the refused rows of one file, its header first
 */
export function withoutClosed(reader: Pick<ReadConnection, 'prepare'>, csv: string): string {
  const closed = Map.groupBy(closedLocalIds(reader), ({ value }) => foldedLocalId(value));
  if (closed.size === 0) return csv;
  const [header, ...records] = readRecords(csv.replace(/^\uFEFF/, ''));
  const placeOf = (names: ReadonlySet<string>) =>
    header?.cells.findIndex((cell) => names.has(normaliseHeader(cell))) ?? -1;
  const [at, atAuthority] = [placeOf(ofLocalId), placeOf(ofAuthority)];
  if (!header || at === -1) return csv;
  const kept = records.filter(({ cells }) => {
    const ofClosed = closed.get(foldedLocalId(cells[at] ?? '')) ?? [];
    return ofClosed.every(({ issuer }) => isOfAnother(cells[atAuthority] ?? '', issuer));
  });
  return kept.length === records.length ? csv : writeCsv([header, ...kept].map(({ cells }) => cells));
}
