import type { Row, Value } from '#db/history/change.ts';
import type { Connection, ReadConnection } from '#db/open.ts';
import type { Writer } from '#db/write.ts';

/** What is to be written of one table that holds no facts of children: schools, published figures. */
export type TableEdits = {
  table: string;
  added: readonly (Row & { id: string })[];
  changed: readonly { id: string; changes: Row }[];
};

/**
 * A whole table in hand, for what concerns no child: read once, changed in memory, never written from here. New rows have an id
 * of their own until they are written.
 */
export class TableInHand {
  readonly #table: string;
  readonly #held = new Map<string, Row>();
  readonly #now = new Map<string, Row>();
  readonly #byKey = new Map<string, Set<string>>();
  /** Rows by a text that is made of them, by what the text is called. */
  readonly #byText = new Map<string, { textOf: (row: Row) => string; ids: Map<string, Set<string>> }>();
  readonly #key: readonly string[];

  /** @param key the columns that rows are found by */
  constructor(connection: Pick<Connection | ReadConnection, 'prepare'>, table: string, key: readonly string[]) {
    this.#table = table;
    this.#key = key;
    for (const row of connection.prepare<[], Row & { id: string }>(`SELECT * FROM "${table}" ORDER BY id`).all()) {
      this.#held.set(row.id, row);
      this.#put(row.id, row);
    }
  }

  #keyOf = (row: Row): string => JSON.stringify(this.#key.map((column) => row[column] ?? null));

  #put(id: string, row: Row): void {
    this.#now.set(id, row);
    addTo(this.#byKey, this.#keyOf(row), id);
    for (const { textOf, ids } of this.#byText.values()) addTo(ids, textOf(row), id);
  }

  /** The rows with these values in the key's columns, in the order of their ids, new ones last. */
  find(...values: Value[]): (Row & { id: string })[] {
    const ids = this.#byKey.get(JSON.stringify(values)) ?? [];
    return [...ids].map((id) => ({ ...this.#now.get(id), id }));
  }

  /**
   * The rows of which `textOf` makes a text, new ones last; what it makes is kept, so it must make the same of the same row.
   *
   * @param name what the text is called: one function for each
   */
  findBy(name: string, textOf: (row: Row) => string, text: string): (Row & { id: string })[] {
    let by = this.#byText.get(name);
    if (!by) {
      by = { textOf, ids: new Map() };
      for (const [id, row] of this.#now) addTo(by.ids, textOf(row), id);
      this.#byText.set(name, by);
    }
    return [...(by.ids.get(text) ?? [])].map((id) => ({ ...this.#now.get(id), id }));
  }

  /** Every row as it now is. */
  rows(): readonly Row[] {
    return [...this.#now.values()];
  }

  insert(row: Row): string {
    const id = `${this.#table}:${this.#now.size + 1}`;
    this.#put(id, { ...row, id });
    return id;
  }

  /** Answers whether anything is different then. */
  update(id: string, changes: Row): boolean {
    const row = this.#now.get(id);
    if (!row) throw new Error(`There is no row ${id} in ${this.#table}.`);
    const changed = Object.entries(changes).filter(([column, value]) => (row[column] ?? null) !== (value ?? null));
    if (changed.length === 0) return false;
    this.#byKey.get(this.#keyOf(row))?.delete(id);
    for (const { textOf, ids } of this.#byText.values()) ids.get(textOf(row))?.delete(id);
    this.#put(id, { ...row, ...Object.fromEntries(changed) });
    return true;
  }

  edits(): TableEdits {
    const added: (Row & { id: string })[] = [];
    const changed: { id: string; changes: Row }[] = [];
    for (const [id, row] of this.#now) {
      const held = this.#held.get(id);
      if (!held) added.push({ ...row, id });
      else if (held !== row) {
        const columns = Object.keys(row).filter((column) => (row[column] ?? null) !== (held[column] ?? null));
        if (columns.length > 0)
          changed.push({ id, changes: Object.fromEntries(columns.map((each) => [each, row[each] ?? null])) });
      }
    }
    return { table: this.#table, added, changed };
  }
}

function addTo(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key);
  if (ids) ids.add(id);
  else index.set(key, new Set([id]));
}

/** Writes what is to be written of a table; `ids` are the store's ids of rows that had none: those made here are added. */
export function writeTableEdits(writer: Writer, { table, added, changed }: TableEdits, ids: Map<string, string>): void {
  const inTheirPlace = (row: Row): Row =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        column.endsWith('_id') && typeof value === 'string' ? (ids.get(value) ?? value) : value,
      ]),
    );
  for (const { id, changes } of changed) writer.update(table, id, inTheirPlace(changes));
  for (const { id, ...row } of added) ids.set(id, writer.insert(table, inTheirPlace(row)));
}
