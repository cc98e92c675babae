import type { DataToShell, LockReason } from '#contract/session.ts';
import type { StoreStatus } from '#contract/store.ts';
import type { Clock } from '#db/clock.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import type { StretchCost } from '#db/keys/stretch.ts';
import type { ServiceContext } from '../context/context.ts';
import type { Installation } from '../context/installation.ts';
import type { Progress } from '../context/progress.ts';
import type { Resources } from '../context/resources.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { OpenSession } from './openSession.ts';
import type { OpenedStore } from './openStore.ts';
import type { UnlockAttempts } from './unlockAttempts.ts';

export type StoreHostOptions = {
  folder: string;
  resources: Resources;
  clock: Clock;
  appVersion: string;
  stretch?: StretchCost;
  /** Milliseconds since 1970 that entries of the audit are dated by: the real clock, also where `clock` stands still. */
  auditNow?: () => number;
  /** Milliseconds since 1970 for waits and idle time: real time, also where `clock` stands still. */
  timer?: () => number;
  /** What the host knows of the app as it is installed; for the rest see `installationOf`. */
  installation?: Partial<Installation>;
  /** The person chose another folder for the store; called before it is used. */
  onFolderChosen?: (folder: string) => void;
  /** A store was opened or locked: the shell keeps what a restarted data process needs, or wipes it. */
  onSession?: (message: DataToShell) => void;
};

/** The host of a store as its own calls see it: what is open, and how it is opened and locked. */
export interface Host {
  readonly options: StoreHostOptions;
  readonly jobs: Jobs;
  /** The folder whose store is opened; chosen while none is open. */
  folder: string;
  readonly session: OpenSession | null;
  /** The job that builds a demonstration, or brings a store up to date, just now. */
  preparing: string | null;
  /** True while a store is being made, opened or put right. */
  readonly opening: boolean;
  /** Now, as rows and key files say it. */
  readonly now: () => string;
  /** Milliseconds since 1970 that entries of the audit are dated by. */
  readonly auditNow: () => number;
  readonly attempts: UnlockAttempts;
  /** Fills an empty store with its synthetic children; what builds them stands above the store and is handed in. */
  readonly buildDemonstration: (context: ServiceContext, seed: number, progress: Progress) => Promise<void>;
  status(): StoreStatus;
  refuseWhenOpen(): void;
  /** Takes the folder's lock for `work`, which opens the store or fails; then the lock is let go again. */
  holdingLock<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Opens the store's file with keys that are known. Errors: those of `openWith`. */
  openFiles(keyFile: KeyFile, keys: Map<string, Buffer>): OpenedStore;
  /** Serves an opened store as one person, from here to the lock. */
  open(opened: OpenedStore, userId: string): OpenSession;
  /** Ends once the store is locked: at once, unless its files are being exchanged just now. */
  lock(reason?: LockReason): Promise<void>;
  /** Closes the store and forgets it, as after a failure: no reason is shown. */
  drop(): void;
  /** The person is there. */
  touch(): void;
}
