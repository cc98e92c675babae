/** Times of repeated work in milliseconds: the median and the 95th percentile of the runs after `warmUp`. */
export type Timing = { median: number; p95: number; runs: number };

/** Runs the work once for each argument, in order, and times every run; arguments vary so that no answer is a repeat. */
export async function timed<Argument>(
  argumentsToTry: readonly Argument[],
  work: (argument: Argument) => unknown,
  warmUp = 3,
): Promise<Timing> {
  const times: number[] = [];
  for (const [index, argument] of argumentsToTry.entries()) {
    const start = performance.now();
    await work(argument);
    if (index >= warmUp) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), runs: times.length };
}

/** Prints one figure and whether it keeps its limit; a missed limit makes the bench exit non-zero. */
export function report(name: string, value: number, limit: number, unit: string, detail = ''): void {
  const kept = value <= limit;
  if (!kept) process.exitCode = 1;
  console.log(
    `${kept ? 'kept  ' : 'MISSED'} ${name}: ${value.toFixed(unit === 'x' ? 2 : 1)} ${unit} (limit ${limit} ${unit})${detail ? `; ${detail}` : ''}`,
  );
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
