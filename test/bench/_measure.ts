import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';

/** Times of repeated work in milliseconds: the median and the 95th percentile of the runs after `warmUp`. */
export type Timing = {
  median: number;
  p95: number;
  /** Milliseconds of processor time of this process, all threads; on a busy machine less than what passed. */
  cpuMedian: number;
  cpuP95: number;
  runs: number;
};

const shareOf = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

/** Processor time this process has used, in milliseconds. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Processor time of another process, or ('ended children') of those this process started and that ended: milliseconds from
 * Linux's own account, which counts in hundredths of a second; NaN elsewhere.
 */
export function cpuMsOf(which: number | 'ended children'): number {
  if (process.platform !== 'linux') return Number.NaN;
  const ended = which === 'ended children';
  const fields = readFileSync(`/proc/${ended ? 'self' : which}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ');
  const [user, system] = ended ? [13, 14] : [11, 12];
  return (Number(fields[user]) + Number(fields[system])) * 10;
}

/** Median and 95th percentile of pairs of passed and processor time. */
export function timingOf(runs: readonly { wall: number; cpu: number }[]): Timing {
  const wall = runs.map((run) => run.wall).sort((a, b) => a - b);
  const cpu = runs.map((run) => run.cpu).sort((a, b) => a - b);
  return {
    median: shareOf(wall, 0.5),
    p95: shareOf(wall, 0.95),
    cpuMedian: shareOf(cpu, 0.5),
    cpuP95: shareOf(cpu, 0.95),
    runs: runs.length,
  };
}

/** Runs the work and answers the milliseconds that passed, those of the processor, and what came out. */
export async function measured<Result>(
  work: () => Result | Promise<Result>,
): Promise<{ wall: number; cpu: number; result: Result }> {
  const [start, cpuStart] = [performance.now(), cpuMs()];
  const result = await work();
  return { wall: performance.now() - start, cpu: cpuMs() - cpuStart, result };
}

/**
 * Runs the work once for each argument, in order, and times every run; arguments vary so that no answer is a repeat.
 * `before` is done ahead of each run and not timed.
 */
export async function timed<Argument>(
  argumentsToTry: readonly Argument[],
  work: (argument: Argument) => unknown,
  options: { warmUp?: number; before?: () => Promise<void> } = {},
): Promise<Timing> {
  const runs: { wall: number; cpu: number }[] = [];
  for (const [index, argument] of argumentsToTry.entries()) {
    await options.before?.();
    const run = await measured(() => work(argument));
    if (index >= (options.warmUp ?? 0)) runs.push(run);
  }
  return timingOf(runs);
}

/** 'median 11.6 ms, CPU p95 14.0 ms, 168 runs', for the words beside a figure. */
export const timingWords = (timing: Timing): string =>
  `median ${timing.median.toFixed(1)} ms, CPU median ${timing.cpuMedian.toFixed(1)} and p95 ${timing.cpuP95.toFixed(1)} ms, ${timing.runs} runs`;

/** Prints one figure and whether it keeps its limit; a missed limit makes the bench exit non-zero. */
export function report(name: string, value: number, limit: number, unit: string, detail = ''): void {
  const kept = value <= limit;
  if (!kept) process.exitCode = 1;
  const digits = unit === 'x' ? 2 : unit === 'ms' ? 1 : 0;
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `${kept ? 'kept  ' : 'MISSED'} ${name}: ${value.toFixed(digits)} ${unit} (limit ${limit} ${unit})${detail ? `; ${detail}` : ''}; load ${load}`,
  );
}

/** Prints a figure that no limit stands against. */
export function note(words: string): void {
  console.log(`       ${words}`);
}

/** A small deterministic generator (mulberry32), so that every run measures the same data. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
