import { keepSecretPlacements } from '#db/derived/keepSecretPlacements.ts';
import { rebuildDerived } from '#db/derived/rebuildDerived.ts';
import type { HybridClock } from '#db/hybridClock.ts';
import type { Connection } from '#db/open.ts';
import { Writer } from '#db/write.ts';
import type { WriteOptions } from './context.ts';
import type { Progress } from './progress.ts';
import { WriteQueue } from './writeQueue.ts';

/** Children whose facts changed, whole; then those of whom only marks did, by year. */
function toRebuild(writer: Writer) {
  const marksOnly = [...writer.touchedMarks.keys()].filter((childId) => !writer.touchedChildren.has(childId));
  return [
    { children: [...writer.touchedChildren], years: null },
    { children: marksOnly, years: writer.touchedMarks },
  ];
}

/** The store's single writing connection, one transaction at a time; derived rows follow before each commit. */
export class Transactions {
  readonly #connection: Connection;
  readonly #deviceId: string;
  readonly #clock: HybridClock;
  readonly #queue = new WriteQueue();
  /** How many transactions were committed since the store was opened. */
  commits = 0;

  constructor(connection: Connection, deviceId: string, clock: HybridClock) {
    this.#connection = connection;
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
        this.#connection.exec('COMMIT');
        this.commits += 1;
        return result;
      } catch (error) {
        if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** Ends when every write begun before has ended. */
  idle(): Promise<void> {
    return this.#queue.run(() => undefined);
  }
}
