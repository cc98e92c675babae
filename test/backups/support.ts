import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup } from '#contract/backups.ts';
import type { CallInput, CallName } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import type { StoreHost } from '#service/storeHost.ts';
import type { TestStore } from '#test/make/aStore.ts';

/** The value of a call to a host; throws with the error's code when it is refused. */
export async function callHost(host: StoreHost, name: string, input: unknown = {}): Promise<unknown> {
  const reply = await host.call(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.detail.message}`);
  return reply.value;
}

/** Starts a job by a call and waits for its end. */
export async function endedJob(host: StoreHost, name: string, input: unknown = {}): Promise<Job> {
  const { jobId } = (await callHost(host, name, input)) as { jobId: string };
  return endOf(host, jobId);
}

/** Waits for the end of a job. */
export async function endOf(host: StoreHost, jobId: string): Promise<Job> {
  for (;;) {
    const job = (await callHost(host, 'jobs.get', { jobId })) as Job;
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Makes somebody a reader, and waits until the store has the new key that comes with it. */
export async function makeReader(host: StoreHost, userId: string, name: string): Promise<void> {
  const { jobId } = (await callHost(host, 'users.change', { userId, name, roles: [{ role: 'reader' }] })) as {
    jobId: string | null;
  };
  const job = jobId === null ? null : await endOf(host, jobId);
  if (job && job.state !== 'done') throw new Error(`users.change: ${job.error?.code}: ${job.error?.message}`);
}

/** What a job came to; throws with its error's code when it failed. */
export async function jobResult<Name extends CallName>(
  store: TestStore,
  name: Name,
  input: CallInput<Name>,
): Promise<unknown> {
  const job = await endedJob(store.host, name, input);
  if (job.state !== 'done') throw new Error(`${name}: ${job.error?.code}: ${job.error?.message}`);
  return job.result;
}

export const backups = async (store: TestStore): Promise<Backup[]> => (await store.call('backups.list', {})).rows;

/** Makes a backup at the person's word and answers its id. */
export const backUp = async (store: TestStore): Promise<string> =>
  ((await jobResult(store, 'backups.make', {})) as { backupId: string }).backupId;

export const storeFolder = (store: TestStore): string => join(store.folder, 'store');

/** Names in a folder, sorted; none where it is not there. */
export const names = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

/** Every row of every table, sorted, as text: what a store holds. */
export function contentsOf(store: TestStore, except: readonly string[] = []): Record<string, string[]> {
  const { reader } = store.context;
  const tables = reader
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables
      .filter((table) => !except.includes(table))
      .map((table) => [
        table,
        (reader.prepare(`SELECT * FROM "${table}"`).all() as { key?: string }[])
          // The head of the audit is noted in the store as often as it is sealed: it is nothing of the store's own.
          .filter((row) => table !== 'store_info' || row.key !== 'auditHead')
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
  );
}
