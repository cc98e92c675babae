import { calls } from '#contract/calls.ts';
import type { LockReason, SessionKey } from '#contract/session.ts';
import type { StoreStatus } from '#contract/store.ts';
import type { Reply } from '#contract/wire.ts';
import type { AuditFile } from '#db/audit/auditFile.ts';
import { takeOver } from '#db/audit/takeOver.ts';
import { cleanLeftovers } from '#db/backups/exchangeStore.ts';
import type { KeyFile, SlotKind } from '#db/keys/keyFileShape.ts';
import { buildDemonstration } from '#demonstration/buildDemonstration.ts';
import { dispatch, firstInputProblem } from './calls/dispatcher.ts';
import { asFailure } from './context/asFailure.ts';
import { CallFailure } from './context/callFailure.ts';
import type { StoreControl } from './context/context.ts';
import { recordDuration, recordFailure } from './context/log.ts';
import { storeFiles } from './context/storeFiles.ts';
import { Jobs } from './jobs/jobs.ts';
import { makeBackup } from './store/backups/makeBackup.ts';
import { scheduleDaily } from './store/backups/scheduleDaily.ts';
import { giveDueKey } from './store/giveDueKey.ts';
import type { Host, StoreHostOptions } from './store/host.ts';
import { type HostCall, type HostCalls, hostCalls } from './store/hostCalls.ts';
import { IdleLock } from './store/idleLock.ts';
import { openDemonstration, startDemonstration } from './store/makeStore.ts';
import { knownAuditHead, openAuditOf } from './store/openAuditOf.ts';
import type { Service } from './store/openService.ts';
import { OpenSession } from './store/openSession.ts';
import { type OpenedStore, openFile, openWith } from './store/openStore.ts';
import { refreshKeyFiles } from './store/refreshKeyFiles.ts';
import { settlePeople } from './store/settlePeople.ts';
import { takeStoreLock } from './store/storeLock.ts';
import { storeStatus } from './store/storeStatus.ts';
import { resumeStore, unlockStore } from './store/unlock.ts';
import { UnlockAttempts } from './store/unlockAttempts.ts';
import { installationOf } from './store/updates/installationOf.ts';

/** Work that has not got on for so long, in milliseconds, no longer keeps the store from locking by itself. */
const hangsAfter = 5 * 60_000;

/** How soon after an entry the head of the audit is sealed, and when after an unlock all of it is read, in milliseconds. */
const sealsEvery = 2_000;
const checksAfter = 3_000;
/** How often after an administrator's unlock it is looked whether a due new key can be given, in milliseconds. */
const duesEvery = 5_000;

const locked = {
  code: 'locked',
  detail: { message: 'The store is locked. Enter the passphrase to open it.' },
} as const;

/**
 * The store of one folder, closed or open: what the data process, the command line and the preview host all talk to.
 * Before unlocking it answers only the calls of `hostCalls`; the key leaves it only for the shell's memory (`onSession`).
 */
export class StoreHost implements Host {
  readonly options: StoreHostOptions;
  readonly jobs = new Jobs();
  readonly buildDemonstration = buildDemonstration;
  folder: string;
  preparing: string | null = null;
  readonly #own: HostCalls = hostCalls(this);
  readonly #timer: () => number;
  #session: OpenSession | null = null;
  #whileOpen: (() => void)[] = [];
  #idle: IdleLock | null = null;
  opening = false;
  /** Asked for while the store was being opened: then it is not opened. */
  #lockAsked = false;
  #lastStatus: StoreStatus | null = null;
  #lastLock: StoreStatus['lastLock'] = null;

  constructor(options: StoreHostOptions) {
    this.options = options;
    this.folder = options.folder;
    this.#timer = options.timer ?? Date.now;
  }

  /** The open service, for hosts in the same process (command line, tests). */
  get service(): Service | null {
    return this.#session?.service ?? null;
  }

  get session(): OpenSession | null {
    return this.#session;
  }

  get attempts(): UnlockAttempts {
    return new UnlockAttempts(storeFiles(this.folder).attempts, this.#timer);
  }

  readonly auditNow = (): number => (this.options.auditNow ?? Date.now)();
  readonly now = (): string => new Date(this.options.clock.now()).toISOString();

  /** Answers one call; never throws. */
  async call(name: string, input: unknown): Promise<Reply<unknown>> {
    const startedAt = performance.now();
    const reply = await (Object.hasOwn(this.#own, name)
      ? this.#callOwn(name as HostCall, input)
      : this.#callOpen(name, input));
    recordDuration(name, performance.now() - startedAt);
    return reply;
  }

  #callOpen(name: string, input: unknown): Promise<Reply<unknown>> | Reply<unknown> {
    return this.#session ? this.#session.call(name, input) : { ok: false, error: locked };
  }

  async #callOwn(name: HostCall, input: unknown): Promise<Reply<unknown>> {
    const { input: shape, output } = calls[name];
    const parsed = shape.safeParse(input);
    if (!parsed.success)
      return { ok: false, error: { code: 'invalidInput', detail: firstInputProblem(parsed.error.issues) } };
    try {
      const own = this.#own[name] as (input: unknown) => unknown;
      return { ok: true, value: output.parse(await own(parsed.data)) };
    } catch (error) {
      const failure = asFailure(error);
      recordFailure(name, failure.code === 'failed' ? error : failure);
      return { ok: false, error: { code: failure.code, detail: failure.detail } };
    }
  }

  status(): StoreStatus {
    // While the store's files are exchanged there is nothing to read it from.
    if (this.#session?.busy && this.#lastStatus) return this.#lastStatus;
    const { clock, appVersion } = this.options;
    this.#lastStatus = storeStatus({
      folder: this.folder,
      clock,
      appVersion,
      preparing: this.preparing,
      making: this.preparing !== null && this.jobs.get(this.preparing).call === 'store.createDemonstration',
      session: this.#session,
      waitUntil: this.#session ? null : this.attempts.waitUntil,
      lastLock: this.#lastLock,
    });
    return this.#lastStatus;
  }

  refuseWhenOpen(): void {
    if (this.#session) throw new CallFailure('conflict', 'A store is open. Lock it first.');
  }

  /** Opens the store, for hosts in the same process. Throws the `CallFailure` that a call would answer. */
  async unlock(secret: string, kind: SlotKind = 'passphrase'): Promise<void> {
    await unlockStore(this, secret, kind);
  }

  resume(session: SessionKey): Promise<boolean> {
    return resumeStore(this, session);
  }

  startDemonstration(input: { passphrase: string; userName: string; seed: number }): string {
    return startDemonstration(this, input);
  }

  openDemonstration(): Promise<void> {
    return openDemonstration(this);
  }

  async holdingLock<Result>(work: () => Promise<Result>): Promise<Result> {
    // The same process would be told by its own lock that another window has the store.
    if (this.opening) throw new CallFailure('conflict', 'The store is being opened already.');
    this.opening = true;
    this.#lockAsked = false;
    const before = this.#session;
    let release: () => void = () => undefined;
    try {
      release = takeStoreLock(storeFiles(this.folder).lock);
      const result = await work();
      if (this.#session) this.#whileOpen.push(release);
      return result;
    } catch (error) {
      // Opened, and then something failed (an audit entry on a full disk): it is not half open.
      if (this.#session !== before) this.drop();
      throw error;
    } finally {
      this.opening = false;
      if (!this.#whileOpen.includes(release)) release();
    }
  }

  openFiles(keyFile: KeyFile, keys: Map<string, Buffer>): OpenedStore {
    const { store, backups } = storeFiles(this.folder);
    cleanLeftovers(store, backups);
    return openWith({
      folder: this.folder,
      keyFile,
      keys,
      migrationsFolder: this.options.resources.migrations,
      now: this.now,
      auditNow: this.auditNow,
      cost: this.options.stretch,
    });
  }

  open({ connection, audit, ring }: OpenedStore, userId: string): OpenSession {
    const { folder, jobs } = this;
    const { clock } = this.options;
    if (this.#lockAsked) {
      audit.close();
      connection.close();
      ring.wipe();
      throw new CallFailure('locked', 'The computer was locked meanwhile. Unlock the store again.');
    }
    const backUp: StoreControl['backUp'] = async (reason, progress) => {
      session.watch.seal();
      const keys = ring.allKeys();
      try {
        const made = await makeBackup({ folder, key: ring.key, keys, reason, clock }, progress);
        // A way in may have changed while the copy was made.
        await refreshKeyFiles(folder, ring);
        return made;
      } finally {
        keys.fill(0);
      }
    };
    let session: OpenSession;
    let corrected: string[];
    const sealedAtOpening = knownAuditHead(connection, ring);
    try {
      corrected = settlePeople(connection, ring, { actorId: userId, clock });
      session = new OpenSession({
        folder,
        clock,
        jobs,
        ring,
        connection,
        audit,
        auditNow: this.auditNow,
        sealedAtOpening,
        userId,
        migrationsFolder: this.options.resources.migrations,
        installation: installationOf(this.options, folder),
        dispatch,
        reopen: (keys) => {
          const { connection, key, settle } = openFile(storeFiles(folder).store, keys);
          let audit: AuditFile | null = null;
          try {
            audit = openAuditOf({ folder, ring: keys, key, connection, now: this.auditNow });
            takeOver(connection, audit);
            settle();
            return { connection, audit };
          } catch (error) {
            audit?.close();
            connection.close();
            throw error;
          }
        },
        onBusy: () => this.status(),
        backUp,
        onBroken: () => this.drop(),
        onKeysChanged: async () => {
          this.#tellShell();
          await refreshKeyFiles(folder, ring);
        },
      });
    } catch (error) {
      audit.close();
      if (connection.open) connection.close();
      ring.wipe();
      throw error;
    }
    this.#session = session;
    if (corrected.length > 0)
      session.service.context.audit(
        'people as the key file has them',
        corrected.map((id) => ({ kind: 'user', id })),
      );
    this.#lastLock = null;
    const idle = new IdleLock({
      now: this.#timer,
      minutes: () => session.lockAfterMinutes,
      busy: () => jobs.movedWithin(hangsAfter),
      lock: () => void this.lock('idle'),
    });
    this.#idle = idle;
    this.#whileOpen.push(() => idle.stop());
    session.watch.start({ sealEvery: sealsEvery, checkAfter: checksAfter, busy: () => session.busy });
    this.#whileOpen.push(
      giveDueKey({ context: () => session.service.context, busy: () => session.busy, every: duesEvery }),
    );
    // A demonstration can be made anew from its seed; copying it every day would only fill the disk.
    if (!session.service.context.demonstration) {
      const daily = scheduleDaily({
        folder,
        clock,
        backUp: async (progress) => !session.busy && (await backUp('daily', progress)),
      });
      this.#whileOpen.push(() => daily.stop());
    }
    this.#tellShell();
    return session;
  }

  #tellShell(): void {
    if (!this.#session || !this.options.onSession) return;
    const { folder, userId, ring } = this.#session;
    const key = ring.allKeys();
    this.options.onSession({ kind: 'session', session: { folder, userId, key }, reason: null });
    key.fill(0);
  }

  touch(): void {
    this.#idle?.touch();
  }

  /** Closes the store, cancels what runs, and wipes the key. While the store is being replaced it waits for that. */
  async lock(reason: LockReason = 'person'): Promise<void> {
    const session = this.#session;
    if (!session) {
      this.#lockAsked = this.opening;
      return;
    }
    if (session.busy) {
      await session.whenFree();
      if (this.#session === session) await this.lock(reason);
      return;
    }
    this.jobs.clear();
    this.#drop(reason);
    this.#lastLock = { at: new Date(this.#timer()).toISOString(), reason };
  }

  drop(): void {
    this.#drop(null);
  }

  #drop(reason: LockReason | null): void {
    const session = this.#session;
    this.jobs.forgetEnded();
    this.#session = null;
    this.#idle = null;
    session?.close();
    for (const end of this.#whileOpen.splice(0)) end();
    // The shell forgets the key with every end of the session, or it would open the store again after a crash.
    if (session) this.options.onSession?.({ kind: 'session', session: null, reason });
  }

  close(): void {
    void this.lock();
  }
}
