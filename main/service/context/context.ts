import type { Backup } from '#contract/backups.ts';
import type { AuditFile } from '#db/audit/auditFile.ts';
import type { Clock } from '#db/clock.ts';
import type { Change, KeyRing } from '#db/keys/keyRing.ts';
import type { ReadConnection } from '#db/open.ts';
import type { Writer } from '#db/write.ts';
import type { RoleHeld } from '#domain/access/roles.ts';
import type { Scope } from '#domain/access/scopeOf.ts';
import type { Installation } from './installation.ts';
import type { JobRunner, Progress } from './progress.ts';

export type SignedInUser = {
  id: string;
  name: string;
};

/** What every procedure is given. It reads through `reader` and writes only inside `write` or `writeLong`. */
export interface ServiceContext {
  readonly reader: ReadConnection;
  readonly user: SignedInUser;
  readonly clock: Clock;
  readonly jobs: JobRunner;
  readonly demonstration: boolean;
  /** The roles that the caller has today; looked up anew for each call, for a cover may have ended. */
  readonly roles: readonly RoleHeld[];
  /** Whose children the call may answer; made once for each call. */
  readonly scope: Scope;
  /** Of whom it may show everything, not attendance, suspensions and contacts alone. */
  readonly wholeScope: Scope;
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
  /** Adds an access-audit entry beyond the one the dispatcher writes, e.g. the files an export wrote; it is on the disk then. */
  audit(action: string, subjects: { kind: string; id: string }[], detail?: string): void;
  /** The audit, to be read, and what the person has typed and not saved yet. */
  readonly auditFile: Pick<AuditFile, 'connection' | 'head' | 'readDraft' | 'saveDraft' | 'discardDraft'>;
  /** Work kept in memory until the store is locked (import previews). */
  readonly memory: Map<string, unknown>;
  readonly store: StoreControl;
  readonly keys: KeyControl;
  /** Grows with everything that is saved, in the store or in the key file: whether a failure came before or after. */
  savings(): number;
  /** The app that serves this store. */
  readonly installation: Installation;
}

/** The open store as a whole, for what concerns its files: backups, restore, re-key. */
export interface StoreControl {
  readonly folder: string;
  /** What a restored backup of an older version is brought up to date by. */
  readonly migrationsFolder: string;
  /** Makes a verified backup off this thread. */
  backUp(reason: Backup['reason'], progress?: Progress): Promise<{ backupId: string }>;
  /**
   * Lets every call and writer end, closes the store, lets `swap` replace its files and opens it again as the same person.
   * Calls made meanwhile wait. Where `swap` throws, what lies in the folder is opened again. Errors: `conflict` while other
   * long work runs.
   */
  replaceFiles(progress: Progress, swap: (key: Buffer) => Promise<void>): Promise<void>;
  /** A copy of the store's key for work off this thread; the caller wipes it. */
  copyKey(): Buffer;
  /** A key the store has or had, by fingerprint: older backups have an older one. Null when nobody has it any more. */
  keyFor(fingerprint: string): Buffer | null;
}

/** The ways into the store; no procedure gets at the key itself. */
export interface KeyControl extends Pick<KeyRing, 'slots' | 'oldSlotUsers' | 'opens' | 'add' | 'changes'> {
  remove(...given: Parameters<KeyRing['remove']>): Promise<void>;
  /** Makes a way in, to be put in the file by `changePeople`. */
  makeWayIn: KeyRing['makeWayIn'];
  /** Changes people in the store and in the key file as one; on a failure neither is changed. */
  changePeople(
    options: { reason: string; ways?: Change['ways']; newKeyDue?: boolean },
    work: (writer: Writer) => void,
  ): Promise<void>;
  confirmRecoveryKey(slotId: string): Promise<void>;
  /** Gives the store a new key. Killed at any moment, the store opens with its old key or its new one. */
  rekey(progress: Progress): Promise<void>;
  /** Minutes without a touch after which the store locks itself. */
  setLockAfter(minutes: number): Promise<void>;
}

export type WriteOptions = { batchId?: string | null; reason?: string | null };
