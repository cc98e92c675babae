import type { Reply } from '#contract/wire.ts';
import type { AuditFile } from '#db/audit/auditFile.ts';
import type { AuditHead } from '#db/audit/chain.ts';
import type { Clock } from '#db/clock.ts';
import type { KeyRing } from '#db/keys/keyRing.ts';
import type { Connection } from '#db/open.ts';
import { setStoreInfo } from '#db/queries/storeInfo.ts';
import { isNewKeyDue, setNewKeyDue } from '#db/queries/users.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { KeyControl, StoreControl } from '../context/context.ts';
import type { Installation } from '../context/installation.ts';
import type { Progress } from '../context/progress.ts';
import { storeFiles } from '../context/storeFiles.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { AuditWatch } from './auditWatch.ts';
import { changePeople } from './changePeople.ts';
import { type Dispatch, openService, type Service } from './openService.ts';
import { rekeyStore } from './rekeyStore.ts';

/** Minutes of idleness after which a store locks unless somebody chose otherwise. */
export const defaultLockAfter = 10;

export type SessionOptions = {
  folder: string;
  clock: Clock;
  /** Milliseconds since 1970, of the real clock. */
  auditNow: () => number;
  jobs: Jobs;
  ring: KeyRing;
  connection: Connection;
  audit: AuditFile;
  /** The head of the audit as key file and store had it before the store was opened. */
  sealedAtOpening: AuditHead | null;
  userId: string;
  /** Opens the store's file and its audit anew after files were replaced. */
  reopen: (ring: KeyRing) => { connection: Connection; audit: AuditFile };
  migrationsFolder: string;
  backUp: StoreControl['backUp'];
  installation: Installation;
  dispatch: Dispatch;
  /** The store's files are about to be exchanged; until that has ended nothing can be read. */
  onBusy: () => void;
  /** The store could not be opened again after its files were replaced. */
  onBroken: () => void;
  /** After the keys or ways in changed: the shell's copy and the key files beside the backups follow. */
  onKeysChanged: () => Promise<void>;
};

/** The store while it is open as one person: serves its calls, and can be closed and opened again around a replaced file. */
export class OpenSession {
  readonly ring: KeyRing;
  readonly userId: string;
  readonly folder: string;
  readonly #options: SessionOptions;
  readonly #store: StoreControl;
  readonly #keys: KeyControl;
  #service: Service;
  #audit: AuditFile;
  #connection: Connection;
  /** Of the audit: its head is sealed in the key file, and the whole of it read once. */
  readonly watch: AuditWatch;
  #gate: Promise<void> | null = null;
  #inFlight = 0;
  #quiet: (() => void) | null = null;
  lockAfterMinutes: number;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.ring = options.ring;
    this.userId = options.userId;
    this.folder = options.folder;
    this.#store = this.#storeControl();
    this.#keys = this.#keyControl();
    this.#audit = options.audit;
    this.#connection = options.connection;
    this.#service = this.#serve(options);
    this.watch = new AuditWatch({
      folder: options.folder,
      ring: options.ring,
      audit: () => this.#audit,
      store: () => this.#connection,
      now: options.auditNow,
      sealed: options.sealedAtOpening,
    });
    this.lockAfterMinutes = this.#readLockAfter();
  }

  get service(): Service {
    return this.#service;
  }

  /** True while the store's files are being replaced; locking waits for that. */
  get busy(): boolean {
    return this.#gate !== null;
  }

  /** Ends when the store is no longer being replaced. */
  async whenFree(): Promise<void> {
    while (this.#gate) await this.#gate;
  }

  /** Answers one call; while the store is being replaced it waits. */
  async call(name: string, input: unknown): Promise<Reply<unknown>> {
    await this.whenFree();
    this.#inFlight += 1;
    try {
      const reply = await this.#service.call(name, input);
      if (!this.busy) this.watch.keepUp();
      return reply;
    } finally {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) this.#quiet?.();
    }
  }

  close(): void {
    this.watch.end();
    this.watch.seal();
    this.#service.close();
    this.ring.wipe();
  }

  #serve({ connection, audit }: Pick<SessionOptions, 'connection' | 'audit'>): Service {
    const { clock, jobs } = this.#options;
    this.#audit = audit;
    this.#connection = connection;
    return openService({
      path: storeFiles(this.folder).store,
      key: this.ring.key,
      connection,
      audit,
      clock,
      userId: this.userId,
      jobs,
      store: this.#store,
      keys: this.#keys,
      installation: this.#options.installation,
      dispatch: this.#options.dispatch,
    });
  }

  #readLockAfter(): number {
    const stored = this.#service.context.reader
      .prepare("SELECT value FROM store_info WHERE key = 'lockAfterMinutes'")
      .pluck()
      .get();
    const minutes = Number(stored ?? defaultLockAfter);
    return Number.isInteger(minutes) && minutes > 0 ? minutes : defaultLockAfter;
  }

  /** Runs `work` while nothing else reads or writes. */
  async #exclusively(progress: Progress, work: () => Promise<void>): Promise<void> {
    if (this.#gate)
      throw new CallFailure('conflict', 'The store is being replaced already. Wait until that has ended.');
    if (this.#options.jobs.running.length > 1)
      throw new CallFailure(
        'conflict',
        'Other work is under way (an import, an export or a backup). Wait until it has ended, then try again.',
      );
    this.#options.onBusy();
    const gate = Promise.withResolvers<void>();
    this.#gate = gate.promise;
    try {
      if (this.#inFlight > 0) await new Promise<void>((resolve) => (this.#quiet = resolve));
      this.#quiet = null;
      await this.#service.idle();
      progress.hold();
      await work();
    } finally {
      this.#gate = null;
      gate.resolve();
    }
  }

  async #replaceFiles(swap: (key: Buffer) => Promise<void>): Promise<void> {
    const key = Buffer.from(this.ring.key);
    this.watch.seal();
    this.#service.close();
    const swapped = await swap(key).then(
      () => ({ ok: true as const }),
      (error: unknown) => ({ ok: false as const, error }),
    );
    key.fill(0);
    try {
      this.#service = this.#serve(this.#options.reopen(this.ring));
      this.lockAfterMinutes = this.#readLockAfter();
    } catch (error) {
      // Nothing is served from a store that does not open again; the person unlocks and is told what is wrong.
      this.#options.onBroken();
      throw swapped.ok ? error : swapped.error;
    }
    if (!swapped.ok) throw swapped.error;
  }

  #storeControl(): StoreControl {
    return {
      folder: this.folder,
      migrationsFolder: this.#options.migrationsFolder,
      backUp: (reason, progress) => this.#options.backUp(reason, progress),
      replaceFiles: (progress, swap) => this.#exclusively(progress, () => this.#replaceFiles(swap)),
      copyKey: () => Buffer.from(this.ring.key),
      keyFor: (fingerprint) => {
        const key = this.ring.keyFor(fingerprint);
        return key && Buffer.from(key);
      },
    };
  }

  #keyControl(): KeyControl {
    const { ring } = this.#options;
    const { onKeysChanged } = this.#options;
    return {
      get changes() {
        return ring.changes;
      },
      get slots() {
        return ring.slots;
      },
      get oldSlotUsers() {
        return ring.oldSlotUsers;
      },
      opens: (slotId, secret) => ring.opens(slotId, secret),
      async add(choice, instead) {
        const slotId = await ring.add(choice, instead);
        await onKeysChanged();
        return slotId;
      },
      async remove(which) {
        ring.remove(which);
        await onKeysChanged();
      },
      makeWayIn: (choice) => ring.makeWayIn(choice),
      changePeople: async (options, work) => {
        await changePeople(this.#service.context, ring, options, work);
        await onKeysChanged();
      },
      async confirmRecoveryKey(slotId) {
        ring.confirmRecoveryKey(slotId);
        await onKeysChanged();
      },
      rekey: async (progress) => {
        const { reader } = this.#service.context;
        await rekeyStore({ folder: this.folder, ring, reader, keys: this.#keys, store: this.#store, progress });
        const { context } = this.#service;
        if (isNewKeyDue(context.reader)) await context.write((writer) => setNewKeyDue(writer.connection, false));
        await onKeysChanged();
      },
      setLockAfter: async (minutes) => {
        await this.#service.context.write((writer) =>
          setStoreInfo(writer.connection, 'lockAfterMinutes', String(minutes)),
        );
        this.lockAfterMinutes = minutes;
      },
    };
  }
}
