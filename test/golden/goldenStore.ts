import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import type { Reply } from '#contract/wire.ts';
import { fixedClock } from '#db/clock.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { StoreHost } from '#service/storeHost.ts';
import { cheapStretch } from '#test/make/aStore.ts';
import { bringUpToDate } from '#test/make/bringUpToDate.ts';

/** The people of the frozen store, and the passphrases it was made with. */
export const people = {
  administrator: 'golden record of 0.2',
  head: 'golden record, head of EK3',
  reader: 'golden record, a reader',
} as const;
export type Person = keyof typeof people;

export interface GoldenStore {
  /** The folder of this run; answers that name it are told apart from it by `canonical`. */
  readonly folder: string;
  readonly storeFolder: string;
  /** Of whoever is signed in. */
  readonly context: ServiceContext;
  become(person: Person): Promise<void>;
  lock(): void;
  reply(name: string, input: unknown): Promise<Reply<unknown>>;
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>;
  /** Waits for a job that a call began; answers how it ended. */
  ended(jobId: string): Promise<Job>;
  /** Ids by what people call the thing, asked as the administrator. */
  rows<Row>(sql: string, ...values: unknown[]): Row[];
  close(): void;
}

/**
 * A copy of the store that version 0.2 wrote (`test/golden/store`), brought up to date as any 0.2 store is: the record is
 * also a test that an upgrade keeps what was there.
 */
export async function goldenStore(): Promise<GoldenStore> {
  const folder = mkdtempSync(join(tmpdir(), 'vsk-golden-'));
  const storeFolder = join(folder, 'store');
  cpSync(join(import.meta.dirname, 'store'), storeFolder, { recursive: true });
  const host = new StoreHost({
    folder: storeFolder,
    resources: resourcesIn(process.cwd()),
    clock: fixedClock('2025-03-31'),
    appVersion: 'golden',
    stretch: cheapStretch,
  });
  await bringUpToDate(host, people.administrator);
  return {
    folder,
    storeFolder,
    async become(person) {
      host.lock();
      await host.unlock(people[person]);
    },
    lock: () => host.lock(),
    get context() {
      if (!host.service) throw new Error('The golden store is locked.');
      return host.service.context;
    },
    reply: (name, input) => host.call(name, input),
    async call(name, input) {
      const answer = await host.call(name, input);
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code}: ${answer.error.detail.message}`);
      return answer.value as never;
    },
    async ended(jobId) {
      for (;;) {
        const reply = await host.call('jobs.get', { jobId });
        if (!reply.ok) throw new Error(`jobs.get: ${reply.error.detail.message}`);
        const job = reply.value as Job;
        if (job.state !== 'running') return job;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    rows(sql, ...values) {
      if (!host.service) throw new Error('The golden store is locked.');
      return host.service.context.reader.prepare(sql).all(...values) as never;
    },
    close() {
      host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
