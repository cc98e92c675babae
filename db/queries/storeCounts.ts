import type { ReadConnection } from '#db/open.ts';
import * as everyTable from '#db/schema/everyTable.ts';
import { getTableName, is, SQLiteTable } from '../drizzle.ts';

/** How many rows each table has, by table name; what a child's or a person's row says is not read. */
export function countRows(reader: ReadConnection): { table: string; rows: number }[] {
  return Object.values(everyTable)
    .filter((each) => is(each, SQLiteTable))
    .map((each) => getTableName(each as SQLiteTable))
    .toSorted()
    .map((table) => ({ table, rows: reader.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number }));
}

/** How many migrations the store has, and when the last of them was made (ms since 1970); nought and null for none. */
export function appliedMigrations(reader: ReadConnection): { count: number; lastAt: number | null } {
  return reader.prepare('SELECT count(*) AS count, max(created_at) AS lastAt FROM __drizzle_migrations').get() as {
    count: number;
    lastAt: number | null;
  };
}
