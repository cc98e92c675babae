import { join } from 'node:path';
import { fixedClock } from '#db/clock.ts';
import { resourcesIn } from '#service/context/resources.ts';
import type { StoreHostOptions } from '#service/store/host.ts';
import { StoreHost } from '#service/storeHost.ts';

/** The day it is in the demonstration of the bench. */
export const demonstrationToday = '2025-10-31';

/** A store host on `folder/<name>`, in this process. */
export const hostIn = (folder: string, name: string, stretch?: StoreHostOptions['stretch']): StoreHost =>
  new StoreHost({
    folder: join(folder, name),
    resources: resourcesIn(process.cwd()),
    clock: fixedClock(demonstrationToday),
    appVersion: 'bench',
    ...(stretch ? { stretch } : {}),
  });

/** Waits for a job through the contract and answers how often its progress was seen to change. */
export async function finishJob(host: StoreHost, jobId: string): Promise<{ steps: number }> {
  let [steps, last] = [0, ''];
  for (;;) {
    const reply = await host.call('jobs.get', { jobId });
    if (!reply.ok) throw new Error(reply.error.detail.message);
    const job = reply.value as { state: string; error: unknown; progress: unknown };
    if (job.state === 'done') return { steps };
    if (job.state !== 'running') throw new Error(JSON.stringify(job.error));
    const seen = JSON.stringify(job);
    if (seen !== last) steps += 1;
    last = seen;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
