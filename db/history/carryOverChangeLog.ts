import type Database from 'better-sqlite3';
import type { Connection } from '../open.ts';
import { type Change, packRows, type Row, type Value } from './change.ts';
import { clockAfterHistory } from './lastSet.ts';
import { rowIdOf } from './rowKey.ts';
import { insertSet, SetRecorder } from './setRecorder.ts';
import { stateBefore } from './stateBefore.ts';
import { Subjects } from './subjects.ts';

/** An entry of the log of version 0.2: values are text without a type, an added row is an entry without values. */
type Entry = { id: string; tableName: string; rowKey: string; field: string; old: string | null; new: string | null };
/** An entry with its place among the sets. */
type Placed = Entry & { localNo: number; ord: number };

/** The old log as version 0.2 made it, for a salvage of such a store: its rows go into this table first. */
export const changeLogTable = `CREATE TABLE change_log (id text PRIMARY KEY NOT NULL, table_name text NOT NULL,
  row_key text NOT NULL, field text NOT NULL, old text, new text, actor_id text NOT NULL, device_id text NOT NULL,
  clock text NOT NULL, batch_id text, reason text) STRICT, WITHOUT ROWID;
  CREATE INDEX change_log_row ON change_log (row_key); CREATE INDEX change_log_batch ON change_log (batch_id, id)`;

const table = (connection: Connection, name: string): boolean =>
  connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;

/** Entries of one author, batch and reason that follow each other within a second were one transaction, as far as can be told. */
const grouped = `CREATE TEMP TABLE carried AS
  WITH each AS (SELECT id, actor_id, device_id, batch_id, reason, clock,
      actor_id IS lag(actor_id) OVER log AND device_id IS lag(device_id) OVER log AND batch_id IS lag(batch_id) OVER log
        AND reason IS lag(reason) OVER log AND (batch_id IS NOT NULL OR substr(clock, 1, 8) = lag(substr(clock, 1, 8)) OVER log) AS goes_on
    FROM change_log WINDOW log AS (ORDER BY id)),
  numbered AS (SELECT *, sum(1 - coalesce(goes_on, 0)) OVER (ORDER BY id) AS local_no FROM each)
  SELECT id, actor_id, device_id, batch_id, reason, clock, local_no, row_number() OVER (PARTITION BY local_no ORDER BY id) AS ord
  FROM numbered`;

/**
 * Carries the log of version 0.2 (`change_log`) over as change sets, with the values it did not keep: an added row is what it
 * is now with everything since played backwards. What was known before the upgrade can be undone and looked back at after it.
 * Runs inside the upgrade's transaction, before the old table is dropped; does nothing where there is no old log, or where it
 * was carried over already.
 *
 * In a salvaged store an added row may be lost, and so are its values: the change says then that it was added, not what it was.
 */
export function carryOverChangeLog(
  connection: Connection,
  tell: (done: number, total: number) => void = () => {},
): void {
  if (!table(connection, 'change_log') || connection.prepare('SELECT 1 FROM change_set').get()) return;
  connection.exec(grouped);
  const total = connection.prepare('SELECT count(*) FROM temp.carried').pluck().get() as number;
  const page = connection.prepare(
    `SELECT local_no AS localNo, ord, log.id, table_name AS tableName, row_key AS rowKey, field, old, new
     FROM temp.carried JOIN change_log AS log ON log.id = carried.id
     WHERE carried.rowid > ? AND carried.rowid <= ? ORDER BY carried.rowid`,
  );
  const carrying = new Carrying(connection);
  // In the order of the log: what is written goes to the end of its table.
  for (let done = 0; done < total; done += PAGE) {
    tell(done, total);
    for (const entry of page.all(done, done + PAGE) as Placed[]) carrying.carry(entry);
  }
  writeSets(connection);
  connection.exec('DROP TABLE temp.carried');
  recordUnlogged(connection);
}

const PAGE = 2000;

/** A row without the id that its table had in 0.2 and has no more: weeks of marks are known by enrolment and Monday. */
function withoutOldId({ tableName }: { tableName: string }, row: Row): Row {
  if (tableName !== 'attendance_week') return row;
  const { id: _old, ...rest } = row;
  return rest;
}

class Carrying {
  readonly #connection: Connection;
  readonly #subjects: Subjects;
  readonly #types = new Map<string, Map<string, string>>();
  readonly #rows = new Map<string, Database.Statement<unknown[]> | null>();
  readonly #insert: Database.Statement<unknown[]>;
  readonly #later: Database.Statement<unknown[]>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#subjects = new Subjects(connection);
    this.#later = connection.prepare(
      `SELECT id, table_name AS tableName, row_key AS rowKey, field, old, new FROM change_log
       WHERE row_key = ? AND table_name = ? AND id > ? ORDER BY id DESC`,
    );
    this.#insert = connection.prepare(
      `INSERT INTO change (local_no, ord, table_name, row_id, field, old, new, subject_id)
       VALUES (@localNo, @ord, @tableName, @rowId, @field, @old, @new, @subjectId)`,
    );
  }

  carry(entry: Placed): void {
    const { localNo, ord, tableName, rowKey, field, old } = entry;
    const placed = { localNo, ord, tableName, field };
    if (field === '+') {
      const subjectId = this.#subjects.of(tableName, { enrolment_id: rowKey });
      this.#insert.run({ ...placed, rowId: rowKey, old: null, new: this.#together(entry), subjectId });
      return;
    }
    const after = this.#after(tableName, rowKey, entry.id);
    const about = after ?? (field === '*' && old !== null ? (JSON.parse(old) as Row) : null);
    const typed = this.#typed(entry);
    const added = field === '*' && old === null;
    this.#insert.run({
      ...placed,
      // A week of marks had an id; its key is what it is called now.
      rowId: tableName === 'attendance_week' && about ? rowIdOf(tableName, about) : rowKey,
      old: typed.old,
      new: added ? after && JSON.stringify(withoutOldId(entry, after)) : typed.new,
      subjectId: about && this.#subjects.of(tableName, about),
    });
  }

  /** A row as it was right after an entry: as it is now, with the entries since played backwards. */
  #after(tableName: string, rowKey: string, id: string): Row | null {
    return (this.#later.all(rowKey, tableName, id) as Entry[]).reduce<Row | null>(
      (state, entry) => stateBefore(state, { field: entry.field, old: this.#typed(entry).old }),
      this.#now(tableName, rowKey),
    );
  }

  #now(tableName: string, id: string): Row | null {
    let statement = this.#rows.get(tableName);
    if (statement === undefined) {
      // Of a table that is no more, nothing is left but what the log says.
      statement = this.#columns(tableName).has('id')
        ? this.#connection.prepare(`SELECT * FROM "${tableName}" WHERE id = ?`)
        : null;
      this.#rows.set(tableName, statement);
    }
    return (statement?.get(id) as Row | undefined) ?? null;
  }

  /** Rows that were added together, as they were then. */
  #together({ tableName, id: entryId, new: ids }: Entry): string {
    const rows = (JSON.parse(ids ?? '[]') as string[]).map((id): Row => this.#after(tableName, id, entryId) ?? { id });
    return packRows(rows.map((row) => withoutOldId({ tableName }, row)));
  }

  /** The values of an entry as JSON of what the column holds. */
  #typed({ tableName, field, old, new: now }: Entry): Pick<Change, 'old' | 'new'> {
    if (field === '*')
      return { old: old && JSON.stringify(withoutOldId({ tableName }, JSON.parse(old) as Row)), new: null };
    const isText = (this.#columns(tableName).get(field) ?? 'TEXT') === 'TEXT';
    const json = (text: string | null): string =>
      JSON.stringify(text === null || isText ? text : (Number(text) as Value));
    return { old: json(old), new: json(now) };
  }

  #columns(tableName: string): Map<string, string> {
    let columns = this.#types.get(tableName);
    if (!columns) {
      const found = this.#connection.prepare('SELECT name, type FROM pragma_table_info(?)').all(tableName);
      columns = new Map(
        (found as { name: string; type: string }[]).map(({ name, type }) => [name, type.toUpperCase()]),
      );
      this.#types.set(tableName, columns);
    }
    return columns;
  }
}

/** Secrecies that the upgrade to 0.2.1 itself found have no entry in the old log: they are in the history from here on. */
function recordUnlogged(connection: Connection): void {
  const rows = connection
    .prepare('SELECT * FROM secret_placement WHERE id NOT IN (SELECT row_id FROM change)')
    .all() as Row[];
  const deviceId = connection.prepare("SELECT value FROM store_info WHERE key = 'deviceId'").pluck().get();
  const recorder = new SetRecorder(connection, {
    actorId: 'upgrade',
    deviceId: String(deviceId ?? 'unknown'),
    // Nothing was saved just now: the tick follows the last one, whatever the time.
    clock: clockAfterHistory(connection, { now: () => 0, today: () => '1970-01-01' }),
    reason: 'upgrade',
  });
  for (const row of rows)
    recorder.record({
      tableName: 'secret_placement',
      rowId: String(row.id),
      field: '*',
      old: null,
      new: JSON.stringify(row),
      subjectId: row.child_id === null ? null : String(row.child_id),
    });
  recorder.close();
}

/** The sets, in their order, each device's numbered from one. */
function writeSets(connection: Connection): void {
  const schema = connection.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get() as number;
  const sets = connection
    .prepare(
      `SELECT local_no AS localNo, device_id AS deviceId, actor_id AS actorId, batch_id AS batchId, reason, max(clock) AS clock
       FROM temp.carried GROUP BY local_no ORDER BY local_no`,
    )
    .all() as {
    localNo: number;
    deviceId: string;
    actorId: string;
    batchId: string | null;
    reason: string | null;
    clock: string;
  }[];
  const before = new Map<string, { setNo: number; hash: string }>();
  for (const { localNo, ...set } of sets) {
    const last = before.get(set.deviceId);
    const setNo = (last?.setNo ?? 0) + 1;
    const hash = insertSet(connection, localNo, {
      ...set,
      setNo,
      asOf: null,
      schema,
      prevHash: last?.hash ?? null,
    });
    before.set(set.deviceId, { setNo, hash });
  }
}
