import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, fixedClock } from '#db/clock.ts';
import type { ReadConnection } from '#db/open.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { StoreHost } from '#service/storeHost.ts';

/** A key stretch that costs nothing: what is tested here is the data, not the passphrase. */
const CHEAP = { memoryKiB: 64, passes: 1, parallelism: 1 };

/** A host on an empty temporary folder, and what takes both away again. */
export function temporaryHost(clock: Clock = fixedClock('2025-03-31')): {
  host: StoreHost;
  folder: string;
  discard: () => void;
} {
  const parent = mkdtempSync(join(tmpdir(), 'vsk-demonstration-'));
  const folder = join(parent, 'store');
  const host = new StoreHost({
    folder,
    resources: resourcesIn(process.cwd()),
    clock,
    appVersion: 'test',
    stretch: CHEAP,
  });
  return {
    host,
    folder,
    discard: () => {
      host.close();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

type Job = { state: string; message: string; error: { message: string } | null };

/** Waits for a job to end and answers how it stands; `onProgress` hears every new message. */
export async function finished(
  host: StoreHost,
  jobId: string,
  onProgress: (message: string) => void = () => undefined,
) {
  for (let last = ''; ; ) {
    const reply = (await host.call('jobs.get', { jobId })) as { ok: true; value: Job } | { ok: false };
    if (!reply.ok) throw new Error('the job is not known any more');
    if (reply.value.message !== last) {
      last = reply.value.message;
      onProgress(last);
    }
    if (reply.value.state !== 'running') return reply.value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const readerOf = (host: StoreHost): ReadConnection => {
  if (!host.service) throw new Error('the store is not open');
  return host.service.context.reader;
};

/** The rows of a statement, typed by the caller. */
export const rowsOf = <Row>(host: StoreHost, sql: string, ...values: (string | number)[]): Row[] =>
  readerOf(host)
    .prepare(sql)
    .all(...values) as Row[];

/** The one number a statement answers. */
export const numberOf = (host: StoreHost, sql: string, ...values: (string | number)[]): number =>
  readerOf(host)
    .prepare(sql)
    .pluck()
    .get(...values) as number;
