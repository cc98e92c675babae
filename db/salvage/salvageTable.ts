import Database from 'better-sqlite3';
import type { RecordValue } from './btreePages.ts';

/** A table as a store's own list of tables describes it: its columns in the order of its records. */
export type SalvageTable = {
  name: string;
  rootPage: number;
  columns: { name: string; notNull: boolean; fallback: RecordValue }[];
  /** WITHOUT ROWID: its rows are the cells of an index, those above the leaves too. */
  inKeyOrder: boolean;
  /** Root page of the index that makes ids unique: it tells which table a stray page belongs to. */
  idIndex: number | null;
};

/** A line of a store's own list (sqlite.org/fileformat2.html section 2.6). */
export type SchemaEntry = { type: string; name: string; table: string; rootPage: number; sql: string | null };

/**
 * The tables that a salvage reads: all but SQLite's and the migrations' own. SQLite itself reads the columns, out of an empty
 * database in memory.
 */
export function salvageTables(entries: readonly SchemaEntry[]): SalvageTable[] {
  const scratch = new Database(':memory:');
  try {
    return entries.flatMap(({ type, name, rootPage, sql }) => {
      if (type !== 'table' || sql === null || /^(sqlite_|__)/.test(name)) return [];
      scratch.exec(sql);
      const columns = scratch.pragma(`table_info("${name}")`) as {
        name: string;
        notnull: number;
        pk: number;
        dflt_value: string | null;
      }[];
      const inKeyOrder = /WITHOUT\s+ROWID/i.test(sql.slice(sql.lastIndexOf(')')));
      // In key order a record begins with the key (sqlite.org/fileformat2.html section 2.4).
      const recorded = inKeyOrder
        ? [...columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk), ...columns.filter(({ pk }) => pk === 0)]
        : columns;
      const index = entries.find((each) => each.table === name && each.name.startsWith('sqlite_autoindex'));
      return [
        {
          name,
          rootPage,
          inKeyOrder,
          idIndex: index?.rootPage ?? null,
          columns: recorded.map((column) => ({
            name: column.name,
            notNull: column.notnull === 1,
            fallback: column.dflt_value === null ? null : evaluate(scratch, column.dflt_value),
          })),
        },
      ];
    });
  } finally {
    scratch.close();
  }
}

const evaluate = (scratch: Database.Database, expression: string): RecordValue =>
  scratch.prepare(`SELECT ${expression}`).pluck().get() as RecordValue;

/** A record as a row by column name; columns added after it was written have their default. */
export const rowOf = ({ columns }: SalvageTable, values: readonly RecordValue[]): Record<string, RecordValue> =>
  Object.fromEntries(
    columns.map(({ name, fallback }, index) => [name, index < values.length ? (values[index] ?? null) : fallback]),
  );

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a record could be a row of the table: no more values than columns, none missing, an id where there is one. */
export const couldBeOf = ({ columns }: SalvageTable, values: readonly RecordValue[]): boolean =>
  values.length <= columns.length &&
  columns.every(({ notNull, fallback }, index) => !notNull || (values[index] ?? fallback) !== null) &&
  (columns[0]?.name !== 'id' || uuid.test(String(values[0])));
