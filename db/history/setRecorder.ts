import type Database from 'better-sqlite3';
import type { HybridClock } from '../hybridClock.ts';
import type { Connection } from '../open.ts';
import { type Change, changeColumns } from './change.ts';
import { hashOfSet, type SetHeader } from './hashOfSet.ts';

/** Who writes, on which device and why; the same for all changes of a set. */
export type SetOrigin = {
  actorId: string;
  deviceId: string;
  clock: HybridClock;
  batchId?: string | null;
  asOf?: string | null;
  reason?: string | null;
};

/**
 * Writes the changes of one transaction as one change set. The changes are on record as they come; the set itself is
 * written by `close`, with its number and its hash, and not at all when nothing changed. A transaction that is rolled back
 * takes both with it.
 */
export class SetRecorder {
  readonly #connection: Connection;
  readonly #origin: SetOrigin;
  readonly #insert: Database.Statement<unknown[]>;
  #localNo: number | null = null;
  #ord = 0;

  constructor(connection: Connection, origin: SetOrigin) {
    this.#connection = connection;
    this.#origin = origin;
    this.#insert = connection.prepare(
      'INSERT INTO change (local_no, ord, table_name, row_id, field, old, new, subject_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
  }

  get origin(): SetOrigin {
    return this.#origin;
  }

  record({ tableName, rowId, field, old, new: now, subjectId }: Omit<Change, 'localNo' | 'ord'>): void {
    this.#localNo ??= nextLocalNo(this.#connection);
    this.#ord += 1;
    this.#insert.run(this.#localNo, this.#ord, tableName, rowId, field, old, now, subjectId);
  }

  /** The changes of the set under way, in their order. */
  changesSoFar(): Change[] {
    return this.#connection
      .prepare(`SELECT ${changeColumns} FROM change WHERE local_no = ? ORDER BY ord`)
      .all(this.#localNo) as Change[];
  }

  /**
   * Ends the set; the transaction commits after it. Called again after further changes it begins another set.
   * @returns the number the set has in this store; null when nothing changed
   */
  close(): number | null {
    const localNo = this.#localNo;
    this.#localNo = null;
    this.#ord = 0;
    if (localNo === null) return null;
    const connection = this.#connection;
    // Changes of a savepoint that was rolled back are no part of the set.
    if (!connection.prepare('SELECT 1 FROM change WHERE local_no = ? LIMIT 1').get(localNo)) return null;
    const { actorId, deviceId, clock, batchId = null, asOf = null, reason = null } = this.#origin;
    const before = connection
      .prepare('SELECT set_no AS setNo, hash FROM change_set WHERE device_id = ? ORDER BY set_no DESC LIMIT 1')
      .get(deviceId) as { setNo: number; hash: string } | undefined;
    const header: SetHeader = {
      deviceId,
      setNo: (before?.setNo ?? 0) + 1,
      clock: clock.tick(),
      actorId,
      batchId,
      asOf,
      reason,
      schema: connection.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get() as number,
      prevHash: before?.hash ?? null,
    };
    insertSet(connection, localNo, header);
    return localNo;
  }
}

/** Writes a set whose changes are on record already; answers its hash. */
export function insertSet(connection: Connection, localNo: number, header: SetHeader): string {
  const hash = hashOfSet(connection, localNo, header);
  connection
    .prepare(
      `INSERT INTO change_set (local_no, device_id, set_no, clock, actor_id, batch_id, as_of, reason, schema, prev_hash, hash)
       VALUES (@localNo, @deviceId, @setNo, @clock, @actorId, @batchId, @asOf, @reason, @schema, @prevHash, @hash)`,
    )
    .run({ localNo, ...header, hash });
  return hash;
}

/** One more than any set or change of the store has; what a salvage brought back may be changes alone. */
const nextLocalNo = (connection: Connection): number =>
  1 +
  (connection
    .prepare(
      'SELECT max(coalesce((SELECT max(local_no) FROM change_set), 0), coalesce((SELECT max(local_no) FROM change), 0))',
    )
    .pluck()
    .get() as number);
