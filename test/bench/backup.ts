// A backup of the demonstration store through the contract, off the thread, verified, flushed and with its key file: at most
// three times a bare `VACUUM INTO` of the same store in the same run, which neither verifies nor flushes. Calls are answered
// all the while.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForReading } from '#db/open.ts';
import { demonstrationToday, finishJob, hostIn } from './_demonstration.ts';
import { measured, note, report, timed } from './_measure.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsk-bench-'));
try {
  const host = hostIn(folder, 'demonstration');
  await finishJob(
    host,
    host.startDemonstration({ passphrase: 'a passphrase for the bench', userName: 'Bench', seed: 2011 }),
  );
  const key = host.service?.context.store.copyKey();
  if (!key) throw new Error('The demonstration did not open.');
  const store = join(folder, 'demonstration', 'children.vsk');
  note(`${(statSync(store).size / 1e6).toFixed(0)} MB`);

  const bare = async (round: number) => {
    const connection = openForReading(store, key);
    connection.prepare('VACUUM INTO ?').run(join(folder, `bare ${round}.vsk`));
    connection.close();
  };
  const backUp = async () => {
    const reply = await host.call('backups.make', {});
    if (!reply.ok) throw new Error(reply.error.detail.message);
    await finishJob(host, (reply.value as { jobId: string }).jobId);
  };
  const rounds = [0, 1, 2, 3];
  const vacuum = await timed(rounds, bare, { warmUp: 1 });
  const backup = await timed(rounds, backUp, { warmUp: 1 });
  report(
    'a backup against a bare VACUUM INTO',
    backup.cpuMedian / vacuum.cpuMedian,
    3,
    'x',
    `${backup.median.toFixed(0)} ms against ${vacuum.median.toFixed(0)} ms`,
  );

  // The thread that serves the window is not held up by it.
  const reply = await host.call('backups.make', {});
  if (!reply.ok) throw new Error(reply.error.detail.message);
  const { jobId } = reply.value as { jobId: string };
  let longest = 0;
  let calls = 0;
  for (let running = true; running; ) {
    const { wall } = await measured(() => host.call('overview.get', { asAt: demonstrationToday }));
    longest = Math.max(longest, wall);
    calls += 1;
    const job = await host.call('jobs.get', { jobId });
    running = job.ok && (job.value as { state: string }).state === 'running';
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  note(`${calls} overviews while a backup was made, the longest ${longest.toFixed(0)} ms`);
  host.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
