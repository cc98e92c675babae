// The demonstration store, from an empty folder to the last derived sum: under 60 seconds, with progress all the while.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finishJob, hostIn } from './_demonstration.ts';
import { measured, note, report } from './_measure.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsk-bench-'));
try {
  const host = hostIn(folder, 'demonstration');
  const { wall, cpu, result } = await measured(() =>
    finishJob(
      host,
      host.startDemonstration({ passphrase: 'a passphrase for the bench', userName: 'Bench', seed: 2011 }),
    ),
  );
  const count = (table: string) =>
    host.service?.context.reader.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  note(`${count('child')} children, ${count('attendance_week')} weeks of marks, ${count('pep')} PEPs`);
  note(`progress changed ${result.steps} times; peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  report('the demonstration is built', wall, 60_000, 'ms', `CPU ${Math.round(cpu)} ms`);
  host.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
