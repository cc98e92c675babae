import { mondayOf } from '#domain/calendar/plainDate.ts';
import { attendanceColumns, schoolOfCells } from './formats/attendance/format.ts';
import type { Fault, RefusedRow } from './formats/types.ts';
import { date, localId, tidy } from './read/cells.ts';
import { decodeText } from './read/decodeText.ts';
import { eachRecord, readCsv, sniffDelimiter } from './read/readCsv.ts';
import { isZip, readXlsx } from './read/readXlsx.ts';
import { recordSifter, type SourceRecord, type SourceTable } from './read/sourceTable.ts';
import { places } from './read/table.ts';

const readTable = async (bytes: Uint8Array): Promise<SourceTable> => {
  if (!isZip(bytes)) return readCsv(bytes);
  const table = await readXlsx(bytes);
  if (!table.ok) throw new Error(`A workbook that was read before cannot be read again: ${table.error.detail}`);
  return table.value;
};

const asRefused = (record: SourceRecord, fault: Fault): RefusedRow => ({
  row: record.row,
  ...fault,
  faults: [fault],
  cells: record.cells,
});

/** The file's own cells of rows that the store refused, to mend and bring back. */
export async function refusedCellsOf(bytes: Uint8Array, faults: ReadonlyMap<number, Fault>): Promise<RefusedRow[]> {
  const table = await readTable(bytes);
  return table.records.flatMap((record) => {
    const fault = faults.get(record.row);
    return fault ? [asRefused(record, fault)] : [];
  });
}

export const weekKey = (id: string, school: string, weekStart: string): string =>
  `${id}\u0000${school}\u0000${weekStart}`;

/** The local id in a `weekKey`. */
export const childOfWeek = (key: string): string => key.slice(0, key.indexOf('\u0000'));

/**
 * The session rows of the weeks that the store refused, found by going through the attendance file once more: only
 * weeks are kept while it is read. Rows the reader refused already are left out.
 */
export async function refusedSessionsOf(
  bytes: Uint8Array,
  faults: ReadonlyMap<string, Fault>,
  already: ReadonlySet<number>,
): Promise<RefusedRow[]> {
  const found: RefusedRow[] = [];
  let at: Record<'localId' | 'date' | 'urn' | 'name' | 'laestab' | 'postcode', number> | null = null;
  const mondays = new Map<string, string | null>();
  const mondayOfCell = (cell: string): string | null => {
    let monday = mondays.get(cell);
    if (monday === undefined) {
      const read = date(tidy(cell));
      monday = read.ok ? mondayOf(read.value) : null;
      mondays.set(cell, monday);
    }
    return monday;
  };
  const visit = (record: SourceRecord, headers: readonly string[]) => {
    if (already.has(record.row)) return;
    at ??= (() => {
      const columns = places({ columns: attendanceColumns }, headers);
      const of = (key: string) => columns.find((place) => place.key === key)?.at[0] ?? -1;
      return {
        ...{ localId: of('localId'), date: of('date'), urn: of('schoolUrn'), name: of('schoolName') },
        ...{ laestab: of('schoolLaestab'), postcode: of('schoolPostcode') },
      };
    })();
    const where = at;
    const cell = (key: keyof typeof where) => tidy(record.cells[where[key]] ?? '');
    const id = localId(cell('localId'));
    const named = { urn: cell('urn'), name: cell('name'), laestab: cell('laestab'), postcode: cell('postcode') };
    const school = schoolOfCells(named);
    const monday = mondayOfCell(record.cells[where.date] ?? '');
    if (!id.ok || !school.ok || monday === null) return;
    const fault = faults.get(weekKey(id.value, school.value, monday));
    if (fault) found.push(asRefused(record, fault));
  };
  if (isZip(bytes)) {
    const table = await readTable(bytes);
    for (const record of table.records) visit(record, table.headers);
    return found;
  }
  const sifter = recordSifter();
  const { text } = decodeText(bytes);
  eachRecord(text, sniffDelimiter(text), (raw) => {
    const record = sifter.sift(raw);
    if (record) visit(record, sifter.headers());
  });
  return found;
}

/** Whether a CSV file is what came back of an earlier refusal: it then holds only some rows of a full list. */
export function isMendedPart(bytes: Uint8Array): boolean {
  if (isZip(bytes)) return false;
  const head = decodeText(bytes.subarray(0, 1 << 16)).text.split(/[\r\n]/, 1)[0] ?? '';
  return /(^|[,;\t|"])refused_(row|reason)/i.test(head);
}
