import type { Job } from '#contract/jobs.ts';
import { count } from './format.ts';

/** How far work is, in per cent; null while the amount is not known. */
export const jobPart = (job: Job | null): number | null =>
  job?.total ? Math.min(100, (100 * job.done) / job.total) : null;

/**
 * How far work is, in words: '1,200 of 5,100 rows'; before its amount is known and anything of it is done, 'Starting',
 * or nothing where it says itself what it is doing.
 */
export function jobAmount(job: Job | null): string {
  if (job === null) return 'Starting';
  if (job.total === null && job.done === 0) return job.message === '' ? 'Starting' : '';
  return job.total === null
    ? `${count(job.done)} ${job.unit}`
    : `${count(job.done)} of ${count(job.total)} ${job.unit}`;
}
