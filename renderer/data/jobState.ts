import type { Job } from '#contract/jobs.ts';
import { CallFailure } from '#renderer/api.ts';

/** Whether a started job has not ended yet; its first answer may still be on its way. */
export function isUnderWay(jobId: string | null, job: Job | null, failure: CallFailure | null): boolean {
  return jobId !== null && failure === null && (job === null || job.state === 'running');
}

/** How work that did not finish says so; null while it runs and when it is done. */
export function whyStopped(job: Job | null, failure: CallFailure | null): CallFailure | null {
  if (failure !== null) return failure;
  if (job?.state === 'cancelled') return new CallFailure('cancelled', { message: 'Cancelled: nothing was kept.' });
  if (job?.state !== 'failed') return null;
  return new CallFailure('failed', { message: job.error?.message ?? 'The work stopped; nothing was kept.' });
}
