import type Database from 'better-sqlite3';
import type { Connection } from '../open.ts';
import type { Row } from './change.ts';

/** Tables whose rows belong to a child through another row: the column that names it, and the table it is in. */
const through: Readonly<Record<string, { column: string; parent: string }>> = {
  attendance_week: { column: 'enrolment_id', parent: 'enrolment' },
  pep_section: { column: 'pep_id', parent: 'pep' },
  pep_target: { column: 'pep_id', parent: 'pep' },
};

/** Says which child a row is about; remembers the children of parents that were asked for. */
export class Subjects {
  readonly #connection: Connection;
  readonly #statements = new Map<string, Database.Statement<unknown[]>>();
  readonly #known = new Map<string, string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * The child that a row of a table is about; null for a row that is about none.
   * @example subjects.of('pep_section', { pep_id: 'a PEP', … })  // the id of the child whose PEP it is
   */
  of(table: string, row: Row): string | null {
    if (table === 'child') return String(row.id);
    if (typeof row.child_id === 'string') return row.child_id;
    const parent = through[table];
    return parent ? this.#childOf(parent.parent, String(row[parent.column])) : null;
  }

  #childOf(parent: string, id: string): string | null {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    let statement = this.#statements.get(parent);
    if (!statement) {
      statement = this.#connection.prepare(`SELECT child_id FROM "${parent}" WHERE id = ?`).pluck();
      this.#statements.set(parent, statement);
    }
    const childId = statement.get(id) as string | undefined;
    if (childId === undefined) return null;
    this.#known.set(id, childId);
    return childId;
  }
}
