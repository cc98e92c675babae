// 1.1 million session marks from CSV into the encrypted store, against the sqlite3 shell's .import of the same file.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportPreview } from '#contract/imports.ts';
import type { Job } from '#contract/jobs.ts';
import { addDays, mondayOf } from '#domain/calendar/plainDate.ts';
import { randomFrom, report } from './_measure.ts';
import { benchStore, childrenInBench } from './_population.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsk-bench-'));
const file = join(folder, 'attendance.csv');
const random = randomFrom(7);
const codes = ['/', 'L', 'I', 'O', 'M'];
let marks = 0;
const lines = ['local_id,school_urn,date,session,code'];
const monday = mondayOf('2023-09-07');
for (let child = 0; child < childrenInBench; child += 1) {
  for (let day = 0; marks < (child + 1) * 367 && day < 266; day += 1) {
    if (day % 7 > 4) continue;
    const date = addDays(monday, day);
    for (const session of ['AM', 'PM']) {
      const present = session === 'AM' ? '/' : '\\';
      lines.push(
        `B${child},${900_000 + (child % 300)},${date},${session},${random() < 0.92 ? present : codes[1 + Math.floor(random() * 4)]}`,
      );
      marks += 1;
    }
  }
}
writeFileSync(file, `${lines.join('\n')}\n`);
lines.length = 0;
console.log(`${marks.toLocaleString('en-GB')} marks, ${(statSync(file).size / 1e6).toFixed(1)} MB of CSV`);

function shellImport(): number {
  const database = join(folder, 'plain.db');
  rmSync(database, { force: true });
  const start = performance.now();
  const run = spawnSync('sqlite3', [database], { input: `.mode csv\n.import ${file} marks\n` });
  if (run.status !== 0) throw new Error(`sqlite3 could not import: ${run.stderr.toString()}`);
  return performance.now() - start;
}

const { store } = await benchStore({ withMarks: false });
async function finish(jobId: string): Promise<Job> {
  for (;;) {
    const job = await store.call('jobs.get', { jobId });
    if (job.state === 'done') return job;
    if (job.state !== 'running') throw new Error(job.error?.message ?? job.state);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

globalThis.gc?.();
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 5);
const reference = [shellImport(), shellImport(), shellImport()].sort((a, b) => a - b)[1] as number;
// The preview reads, validates and tries the file; the commit writes it. What the import itself costs is reading the file
// and committing it once, so the preview's own rehearsal is told apart.
const start = performance.now();
const preview = (
  await finish(
    (
      await store.call('imports.preview', {
        files: [{ name: 'attendance.csv', bytes: new Uint8Array(readFileSync(file)) }],
      })
    ).jobId,
  )
).result as ImportPreview;
const previewed = performance.now();
const outcome = preview.files[0];
if (outcome?.added !== marks)
  throw new Error(`Not every mark would be added: ${JSON.stringify(outcome).slice(0, 400)}`);
await finish((await store.call('imports.commit', { previewId: preview.previewId })).jobId);
const committed = performance.now();
clearInterval(watch);

const { readFiles } = await import('#service/imports/readFiles.ts');
const readStart = performance.now();
await readFiles([{ name: 'attendance.csv', bytes: new Uint8Array(readFileSync(file)) }], {
  report: async () => undefined,
  cancelled: false,
  hold: () => undefined,
});
const reading = performance.now() - readStart;
const importing = reading + (committed - previewed);
report(
  'import of 1.1 million marks: read, validate, write, commit',
  importing / reference,
  3,
  'x',
  `${importing.toFixed(0)} ms (read ${reading.toFixed(0)}, write and commit ${(committed - previewed).toFixed(0)}) against ${reference.toFixed(0)} ms; preview ${(previewed - start).toFixed(0)} ms`,
);
report('peak memory of the process', peak / 1e6, 400, 'MB');
store.close();
rmSync(folder, { recursive: true, force: true });
