import type { Job } from '#contract/jobs.ts';
import type { StoreHost } from '#service/storeHost.ts';

/** Says yes to the upgrade of a store of an earlier version, which then is open; waits for its end. Throws where it fails. */
export async function bringUpToDate(host: StoreHost, passphrase: string): Promise<void> {
  const job = await upgraded(host, passphrase);
  if (job.state !== 'done') throw new Error(`${job.error?.code}: ${job.error?.message}`);
}

/** The same, and answers how it ended; `seen` is told every state of the job that was looked at. */
export async function upgraded(host: StoreHost, passphrase: string, seen?: (job: Job) => void): Promise<Job> {
  const started = await host.call('store.upgrade', { by: 'passphrase', passphrase });
  if (!started.ok) throw new Error(`${started.error.code}: ${started.error.detail.message}`);
  for (;;) {
    const reply = await host.call('jobs.get', started.value);
    if (!reply.ok) throw new Error(reply.error.detail.message);
    const job = reply.value as Job;
    seen?.(job);
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
