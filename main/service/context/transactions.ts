import { keepSecretPlacements } from '#db/derived/keepSecretPlacements.ts';
import { rebuildDerived } from '#db/derived/rebuildDerived.ts';
import type { HybridClock } from '#db/hybridClock.ts';
import type { Connection } from '#db/open.ts';
import { Writer } from '#db/write.ts';
import type { WriteOptions } from './context.ts';
import type { Progress } from './progress.ts';
import { WriteQueue } from './writeQueue.ts';

/** Children whose facts changed, whole; then those of whom only marks did, by year. In the order of the tables' keys. */
function toRebuild(writer: Writer) {
  const marksOnly = [...writer.touchedMarks.keys()].filter((childId) => !writer.touchedChildren.has(childId)).sort();
  return [
    { children: [...writer.touchedChildren].sort(), years: null },
    { children: marksOnly, years: writer.touchedMarks },
  ];
}

/** Rows from which on a thread of its own folds what a commit left in the log into the store: it takes as long as the commit. */
const LONG_LOG = 5000;
/** Pages of the log after which SQLite folds it in as part of a commit, which is its own default. */
const FOLD_AFTER = 1000;

/** The store's single writing connection, one transaction at a time; derived rows follow before each commit. */
export class Transactions {
  readonly #connection: Connection;
  readonly #deviceId: string;
  readonly #clock: HybridClock;
  readonly #foldLog: () => Promise<unknown>;
  readonly #queue = new WriteQueue();
  /** How many transactions were committed since the store was opened. */
  commits = 0;

  /** @param foldLog folds the write-ahead log into the store off this thread; where it fails, a later commit does */
  constructor(connection: Connection, deviceId: string, clock: HybridClock, foldLog: () => Promise<unknown>) {
    this.#connection = connection;
    this.#foldLog = foldLog;
    this.#deviceId = deviceId;
    this.#clock = clock;
  }

  #writer(actorId: string, options: WriteOptions): Writer {
    return new Writer(this.#connection, {
      actorId,
      deviceId: this.#deviceId,
      clock: this.#clock,
      batchId: options.batchId ?? null,
      reason: options.reason ?? null,
    });
  }

  /** One short transaction. */
  write<Result>(actorId: string, work: (writer: Writer) => Result, options: WriteOptions = {}): Promise<Result> {
    return this.#queue.run(() => {
      const writer = this.#writer(actorId, options);
      this.#connection.exec('BEGIN IMMEDIATE');
      try {
        const result = work(writer);
        keepSecretPlacements(writer);
        for (const { children, years } of toRebuild(writer)) rebuildDerived(this.#connection, children, years);
        writer.close();
        this.#connection.exec('COMMIT');
        this.commits += 1;
        return result;
      } catch (error) {
        // A full disk has rolled back by itself; rolling back again would hide why.
        if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** One transaction over many turns of the event loop; see `ServiceContext.writeLong`. */
  writeLong<Result>(
    actorId: string,
    progress: Progress,
    work: (writer: Writer) => Promise<Result>,
    options: WriteOptions & { rollBack?: boolean } = {},
  ): Promise<Result> {
    return this.#queue.run(async () => {
      const writer = this.#writer(actorId, options);
      this.#connection.exec('BEGIN IMMEDIATE');
      const before = this.#rowsChanged();
      try {
        const result = await work(writer);
        if (options.rollBack) {
          this.#connection.exec('ROLLBACK');
          return result;
        }
        keepSecretPlacements(writer);
        for (const { children, years } of toRebuild(writer)) {
          for (let start = 0; start < children.length; start += 100) {
            rebuildDerived(this.#connection, children.slice(start, start + 100), years);
            await progress.report(start, children.length, 'Working out localities, time in care and attendance');
          }
        }
        progress.hold();
        writer.close();
        this.#commitLong(this.#rowsChanged() - before);
        return result;
      } catch (error) {
        if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
        throw error;
      }
    });
  }

  #rowsChanged(): number {
    return this.#connection.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
  }

  /** Commits what may be a whole county's marks: nobody waits while the log is folded in, but the next who writes. */
  #commitLong(rows: number): void {
    const isLong = rows > LONG_LOG;
    if (isLong) this.#connection.pragma('wal_autocheckpoint = 0');
    try {
      this.#connection.exec('COMMIT');
      this.commits += 1;
    } finally {
      if (isLong) this.#connection.pragma(`wal_autocheckpoint = ${FOLD_AFTER}`);
    }
    if (isLong) void this.#queue.run(this.#foldLog).catch(() => undefined);
  }

  /** Ends when every write begun before has ended. */
  idle(): Promise<void> {
    return this.#queue.run(() => undefined);
  }
}
