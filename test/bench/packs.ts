// 300 packs of one school through the contract, read from the store, drawn and on disk: at most 1.5 times a bare pdfkit
// script that draws and writes the same operations in the same run. A cancel half way leaves no half file.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asSchoolPack, prepareSchoolPack } from '#service/packs/assemble/schoolPack.ts';
import { renderChildPack } from '#service/packs/draw/renderChildPack.ts';
import { renderCover } from '#service/packs/draw/renderCover.ts';
import { drawBare, type Operation, recordOperations } from '#test/packs/barePack.ts';
import { cpuMs, measured, note, report, timingOf } from './_measure.ts';
import { benchStore } from './_population.ts';

const PACKS = 300;
const ROUNDS = 3;
const asAt = '2025-07-18';

const { store } = await benchStore({ schools: 10, markedYears: ['2023/24', '2024/25'] });
const folder = mkdtempSync(join(tmpdir(), 'vsk-bench-'));
const schoolId = store.context.reader.prepare('SELECT id FROM school LIMIT 1').pluck().get() as string;

type Job = { state: string; done: number; result: unknown; error: unknown };
const jobOf = async (jobId: string): Promise<Job> => (await store.call('jobs.get', { jobId })) as unknown as Job;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One export through the contract, to the last file renamed; `whenDone` sees how many files are finished. */
async function exportPacks(name: string, whenDone?: (done: number, jobId: string) => Promise<void>): Promise<Job> {
  const target = join(folder, name);
  mkdirSync(target);
  const { jobId } = await store.call('packs.export', { schoolId, asAt, folder: target });
  for (;;) {
    const job = await jobOf(jobId);
    if (job.state !== 'running') return job;
    await whenDone?.(job.done, jobId);
    await pause(5);
  }
}

/** The bare script's part: the same operations by pdfkit's own calls, each document on disk. */
async function drawAllBare(packs: readonly (readonly Operation[])[], name: string): Promise<number> {
  const target = join(folder, name);
  mkdirSync(target);
  let bytes = 0;
  for (const [index, operations] of packs.entries()) {
    const pdf = await drawBare(operations);
    bytes += pdf.length;
    writeFileSync(join(target, `${index}.pdf`), pdf);
  }
  return bytes;
}

try {
  const prepared = prepareSchoolPack(store.context, { schoolId, asAt, childIds: [] });
  const pack = asSchoolPack(prepared);
  const { children, ...shared } = pack;
  if (children.length !== PACKS) throw new Error(`The school has ${children.length} children, not ${PACKS}.`);
  // Recording draws every pack once, and the bare script draws some: neither is measured cold against the other warm.
  const recorded: Operation[][] = [];
  for (const child of children) recorded.push(await recordOperations(() => renderChildPack(child, shared)));
  recorded.push(await recordOperations(() => renderCover(pack)));
  await drawAllBare(recorded.slice(0, 50), 'bare-warm');
  const operations = recorded.reduce((sum, each) => sum + each.length, 0);
  note(`${PACKS} packs and a cover, ${operations.toLocaleString('en-GB')} operations, ${ROUNDS} rounds in turn`);

  const ours: { wall: number; cpu: number }[] = [];
  const bare: { wall: number; cpu: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const run = await measured(() => exportPacks(`ours-${round}`));
    if (run.result.state !== 'done') throw new Error(JSON.stringify(run.result.error));
    ours.push(run);
    bare.push(await measured(() => drawAllBare(recorded, `bare-${round}`)));
  }
  const [own, floor] = [timingOf(ours), timingOf(bare)];
  note(`export through the contract ${own.median.toFixed(0)} ms, ${(own.median / PACKS).toFixed(1)} ms a pack`);
  note(`bare pdfkit ${floor.median.toFixed(0)} ms, ${(floor.median / PACKS).toFixed(1)} ms a pack`);
  report(
    '300 packs, in times of the bare script (medians)',
    own.median / floor.median,
    1.5,
    'x',
    `CPU ${own.cpuMedian.toFixed(0)} against ${floor.cpuMedian.toFixed(0)} ms, ${(own.cpuMedian / floor.cpuMedian).toFixed(2)} x`,
  );

  let cancelledAt = { wall: 0, done: 0 };
  const job = await exportPacks('cancelled', async (done, jobId) => {
    if (done < PACKS / 2 || cancelledAt.done > 0) return;
    cancelledAt = { wall: performance.now(), done };
    await store.call('jobs.cancel', { jobId });
  });
  const took = performance.now() - cancelledAt.wall;
  if (cancelledAt.done === 0 || job.state === 'done') throw new Error('The export ended before it was cancelled.');
  const left = readdirSync(join(folder, 'cancelled'), { recursive: true });
  note(`cancelled with ${cancelledAt.done} of ${PACKS + 1} files written, over ${took.toFixed(0)} ms later`);
  report('files left by an export cancelled half way', left.length, 0, 'files');
  note(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, CPU ${Math.round(cpuMs())} ms in all`);
} finally {
  store.close();
  rmSync(folder, { recursive: true, force: true });
}
