import type Database from 'better-sqlite3';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { getTableColumns, getTableName, is, SQLiteTable } from './drizzle.ts';
import { type Change, packValues, type Row, type Value } from './history/change.ts';
import { FreeIds, naturalKeyOf } from './history/naturalId.ts';
import { keyOf, rowIdOf, whereRow } from './history/rowKey.ts';
import { type SetOrigin, SetRecorder } from './history/setRecorder.ts';
import { Subjects } from './history/subjects.ts';
import { hasHistory } from './history/tableClasses.ts';
import { newId } from './newId.ts';
import type { Connection } from './open.ts';
import { remembered } from './remembered.ts';
import { columnWords } from './schema/columnWords.ts';
import * as schema from './schema/everyTable.ts';

type Statement = Database.Statement<unknown[]>;
type Statements = { insert: Statement; several: Statement | null; columns: string[]; select: Statement; where: string };

/** Rows of one owner that one statement adds: a call for each row costs as much as SQLite does for it. */
const SEVERAL = 16;

const insertInto = (table: string, columns: readonly string[], rows: number): string => {
  const row = `(${columns.map(() => '?').join(', ')})`;
  return `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES ${Array<string>(rows).fill(row).join(', ')}`;
};

const tableColumns = new Map<string, string[]>(
  Object.values(schema)
    .filter((table) => is(table, SQLiteTable))
    .map((table) => [getTableName(table), Object.values(getTableColumns(table)).map((column) => column.name)]),
);

/** The academic years of a week's marks: two of a week that straddles 1 September. */
const yearsOfWeek = remembered((weekStart) => [...new Set([weekStart, addDays(weekStart, 4)].map(academicYearOf))]);

/** Throws where a column would hold a word that it does not know; see `columnWords`. */
function refuseOtherWords(table: string, row: Row): void {
  for (const [column, words] of Object.entries(columnWords[table] ?? {})) {
    const value = row[column] ?? null;
    if (value !== null && !words.includes(String(value))) throw new Error(`${table}.${column} cannot be '${value}'.`);
  }
}

/**
 * The one way a row is written. Each insert, update and removal is a change of the transaction's change set, so undo,
 * history and 'as known on' have one source (architecture.md section 4). Before the commit `close` ends the set.
 */
export class Writer {
  readonly connection: Connection;
  readonly #recorder: SetRecorder;
  readonly #subjects: Subjects;
  readonly #ids: FreeIds;
  readonly #statements = new Map<string, Statements>();
  /** Children whose derived rows (time in care, locality, attendance) no longer follow from their facts. */
  readonly touchedChildren = new Set<string>();
  /** Tables that a row was written to. */
  readonly tables = new Set<string>();
  /** Academic years of a child whose marks changed; only their attendance sums need recounting. */
  readonly touchedMarks = new Map<string, Set<string>>();

  constructor(connection: Connection, origin: SetOrigin) {
    this.connection = connection;
    this.#recorder = new SetRecorder(connection, origin);
    this.#subjects = new Subjects(connection);
    this.#ids = new FreeIds(connection);
  }

  get batchId(): string | null {
    return this.#recorder.origin.batchId ?? null;
  }

  /** What was written so far, in order; the set under way is not yet among those that are read. */
  changesSoFar(): Change[] {
    return this.#recorder.changesSoFar();
  }

  /** Ends the change set of what was written; answers its number in this store, or null when nothing was. */
  close(): number | null {
    return this.#recorder.close();
  }

  #of(table: string): Statements {
    let statements = this.#statements.get(table);
    if (!statements) {
      const columns = tableColumns.get(table);
      if (!columns) throw new Error(`There is no table ${table}.`);
      const where = whereRow(table, '').sql;
      statements = {
        columns,
        insert: this.connection.prepare(insertInto(table, columns, 1)),
        several: null,
        select: this.connection.prepare(`SELECT * FROM "${table}" WHERE ${where}`),
        where,
      };
      this.#statements.set(table, statements);
    }
    return statements;
  }

  #record(tableName: string, rowId: string, field: string, row: Row, values: { old?: unknown; new?: unknown }): void {
    if (!hasHistory(tableName)) return;
    const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
    const subjectId = this.#subjects.of(tableName, row);
    this.#recorder.record({ tableName, rowId, field, old: json(values.old), new: json(values.new), subjectId });
  }

  /**
   * Adds a row and returns what the history calls it: its id (made unless given), or its key. A column left out is null.
   * Throws for an unknown column.
   */
  insert(table: string, row: Row): string {
    const { insert, columns } = this.#of(table);
    const unknown = Object.keys(row).find((column) => !columns.includes(column));
    if (unknown !== undefined) throw new Error(`There is no column ${unknown} in ${table}.`);
    const whole: Row = Object.fromEntries(
      columns.map((column) => [column, row[column] ?? (column === 'id' ? this.#newIdOf(table, row) : null)]),
    );
    refuseOtherWords(table, whole);
    insert.run(...Object.values(whole));
    const rowId = rowIdOf(table, whole);
    this.#record(table, rowId, '*', whole, { new: whole });
    this.#noteDerived(table, row);
    return rowId;
  }

  #newIdOf(table: string, row: Row): string {
    const key = naturalKeyOf(table, row);
    return key ? this.idOf(table, key) : newId();
  }

  /** The id that a new row of this key gets (see `FreeIds`). */
  idOf(table: string, key: readonly Value[]): string {
    return this.#ids.of(table, key);
  }

  /**
   * Adds rows of one owner by the hundred with one change instead of one each: field `+`, the owner as its row. A year of
   * marks is a hundred thousand weeks. Each row is kept with its key in front, in whatever order its columns were given
   * (`rowsChangedSince` reads it there). Throws for a table whose rows have ids.
   */
  insertMany(table: string, ownerId: string, rows: readonly Row[]): void {
    const statements = this.#of(table);
    const { insert, columns } = statements;
    if (columns.includes('id')) throw new Error(`Rows of ${table} have ids: they are added one by one.`);
    const [first] = rows;
    if (first === undefined) return;
    const key = keyOf(table);
    const inOrder = [...key, ...columns.filter((column) => !key.includes(column))];
    const places = columns.map((column) => inOrder.indexOf(column));
    const packed: Value[][] = [];
    for (const row of rows) {
      const values = inOrder.map((column) => row[column] ?? null);
      packed.push(values);
      this.#noteDerived(table, row);
    }
    const inTable = (values: readonly Value[]) => places.map((place) => values[place] ?? null);
    let at = 0;
    for (; at + SEVERAL <= packed.length; at += SEVERAL) {
      statements.several ??= this.connection.prepare(insertInto(table, columns, SEVERAL));
      statements.several.run(packed.slice(at, at + SEVERAL).flatMap(inTable));
    }
    for (const values of packed.slice(at)) insert.run(inTable(values));
    const subjectId = this.#subjects.of(table, first);
    this.#recorder.record({
      tableName: table,
      rowId: ownerId,
      field: '+',
      old: null,
      new: packValues(inOrder, packed),
      subjectId,
    });
  }

  /** Changes the fields given; answers whether any of them was different. Throws when the row is not there. */
  update(table: string, rowId: string, changes: Row): boolean {
    const { select, where } = this.#of(table);
    const { values } = whereRow(table, rowId);
    const before = select.get(...values) as Row | undefined;
    if (!before) throw new Error(`There is no row ${rowId} in ${table}.`);
    const changed = Object.entries(changes).filter(([field, value]) => (before[field] ?? null) !== (value ?? null));
    if (changed.length === 0) return false;
    refuseOtherWords(table, Object.fromEntries(changed));
    this.connection
      .prepare(`UPDATE "${table}" SET ${changed.map(([field]) => `"${field}" = ?`).join(', ')} WHERE ${where}`)
      .run(...changed.map(([, value]) => value ?? null), ...values);
    const now = { ...before, ...changes };
    for (const [field, value] of changed)
      this.#record(table, rowId, field, now, { old: before[field] ?? null, new: value ?? null });
    this.#noteDerived(table, before);
    this.#noteDerived(table, now);
    return true;
  }

  /** Takes a row out; the history keeps the whole of it, so that it can be put back. */
  remove(table: string, rowId: string): void {
    const { select, where } = this.#of(table);
    const { values } = whereRow(table, rowId);
    const before = select.get(...values) as Row | undefined;
    if (!before) return;
    this.connection.prepare(`DELETE FROM "${table}" WHERE ${where}`).run(...values);
    this.#record(table, rowId, '*', before, { old: before });
    this.#noteDerived(table, before);
  }

  /** A written row makes its child's derived rows stale: all of them, or, for marks, the sums of their academic years. */
  #noteDerived(table: string, row: Row): void {
    this.tables.add(table);
    if (typeof row.child_id === 'string') this.touchedChildren.add(row.child_id);
    if (table !== 'attendance_week') return;
    const childId = this.#subjects.of(table, row);
    if (childId === null) throw new Error(`There is no enrolment ${row.enrolment_id}.`);
    for (const year of yearsOfWeek(String(row.week_start))) this.marksChanged(childId, year);
  }

  /** Notes that marks of a child's academic year changed: its attendance sums are recounted before the commit. */
  marksChanged(childId: string, academicYear: string): void {
    const years = this.touchedMarks.get(childId);
    if (years) years.add(academicYear);
    else this.touchedMarks.set(childId, new Set([academicYear]));
  }
}
