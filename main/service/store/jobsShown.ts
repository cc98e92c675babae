import { type CallName, calls } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import { holdsScope } from '#domain/access/scopeOf.ts';
import { CallFailure } from '../context/callFailure.ts';
import { mayCall, scopeOfCall } from '../context/mayCall.ts';
import type { Host } from './host.ts';

/**
 * The work that whoever is signed in may be told of: what came of it (a preview, a pack) only to somebody who could start it
 * now, over the children it was started for. A role that ended while the store was open takes the results along; that there is
 * work is no secret.
 */
function mayKnow({ session, jobs }: Pick<Host, 'jobs' | 'session'>, job: Job): boolean {
  if (session === null) return true;
  const { context } = session.service;
  // The store is closed for a moment while its files are replaced: by work of whoever is signed in.
  if (!context.reader.open) return true;
  const { roles, clock } = context;
  const { access } = calls[job.call as CallName];
  const today = clock.today();
  return mayCall(access, roles, today) && holdsScope(scopeOfCall(access, roles, today), jobs.scopeOf(job.id));
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
