import { existsSync } from 'node:fs';
import { calls } from '#contract/calls.ts';
import type { jobCalls } from '#contract/jobs.ts';
import type { StoreStatus, storeCalls } from '#contract/store.ts';
import type { Reply } from '#contract/wire.ts';
import type { Clock } from '#db/clock.ts';
import {
  fingerprintOf,
  NewerKeyFileError,
  readKeyFile,
  type StretchCost,
  unwrapKey,
  wrapKey,
  writeKeyFile,
} from '#db/keyFile.ts';
import { migrateStore, NewerStoreError } from '#db/migrate.ts';
import { newId } from '#db/newId.ts';
import { type Connection, openForWriting } from '#db/open.ts';
import { readFreshness } from '#db/queries/freshness.ts';
import { listLocalities } from '#db/queries/localities.ts';
import { readStoreInfo } from '#db/queries/storeInfo.ts';
import { CallFailure } from './callFailure.ts';
import { createStore } from './createStore.ts';
import { buildDemonstration } from './demonstration/buildDemonstration.ts';
import { asFailure, firstInputProblem } from './dispatcher.ts';
import { loadBenchmarks } from './imports/loadBenchmarks.ts';
import { Jobs } from './jobs/jobs.ts';
import { openService, type Service } from './openService.ts';
import type { Resources } from './resources.ts';
import { newestBackup, removeStoreFiles, storeExists, storeFiles } from './storeFiles.ts';

export type StoreHostOptions = {
  folder: string;
  resources: Resources;
  clock: Clock;
  appVersion: string;
  stretch?: StretchCost;
};

/** Calls that need no open store. */
type HostCall = keyof typeof storeCalls | keyof typeof jobCalls;

/** The passphrase of a demonstration opened by `--demo`; it guards no real child's data. */
export const demonstrationPassphrase = 'demonstration only';

/**
 * The store of one folder, closed or open: what the data process, the command line and the preview host all talk to.
 * Before unlocking it answers only the `store.` and `jobs.` calls; the key never leaves it.
 */
export class StoreHost {
  readonly #options: StoreHostOptions;
  readonly #jobs = new Jobs();
  #service: Service | null = null;
  #preparing: string | null = null;

  constructor(options: StoreHostOptions) {
    this.#options = options;
  }

  /** Answers one call; never throws. */
  async call(name: string, input: unknown): Promise<Reply<unknown>> {
    const own = Object.hasOwn(this.#own, name) ? (this.#own[name as HostCall] as (input: unknown) => unknown) : null;
    if (!own) {
      if (!this.#service)
        return {
          ok: false,
          error: { code: 'locked', detail: { message: 'The store is locked. Enter the passphrase to open it.' } },
        };
      return this.#service.call(name, input);
    }
    const { input: shape, output } = calls[name as keyof typeof calls];
    const parsed = shape.safeParse(input);
    if (!parsed.success)
      return { ok: false, error: { code: 'invalidInput', detail: firstInputProblem(parsed.error.issues) } };
    try {
      return { ok: true, value: output.parse(await own(parsed.data)) };
    } catch (error) {
      const failure = asFailure(error);
      return { ok: false, error: { code: failure.code, detail: failure.detail } };
    }
  }

  /** The open service, for hosts in the same process (command line, tests). */
  get service(): Service | null {
    return this.#service;
  }

  readonly #own: { [Name in HostCall]: (input: never) => unknown } = {
    'store.status': () => this.#status(),
    'store.create': async (input: { passphrase: string; userName: string }) => {
      this.#refuseWhenOpen();
      const created = await createStore({
        ...this.#options,
        migrationsFolder: this.#options.resources.migrations,
        ...input,
        demonstration: false,
      });
      this.#open(created.key, created.connection, created.userId);
      await loadBenchmarks(this.#opened().context, this.#options.resources);
      return {};
    },
    'store.createDemonstration': (input: { passphrase: string; userName: string; seed: number }) => ({
      jobId: this.startDemonstration(input),
    }),
    'store.unlock': async ({ passphrase }: { passphrase: string }) => {
      await this.unlock(passphrase);
      return {};
    },
    'store.lock': () => {
      this.lock();
      return {};
    },
    'jobs.get': ({ jobId }: { jobId: string }) => this.#jobs.get(jobId),
    'jobs.cancel': ({ jobId }: { jobId: string }) => {
      this.#jobs.cancel(jobId);
      return {};
    },
  };

  #opened(): Service {
    if (!this.#service) throw new CallFailure('locked', 'The store is locked. Enter the passphrase to open it.');
    return this.#service;
  }

  #refuseWhenOpen(): void {
    if (this.#service) throw new CallFailure('conflict', 'A store is open. Lock it first.');
  }

  #status(): StoreStatus {
    const { folder, clock, appVersion } = this.#options;
    const shared = { folder, today: clock.today(), appVersion, preparing: this.#preparing };
    const nothing = {
      authorityName: null,
      user: null,
      defaultAsAt: clock.today(),
      localities: [],
      freshness: { lookedAfterList: null, attendance: null, results: null, lastBackup: null, lastSaved: null },
    };
    if (!this.#service)
      return {
        ...shared,
        ...nothing,
        state: storeExists(folder) && !this.#preparing ? 'locked' : 'none',
        demonstration: false,
      };
    const { context } = this.#service;
    const info = readStoreInfo(context.reader);
    const { name } = context.reader.prepare('SELECT name FROM authority_profile LIMIT 1').get() as { name: string };
    return {
      ...shared,
      state: 'open',
      demonstration: info.demonstration,
      authorityName: name,
      user: context.user,
      defaultAsAt: info.snapshotAsAt ?? clock.today(),
      localities: listLocalities(context.reader, clock.today()),
      freshness: { ...readFreshness(context.reader), lastBackup: newestBackup(folder) },
    };
  }

  /** Opens the store with a passphrase; tells a wrong passphrase, a damaged store and a newer store apart. */
  async unlock(passphrase: string): Promise<void> {
    this.#refuseWhenOpen();
    const files = storeFiles(this.#options.folder);
    if (!storeExists(this.#options.folder))
      throw new CallFailure('storeMissing', `There is no store in ${this.#options.folder}. Create one first.`);
    let keyFile: ReturnType<typeof readKeyFile>;
    try {
      keyFile = readKeyFile(files.key);
    } catch (error) {
      throw new CallFailure(
        error instanceof NewerKeyFileError ? 'storeNewer' : 'storeDamaged',
        (error as Error).message,
      );
    }
    if (!existsSync(files.store))
      throw new CallFailure(
        'storeMissing',
        'The store (children.vsk) is missing beside its key file. Put it back from a backup.',
      );
    if (!keyFile)
      throw new CallFailure(
        'storeDamaged',
        'The key file (children.vskkey) is missing beside the store. Put it back from a backup: without it the store cannot be opened.',
      );
    const unwrapped = await unwrapKey(keyFile, passphrase);
    if (!unwrapped)
      throw new CallFailure(
        'wrongPassphrase',
        'That is not the passphrase of any user of this store. Check Caps Lock and try again.',
      );
    // Stretching took a while, in which another call may have opened the store: there is one writer, ever.
    this.#refuseWhenOpen();
    let connection: Connection;
    try {
      connection = openForWriting(files.store, unwrapped.key);
    } catch (error) {
      const intact = fingerprintOf(unwrapped.key) === keyFile.keyFingerprint;
      throw new CallFailure(
        'storeDamaged',
        intact
          ? 'The passphrase is right, but the store cannot be read: it is damaged, or the key file belongs to another store. Restore the latest backup.'
          : 'The key file and the store do not belong together.',
        { value: (error as { code?: string }).code ?? '' },
      );
    }
    try {
      migrateStore({
        connection,
        key: unwrapped.key,
        path: files.store,
        migrationsFolder: this.#options.resources.migrations,
        backupFolder: files.backups,
      });
      this.#open(unwrapped.key, connection, unwrapped.userId);
    } catch (error) {
      connection.close();
      if (error instanceof NewerStoreError) throw new CallFailure('storeNewer', error.message);
      throw error;
    }
    this.#opened().context.audit('unlock', []);
  }

  #open(key: Buffer, connection: Connection, userId: string): void {
    const { folder, clock } = this.#options;
    const files = storeFiles(folder);
    const addKeySlot = async (slot: { userId: string; passphrase: string }) => {
      const keyFile = readKeyFile(files.key);
      if (!keyFile) throw new CallFailure('storeDamaged', 'The key file is missing beside the store.');
      const { stretch } = this.#options;
      const wrapped = await wrapKey({
        ...slot,
        key,
        storeId: keyFile.storeId,
        slotId: newId(),
        kind: 'passphrase',
        ...(stretch ? { cost: stretch } : {}),
      });
      writeKeyFile(files.key, { ...keyFile, slots: [...keyFile.slots, wrapped] });
    };
    this.#service = openService({ path: files.store, key, connection, clock, userId, jobs: this.#jobs, addKeySlot });
    this.#wipe = () => key.fill(0);
  }

  #wipe: () => void = () => undefined;

  /** Closes the store, cancels what runs, and wipes the key. */
  lock(): void {
    this.#jobs.clear();
    this.#service?.close();
    this.#service = null;
    this.#wipe();
  }

  /** Starts building a demonstration store; answers the job's id. A store half built is taken away again. */
  startDemonstration(input: { passphrase: string; userName: string; seed: number }): string {
    this.#refuseWhenOpen();
    if (this.#preparing) throw new CallFailure('conflict', 'A demonstration is being built already.');
    if (storeExists(this.#options.folder))
      throw new CallFailure('storeExists', 'This folder has a store already. Open it, or choose another folder.');
    const jobId = this.#jobs.start({
      title: 'Building the demonstration',
      unit: 'steps',
      changes: ['store', 'children', 'schools', 'reports'],
      run: async (progress) => {
        let connection: Connection | null = null;
        try {
          const created = await createStore({
            ...this.#options,
            migrationsFolder: this.#options.resources.migrations,
            ...input,
            demonstration: true,
          });
          connection = created.connection;
          this.#open(created.key, created.connection, created.userId);
          await loadBenchmarks(this.#opened().context, this.#options.resources);
          await buildDemonstration(this.#opened().context, input.seed, progress);
          return {};
        } catch (error) {
          this.#service?.close();
          this.#service = null;
          if (connection?.open) connection.close();
          removeStoreFiles(this.#options.folder);
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
    if (storeExists(this.#options.folder)) await this.unlock(demonstrationPassphrase);
    const info = this.#service && readStoreInfo(this.#service.context.reader);
    if (info?.demonstration && info.snapshotAsAt === null) {
      // Its making was cut off: it holds nobody, and is made anew.
      this.lock();
      removeStoreFiles(this.#options.folder);
    }
    if (!this.#service)
      this.startDemonstration({ passphrase: demonstrationPassphrase, userName: 'Demonstration user', seed: 2011 });
  }

  close(): void {
    this.lock();
  }
}
