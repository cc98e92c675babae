import { getTableConfig, getTableName, is, SQLiteTable } from '../drizzle.ts';
import type { Connection, ReadConnection } from '../open.ts';
import * as schema from '../schema/everyTable.ts';
import type { Row, Value } from './change.ts';

/** Columns that tell the rows of a table apart: its primary key. */
const keys = new Map<string, readonly string[]>(
  Object.values(schema)
    .filter((table) => is(table, SQLiteTable))
    .map((table): [string, string[]] => {
      const { columns, primaryKeys } = getTableConfig(table as SQLiteTable);
      const together = primaryKeys[0]?.columns ?? columns.filter((column) => column.primary);
      return [getTableName(table), together.map(({ name }) => name)];
    }),
);

/** The columns of a table's key; throws where there is no such table. */
export function keyOf(table: string): readonly string[] {
  const key = keys.get(table);
  if (!key) throw new Error(`There is no table ${table}.`);
  return key;
}

/**
 * What the history calls a row: its id, or the values of its key with a space between them.
 * @example rowIdOf('attendance_week', { enrolment_id: 'e', week_start: '2025-03-03' })  // 'e 2025-03-03'
 */
export const rowIdOf = (table: string, row: Row): string =>
  keyOf(table)
    .map((column) => String(row[column] ?? ''))
    .join(' ');

/** The condition by which a row is found, and its values. @example whereRow('child', 'a')  // { sql: '"id" = ?', values: ['a'] } */
export function whereRow(table: string, rowId: string): { sql: string; values: Value[] } {
  const key = keyOf(table);
  return {
    sql: key.map((column) => `"${column}" = ?`).join(' AND '),
    values: key.length > 1 ? rowId.split(' ') : [rowId],
  };
}

/** A row as it stands; null where it is not there. */
export function rowNow(
  reader: Pick<Connection | ReadConnection, 'prepare'>,
  tableName: string,
  rowId: string,
): Row | null {
  const { sql, values } = whereRow(tableName, rowId);
  return reader.prepare<unknown[], Row>(`SELECT * FROM "${tableName}" WHERE ${sql}`).get(...values) ?? null;
}
