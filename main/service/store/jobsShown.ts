import { type CallName, calls } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import { CallFailure } from '../context/callFailure.ts';
import { mayCall } from '../context/mayCall.ts';
import type { Host } from './host.ts';

/**
 * The work that whoever is signed in may be told of: what came of it (a preview, a pack) only to somebody who could start it
 * now. A role that ended while the store was open takes the results along; that there is work is no secret.
 */
function mayKnow({ session }: Pick<Host, 'session'>, job: Job): boolean {
  if (session === null) return true;
  const { context } = session.service;
  // The store is closed for a moment while its files are replaced: by work of whoever is signed in.
  if (!context.reader.open) return true;
  const { roles, clock } = context;
  return mayCall(calls[job.call as CallName].access, roles, clock.today());
}

/** The work of an id. Errors: `forbidden` where it ended and the caller may not know what came of it. */
export function jobShown(host: Pick<Host, 'jobs' | 'session'>, jobId: string): Job {
  const job = host.jobs.get(jobId);
  if (mayKnow(host, job)) return job;
  if (job.state !== 'running')
    throw new CallFailure('forbidden', 'Your role does not allow this. Ask an administrator.');
  return { ...job, message: '' };
}

/** Calls work off, for somebody who could start it now. */
export function cancelJob(host: Pick<Host, 'jobs' | 'session'>, jobId: string): void {
  const found = host.jobs.running.find(({ id }) => id === jobId);
  if (found && !mayKnow(host, found))
    throw new CallFailure('forbidden', 'Your role does not allow this. Ask an administrator.');
  host.jobs.cancel(jobId);
}
