import type { Value } from '#db/history/change.ts';
import { rowIdOf } from '#db/history/rowKey.ts';
import { newId } from '#db/newId.ts';
import type { Connection } from '#db/open.ts';
import type { RecordValue } from './btreePages.ts';

/** What a row is called where it is set aside: its id or key; a table that nobody knows has its first value. */
const nameOf = (table: string, row: Record<string, RecordValue>): string =>
  table === 'unknown' || table === 'change_log' ? String(row.id ?? '') : rowIdOf(table, row as Record<string, Value>);

/** Rows that were read and could not go back in their table: kept as JSON in `salvaged_row`, counted by table. */
export class SetAside {
  readonly #insert: (table: string, key: string, content: string, reason: string) => void;
  readonly #counts = new Map<string, number>();
  readonly #takenOut = new Map<string, number>();

  constructor(connection: Connection, now: number) {
    const at = new Date(now).toISOString();
    const statement = connection.prepare(
      'INSERT INTO salvaged_row (id, at, table_name, row_key, content, reason) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#insert = (table, key, content, reason) => void statement.run(newId(), at, table, key, content, reason);
  }

  /** Keeps a row that never was in its table. */
  add(table: string, row: Record<string, RecordValue>, reason: string): void {
    this.#insert(table, nameOf(table, row), JSON.stringify(row), reason);
    this.#counts.set(table, (this.#counts.get(table) ?? 0) + 1);
  }

  /** Keeps a row that has just been taken out of its table again. */
  takeOut(table: string, row: Record<string, RecordValue>, reason: string): void {
    this.add(table, row, reason);
    this.#takenOut.set(table, (this.#takenOut.get(table) ?? 0) + 1);
  }

  /** Keeps the values of a row of which nobody can say what table it was in. */
  unknown(values: readonly RecordValue[]): void {
    this.add(
      'unknown',
      { id: values[0] ?? null, values: JSON.stringify(values) },
      'The page above it is lost; its table is not known.',
    );
  }

  /** Notes what was changed in a row that stayed in its table, with the row as it was read. */
  note(table: string, row: Record<string, RecordValue>, reason: string): void {
    this.#insert(table, nameOf(table, row), JSON.stringify(row), reason);
  }

  countOf = (table: string): number => this.#counts.get(table) ?? 0;
  takenOutOf = (table: string): number => this.#takenOut.get(table) ?? 0;
}
