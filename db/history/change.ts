/** What a column holds. */
export type Value = string | number | null;
/** A row as the database holds it: column names in snake_case, flags 0 or 1. */
export type Row = Record<string, Value>;

/** A change as the history keeps it; see `db/schema/history.ts` for what the fields mean. */
export type Change = {
  localNo: number;
  ord: number;
  tableName: string;
  rowId: string;
  field: string;
  old: string | null;
  new: string | null;
  subjectId: string | null;
};

/** A row of `change` as SQL names it, for SELECT. */
export const changeColumns =
  'change.local_no AS localNo, change.ord AS ord, table_name AS tableName, row_id AS rowId, field, old, new, subject_id AS subjectId';

/**
 * Rows added together, as one value: the columns once, then each row's values.
 * @example packRows([{ id: 'a', marks: '//' }])  // '{"columns":["id","marks"],"rows":[["a","//"]]}'
 */
export function packRows(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return packValues(
    columns,
    rows.map((row) => columns.map((column) => row[column] ?? null)),
  );
}

/** The same of rows that are lists of values already, each in the order of the columns. */
export const packValues = (columns: readonly string[], rows: readonly (readonly Value[])[]): string =>
  JSON.stringify({ columns, rows });

/** The rows of `packRows`. @example unpackRows('{"columns":["id"],"rows":[["a"]]}')  // [{ id: 'a' }] */
export function unpackRows(packed: string): Row[] {
  const { columns, rows } = JSON.parse(packed) as { columns: string[]; rows: Value[][] };
  return rows.map((values) => Object.fromEntries(columns.map((column, at) => [column, values[at] ?? null])));
}
