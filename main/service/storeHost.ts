import { calls } from '#contract/calls.ts';
import type { DataToShell, LockReason, SessionKey } from '#contract/session.ts';
import type { StoreStatus } from '#contract/store.ts';
import type { Reply } from '#contract/wire.ts';
import type { Clock } from '#db/clock.ts';
import { fingerprintOf, type KeyFile, type SlotKind } from '#db/keys/keyFile.ts';
import type { StretchCost } from '#db/keys/stretch.ts';
import { readStoreInfo } from '#db/queries/storeInfo.ts';
import { CallFailure } from './callFailure.ts';
import { createStore } from './createStore.ts';
import { buildDemonstration } from './demonstration/buildDemonstration.ts';
import { asFailure, firstInputProblem } from './dispatcher.ts';
import { loadBenchmarks } from './imports/loadBenchmarks.ts';
import { Jobs } from './jobs/jobs.ts';
import type { Service } from './openService.ts';
import type { Resources } from './resources.ts';
import { checkFolder, readFolder } from './store/folderChoice.ts';
import { type HostCall, type HostCalls, hostCalls } from './store/hostCalls.ts';
import { IdleLock } from './store/idleLock.ts';
import { OpenSession } from './store/openSession.ts';
import {
  type OpenedStore,
  openFile,
  openWith,
  requireKeyFile,
  requireWritable,
  unlockWith,
} from './store/openStore.ts';
import { takeStoreLock } from './store/storeLock.ts';
import { storeStatus } from './store/storeStatus.ts';
import { UnlockAttempts } from './store/unlockAttempts.ts';
import { makeFolder, removeStoreFiles, storeExists, storeFiles } from './storeFiles.ts';
import { type Installation, installationOf } from './updates/installation.ts';

export type StoreHostOptions = {
  folder: string;
  resources: Resources;
  clock: Clock;
  appVersion: string;
  /** What differs from this very app and computer, for updates: its own folder, and all of it in tests. */
  installation?: Partial<Installation>;
  stretch?: StretchCost;
  /** Milliseconds since 1970 for waits and idle time: real time, also where `clock` stands still. */
  timer?: () => number;
  /** The person chose another folder for the store; called before it is used. */
  onFolderChosen?: (folder: string) => void;
  /** A store was opened or locked: the shell keeps what a restarted data process needs, or wipes it. */
  onSession?: (message: DataToShell) => void;
};

/** The passphrase of a demonstration opened by `--demo`; it guards no real child's data. */
export const demonstrationPassphrase = 'demonstration only';

const locked = {
  code: 'locked',
  detail: { message: 'The store is locked. Enter the passphrase to open it.' },
} as const;

/**
 * The store of one folder, closed or open: what the data process, the command line and the preview host all talk to.
 * Before unlocking it answers only the calls of `hostCalls`; the key leaves it only for the shell's memory (`onSession`).
 */
export class StoreHost {
  readonly options: StoreHostOptions;
  readonly jobs = new Jobs();
  readonly #own: HostCalls = hostCalls(this);
  readonly #timer: () => number;
  #folder: string;
  #session: OpenSession | null = null;
  #releaseLock: () => void = () => undefined;
  #idle: IdleLock | null = null;
  #lockWhenDone: LockReason | null = null;
  #opening = false;
  #preparing: string | null = null;
  #lastLock: StoreStatus['lastLock'] = null;

  constructor(options: StoreHostOptions) {
    this.options = options;
    this.#folder = options.folder;
    this.#timer = options.timer ?? Date.now;
  }

  get folder(): string {
    return this.#folder;
  }

  /** The open service, for hosts in the same process (command line, tests). */
  get service(): Service | null {
    return this.#session?.service ?? null;
  }

  get session(): OpenSession | null {
    return this.#session;
  }

  /** Answers one call; never throws. */
  async call(name: string, input: unknown): Promise<Reply<unknown>> {
    if (!Object.hasOwn(this.#own, name)) {
      if (!this.#session) return { ok: false, error: locked };
      return this.#session.call(name, input);
    }
    const { input: shape, output } = calls[name as keyof typeof calls];
    const parsed = shape.safeParse(input);
    if (!parsed.success)
      return { ok: false, error: { code: 'invalidInput', detail: firstInputProblem(parsed.error.issues) } };
    try {
      const own = this.#own[name as HostCall] as (input: unknown) => unknown;
      return { ok: true, value: output.parse(await own(parsed.data)) };
    } catch (error) {
      const failure = asFailure(error);
      return { ok: false, error: { code: failure.code, detail: failure.detail } };
    }
  }

  status(): StoreStatus {
    const { clock, appVersion } = this.options;
    return storeStatus({
      folder: this.#folder,
      clock,
      appVersion,
      preparing: this.#preparing,
      session: this.#session,
      waitUntil: this.#session ? null : this.attempts.waitUntil,
      lastLock: this.#lastLock,
    });
  }

  get attempts(): UnlockAttempts {
    return new UnlockAttempts(storeFiles(this.#folder).attempts, this.#timer);
  }

  refuseWhenOpen(): void {
    if (this.#session) throw new CallFailure('conflict', 'A store is open. Lock it first.');
  }

  chooseFolder(typed: string): void {
    this.refuseWhenOpen();
    const folder = readFolder(typed);
    const { cannotWrite } = checkFolder(folder);
    if (cannotWrite !== null) throw new CallFailure('readOnly', cannotWrite, { field: 'folder' });
    this.options.onFolderChosen?.(folder);
    this.#folder = folder;
  }

  async create(input: { passphrase: string; userName: string }): Promise<void> {
    this.refuseWhenOpen();
    await this.#makeStore({ ...input, demonstration: false });
    await loadBenchmarks(this.#opened().service.context, this.options.resources);
  }

  async #makeStore(input: { passphrase: string; userName: string; demonstration: boolean }): Promise<void> {
    const { clock, resources, stretch } = this.options;
    const folder = this.#folder;
    const { cannotWrite } = checkFolder(folder);
    if (cannotWrite !== null) throw new CallFailure('readOnly', cannotWrite, { field: 'folder' });
    makeFolder(folder);
    await this.holdingLock(async () => {
      const created = await createStore({
        folder,
        clock,
        migrationsFolder: resources.migrations,
        ...input,
        ...(stretch ? { stretch } : {}),
      });
      this.open(created, created.userId);
    });
  }

  #opened(): OpenSession {
    if (!this.#session) throw new CallFailure('locked', locked.detail.message);
    return this.#session;
  }

  /** Opens the store with a passphrase, a recovery key or what a computer remembers; every failure is told apart. */
  async unlock(secret: string, kind: SlotKind = 'passphrase', audit = 'unlock'): Promise<string> {
    this.refuseWhenOpen();
    const folder = this.#folder;
    const keyFile = requireKeyFile(folder);
    requireWritable(folder);
    return this.holdingLock(async () => {
      const { keys, userId, slotId, wrongBefore } = await this.#tryOnce(keyFile, secret, kind);
      // Stretching took a while, in which another call may have opened the store: there is one writer, ever.
      this.refuseWhenOpen();
      const opened = this.#openWith(keyFile, keys);
      this.open(opened, userId);
      // A way in as version 1 wrote it takes part in nothing new; its passphrase is at hand now.
      if (keyFile.oldSlots.some((slot) => slot.slotId === slotId))
        await opened.ring.add({ kind, userId, secret }, (slot) => slot.slotId === slotId);
      const detail = wrongBefore > 0 ? `${wrongBefore} wrong before` : undefined;
      this.#opened().service.context.audit(audit, [], detail);
      return slotId;
    });
  }

  /** Opens the store with the recovery key, which is used up by that, and gives its administrator a new passphrase. */
  async recover(recoveryKey: string, newPassphrase: string): Promise<void> {
    const used = await this.unlock(recoveryKey, 'recoveryKey', 'unlock with the recovery key');
    const { ring, userId } = this.#opened();
    try {
      await ring.add(
        { kind: 'passphrase', userId, secret: newPassphrase },
        (slot) => slot.slotId === used || (slot.kind === 'passphrase' && slot.userId === userId),
      );
    } catch (error) {
      this.lock();
      throw error;
    }
  }

  /** One attempt; passphrases are counted (the other secrets cannot be guessed). An error of another kind does not count. */
  async #tryOnce(keyFile: KeyFile, secret: string, kind: SlotKind) {
    if (kind !== 'passphrase') return { ...(await unlockWith(keyFile, secret, kind)), wrongBefore: 0 };
    const attempts = this.attempts;
    attempts.begin();
    try {
      const unlocked = await unlockWith(keyFile, secret, kind);
      return { ...unlocked, wrongBefore: attempts.succeed() };
    } catch (error) {
      if (!(error instanceof CallFailure && error.code === 'wrongPassphrase')) attempts.withdraw();
      throw error;
    }
  }

  #openWith(keyFile: KeyFile, keys: Map<string, Buffer>): OpenedStore {
    return openWith({
      folder: this.#folder,
      keyFile,
      keys,
      migrationsFolder: this.options.resources.migrations,
      now: this.now,
      cost: this.options.stretch,
    });
  }

  readonly now = (): string => new Date(this.options.clock.now()).toISOString();

  /** Takes the folder's lock for `work`, which opens the store or fails; then the lock is let go again. */
  async holdingLock<Result>(work: () => Promise<Result>): Promise<Result> {
    // The same process would be told by its own lock that another window has the store.
    if (this.#opening) throw new CallFailure('conflict', 'The store is being opened already.');
    this.#opening = true;
    let release: () => void = () => undefined;
    try {
      release = takeStoreLock(storeFiles(this.#folder).lock);
      return await work();
    } finally {
      this.#opening = false;
      if (this.#session) this.#releaseLock = release;
      else release();
    }
  }

  /** Goes on as the person who had unlocked, in a data process that was started anew. Answers whether it could. */
  async resume({ folder, userId, key }: SessionKey): Promise<boolean> {
    if (this.#session) return true;
    try {
      this.#folder = folder;
      const keyFile = requireKeyFile(folder);
      const keys = new Map<string, Buffer>();
      for (let at = 0; at < key.length; at += 32) {
        const each = Buffer.from(key.subarray(at, at + 32));
        keys.set(fingerprintOf(each), each);
      }
      await this.holdingLock(async () => this.open(this.#openWith(keyFile, keys), userId));
      this.#opened().service.context.audit('go on after a stop', []);
      return true;
    } catch {
      // The person unlocks as usual, and is told then what is wrong.
      return false;
    } finally {
      key.fill(0);
    }
  }

  /** Serves an opened store as one person, from here to the lock. */
  open({ connection, ring }: OpenedStore, userId: string): void {
    try {
      this.#session = new OpenSession({
        folder: this.#folder,
        clock: this.options.clock,
        jobs: this.jobs,
        ring,
        connection,
        userId,
        reopen: (keys) => {
          const { connection: again, settle } = openFile(storeFiles(this.#folder).store, keys);
          settle();
          return again;
        },
        migrationsFolder: this.options.resources.migrations,
        backUp: () => Promise.reject(new Error('Backups are not there yet.')),
        installation: installationOf(this.options, this.#folder),
        onBroken: () => this.lock('restored'),
        onKeysChanged: () => this.#tellShell(),
      });
    } catch (error) {
      if (connection.open) connection.close();
      ring.wipe();
      throw error;
    }
    this.#lastLock = null;
    this.#idle = new IdleLock({
      now: this.#timer,
      minutes: () => this.#session?.lockAfterMinutes ?? 1,
      busy: () => this.jobs.running > 0,
      lock: () => this.lock('idle'),
    });
    this.#tellShell();
  }

  #tellShell(): void {
    const { folder, userId, ring } = this.#opened();
    const key = ring.allKeys();
    this.options.onSession?.({ kind: 'session', session: { folder, userId, key }, reason: null });
    key.fill(0);
  }

  /** The person is there. */
  touch(): void {
    this.#idle?.touch();
  }

  /** Closes the store, cancels what runs, and wipes the key. While the store is being replaced it waits for that. */
  lock(reason: LockReason = 'person'): void {
    const session = this.#session;
    if (!session) return;
    if (session.busy && reason !== 'restored') {
      this.#lockWhenDone = reason;
      void session.whenFree().then(() => this.#lockWhenDone !== null && this.lock(this.#lockWhenDone));
      return;
    }
    this.#lockWhenDone = null;
    this.jobs.clear();
    this.#idle?.stop();
    this.#session = null;
    session.close();
    this.#releaseLock();
    this.#lastLock = { at: new Date(this.#timer()).toISOString(), reason };
    this.options.onSession?.({ kind: 'session', session: null, reason });
  }

  /** Starts building a demonstration store; answers the job's id. A store half built is taken away again. */
  startDemonstration(input: { passphrase: string; userName: string; seed: number }): string {
    this.refuseWhenOpen();
    if (this.#preparing) throw new CallFailure('conflict', 'A demonstration is being built already.');
    if (storeExists(this.#folder))
      throw new CallFailure('storeExists', 'This folder has a store already. Open it, or choose another folder.');
    const jobId = this.jobs.start({
      title: 'Building the demonstration',
      unit: 'steps',
      changes: ['store', 'children', 'schools', 'reports'],
      run: async (progress) => {
        try {
          await this.#makeStore({ ...input, demonstration: true });
          const { context } = this.#opened().service;
          await loadBenchmarks(context, this.options.resources);
          await buildDemonstration(context, input.seed, progress);
          return {};
        } catch (error) {
          this.#session?.close();
          this.#session = null;
          this.#idle?.stop();
          this.#releaseLock();
          removeStoreFiles(this.#folder);
          throw error;
        } finally {
          this.#preparing = null;
        }
      },
    });
    this.#preparing = jobId;
    return jobId;
  }

  /** Goes straight to a demonstration: opens the one in the folder, or starts building it. */
  async openDemonstration(): Promise<void> {
    if (storeExists(this.#folder)) await this.unlock(demonstrationPassphrase);
    const info = this.service && readStoreInfo(this.service.context.reader);
    if (info?.demonstration && info.snapshotAsAt === null) {
      // Its making was cut off: it holds nobody, and is made anew.
      this.lock();
      removeStoreFiles(this.#folder);
    }
    if (!this.#session)
      this.startDemonstration({ passphrase: demonstrationPassphrase, userName: 'Demonstration user', seed: 2011 });
  }

  close(): void {
    this.lock();
  }
}
