import type { Role } from '#contract/call.ts';
import type { Clock } from '#db/clock.ts';
import type { ReadConnection } from '#db/open.ts';
import type { Writer } from '#db/write.ts';
import type { Jobs, Progress } from './jobs/jobs.ts';

export type SignedInUser = {
  id: string;
  name: string;
  role: Role;
  localityId: string | null;
  localityName: string | null;
};

/** What every procedure is given. It reads through `reader` and writes only inside `write` or `writeLong`. */
export interface ServiceContext {
  readonly reader: ReadConnection;
  readonly user: SignedInUser;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly demonstration: boolean;
  /** null: every locality (administrator); otherwise the one locality whose children the caller may see. */
  readonly onlyLocalityId: string | null;
  /** One transaction: all of the work or none of it; derived rows follow before it commits. */
  write<Result>(work: (writer: Writer) => Result, options?: WriteOptions): Promise<Result>;
  /**
   * One transaction that may take seconds: the work awaits `progress.report` so that readers are served meanwhile
   * (they see the last committed state). With `rollBack` nothing is kept: that is how an import is previewed exactly.
   */
  writeLong<Result>(
    progress: Progress,
    work: (writer: Writer) => Promise<Result>,
    options?: WriteOptions & { rollBack?: boolean },
  ): Promise<Result>;
  /** Adds an access-audit entry beyond the one the dispatcher writes, e.g. the files an export wrote. */
  audit(action: string, subjects: { kind: string; id: string }[], detail?: string): void;
  /** Work kept in memory until the store is locked (import previews). */
  readonly memory: Map<string, unknown>;
  /** Adds a way to open the store for a user; the key itself never reaches a procedure. */
  addKeySlot(options: { userId: string; passphrase: string }): Promise<void>;
}

export type WriteOptions = { batchId?: string | null; reason?: string | null };
