// A process that imports files into a store and kills itself, as a failing battery would, once the job has counted so
// many steps, or just before ('commit') or after ('after') its transaction commits. `node killedImport.ts <store folder>
// <file> <when>`; prints the number of steps once the import is committed.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fixedClock } from '#db/clock.ts';
import type { Progress } from '#service/context/progress.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { Jobs } from '#service/jobs/jobs.ts';
import { StoreHost } from '#service/storeHost.ts';
import { cheapStretch, testPassphrase } from '#test/make/aStore.ts';

const [folder = '', path = '', killAt = ''] = process.argv.slice(2);

const start = Jobs.prototype.start;
/** Counts every report of the commit's job; the one asked for is its last. */
Jobs.prototype.start = function startDying(this: Jobs, options) {
  if (!options.title.startsWith('Importing')) return start.call(this, options);
  let steps = 0;
  const dying = (progress: Progress): Progress => ({
    report: (done, total, message) => {
      steps += 1;
      if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
      return progress.report(done, total, message);
    },
    get cancelled() {
      return progress.cancelled;
    },
    hold: () => {
      if (killAt === 'commit') process.kill(process.pid, 'SIGKILL');
      progress.hold();
    },
  });
  const run = async (progress: Progress) => {
    const result = await options.run(dying(progress));
    console.log(steps);
    if (killAt === 'after') process.kill(process.pid, 'SIGKILL');
    return result;
  };
  return start.call(this, { ...options, run });
};

const host = new StoreHost({
  folder,
  resources: resourcesIn(process.cwd()),
  clock: fixedClock('2025-10-31'),
  appVersion: 'test',
  stretch: cheapStretch,
});
await host.unlock(testPassphrase);

async function finish(name: string, input: unknown): Promise<Record<string, unknown>> {
  const started = await host.call(name, input);
  if (!started.ok) throw new Error(started.error.detail.message);
  for (;;) {
    const job = await host.call('jobs.get', started.value);
    if (!job.ok) throw new Error(job.error.detail.message);
    const { state, result, error } = job.value as { state: string; result: unknown; error: unknown };
    if (state === 'done') return result as Record<string, unknown>;
    if (state !== 'running') throw new Error(JSON.stringify(error));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const { previewId } = await finish('imports.preview', {
  files: [{ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }],
});
await finish('imports.commit', { previewId });
host.close();
