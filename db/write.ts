import type Database from 'better-sqlite3';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import type { HybridClock } from './hybridClock.ts';
import { newId } from './newId.ts';
import type { Connection } from './open.ts';
import * as schema from './schema/everyTable.ts';

export type Value = string | number | null;
/** A row as the database holds it: column names in snake_case, flags 0 or 1. */
export type Row = Record<string, Value>;

type Statement = Database.Statement<unknown[]>;
type Statements = { insert: Statement; columns: string[]; select: Statement };

const tableColumns = new Map<string, string[]>(
  Object.values(schema)
    .filter((table) => is(table, SQLiteTable))
    .map((table) => [getTableName(table), Object.values(getTableColumns(table)).map((column) => column.name)]),
);

/** Tables whose rows follow from others (rebuilt, never edited), or that are themselves a log. */
export const withoutHistory: ReadonlySet<string> = new Set([
  'care_period',
  'locality_period',
  'attendance_rollup',
  'attendance_year',
  'attendance_days',
  'cohort_member',
  'measure_outcome',
  'change_log',
  'audit_entry',
  'audit_subject',
  'import_refusal',
  'import_batch',
  'store_info',
  'released_report',
  'pack_export',
  'draft',
  'salvaged_row',
]);

export type WriteContext = {
  actorId: string;
  deviceId: string;
  clock: HybridClock;
  batchId?: string | null;
  reason?: string | null;
};

/**
 * The one way a row is written. Each insert, update and removal appends its field changes to the change log in the
 * same transaction, so undo, history and 'as known on' have one source (architecture.md section 4).
 */
export class Writer {
  readonly connection: Connection;
  readonly #context: WriteContext;
  readonly #statements = new Map<string, Statements>();
  readonly #log: Statement;
  readonly #enrolments = new Map<string, string>();
  /** Children whose derived rows (time in care, locality, attendance) no longer follow from their facts. */
  readonly touchedChildren = new Set<string>();
  /** Tables that a row was written to. */
  readonly tables = new Set<string>();
  /** Academic years of a child whose marks changed; only their attendance sums need recounting. */
  readonly touchedMarks = new Map<string, Set<string>>();

  constructor(connection: Connection, context: WriteContext) {
    this.connection = connection;
    this.#context = context;
    this.#log = connection.prepare(
      'INSERT INTO change_log (id, table_name, row_key, field, old, new, actor_id, device_id, clock, batch_id, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
  }

  get batchId(): string | null {
    return this.#context.batchId ?? null;
  }

  #of(table: string): Statements {
    let statements = this.#statements.get(table);
    if (!statements) {
      const columns = tableColumns.get(table);
      if (!columns) throw new Error(`There is no table ${table}.`);
      statements = {
        columns,
        insert: this.connection.prepare(
          `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        ),
        select: this.connection.prepare(`SELECT * FROM "${table}" WHERE id = ?`),
      };
      this.#statements.set(table, statements);
    }
    return statements;
  }

  #record(table: string, rowKey: string, field: string, old: Value, now: Value): void {
    const { actorId, deviceId, clock, batchId, reason } = this.#context;
    const text = (value: Value) => (value === null ? null : String(value));
    this.#log.run(
      newId(),
      table,
      rowKey,
      field,
      text(old),
      text(now),
      actorId,
      deviceId,
      clock.tick(),
      batchId ?? null,
      reason ?? null,
    );
  }

  /** Adds a row (its id is made unless given) and returns the id. A column left out is null. */
  insert(table: string, row: Row): string {
    const { insert, columns } = this.#of(table);
    const id = (row.id as string | undefined) ?? newId();
    insert.run(...columns.map((column) => (column === 'id' ? id : (row[column] ?? null))));
    if (!withoutHistory.has(table)) this.#record(table, id, '*', null, null);
    this.#noteDerived(table, row);
    return id;
  }

  /**
   * Adds rows of one owner by the hundred with one entry in the log instead of one each: field `+`, the owner as its row,
   * their ids as JSON in `new`. A year of marks is a hundred thousand weeks, and an entry takes twice the room of a week.
   */
  insertMany(table: string, ownerId: string, rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const { insert, columns } = this.#of(table);
    const ids: string[] = [];
    for (const row of rows) {
      const id = newId();
      insert.run(columns.map((column) => (column === 'id' ? id : (row[column] ?? null))));
      ids.push(id);
      this.#noteDerived(table, row);
    }
    this.#record(table, ownerId, '+', null, JSON.stringify(ids));
  }

  /** Changes the fields given; answers whether any of them was different. Throws when the row is not there. */
  update(table: string, id: string, changes: Row): boolean {
    const before = this.#of(table).select.get(id) as Row | undefined;
    if (!before) throw new Error(`There is no row ${id} in ${table}.`);
    const changed = Object.entries(changes).filter(([field, value]) => (before[field] ?? null) !== (value ?? null));
    if (changed.length === 0) return false;
    this.connection
      .prepare(`UPDATE "${table}" SET ${changed.map(([field]) => `"${field}" = ?`).join(', ')} WHERE id = ?`)
      .run(...changed.map(([, value]) => value ?? null), id);
    if (!withoutHistory.has(table))
      for (const [field, value] of changed) this.#record(table, id, field, before[field] ?? null, value ?? null);
    this.#noteDerived(table, before);
    this.#noteDerived(table, { ...before, ...changes });
    return true;
  }

  /** Takes a row out; the log keeps the whole of it, so that it can be put back. */
  remove(table: string, id: string): void {
    const before = this.#of(table).select.get(id) as Row | undefined;
    if (!before) return;
    this.connection.prepare(`DELETE FROM "${table}" WHERE id = ?`).run(id);
    if (!withoutHistory.has(table)) this.#record(table, id, '*', JSON.stringify(before), null);
    this.#noteDerived(table, before);
  }

  /** A written row makes its child's derived rows stale: all of them, or, for marks, the sums of their academic years. */
  #noteDerived(table: string, row: Row): void {
    this.tables.add(table);
    if (typeof row.child_id === 'string') this.touchedChildren.add(row.child_id);
    if (table !== 'attendance_week') return;
    const childId = this.#childOfEnrolment(String(row.enrolment_id));
    const weekStart = String(row.week_start);
    // A week can straddle 1 September, and then has marks of two academic years.
    for (const day of [weekStart, addDays(weekStart, 4)]) this.marksChanged(childId, academicYearOf(day));
  }

  #childOfEnrolment(enrolmentId: string): string {
    const known = this.#enrolments.get(enrolmentId);
    if (known !== undefined) return known;
    const childId = this.connection.prepare('SELECT child_id FROM enrolment WHERE id = ?').pluck().get(enrolmentId) as
      | string
      | undefined;
    if (childId === undefined) throw new Error(`There is no enrolment ${enrolmentId}.`);
    this.#enrolments.set(enrolmentId, childId);
    return childId;
  }

  /** Notes that marks of a child's academic year changed: its attendance sums are recounted before the commit. */
  marksChanged(childId: string, academicYear: string): void {
    const years = this.touchedMarks.get(childId);
    if (years) years.add(academicYear);
    else this.touchedMarks.set(childId, new Set([academicYear]));
  }
}
