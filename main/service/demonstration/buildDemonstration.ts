import type { ServiceContext } from '../context.ts';
import type { Progress } from '../jobs/jobs.ts';

/** Fills an empty demonstration store. */
export async function buildDemonstration(_context: ServiceContext, _seed: number, progress: Progress): Promise<void> {
  await progress.report(0, 1, 'Making children');
}
