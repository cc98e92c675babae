import { useEffect, useSyncExternalStore } from 'react';
import type { CallInput, JobName, JobResult } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import type { CallFailure } from '#renderer/api.ts';
import { cancelJob, forgetJob, jobCentre, latest, startJob, type Work, watch } from './jobs.ts';

/** Long work of one kind, as a screen shows it. */
export interface JobOf<Name extends JobName> {
  state: 'none' | Work['state'];
  running: boolean;
  job: Job | null;
  result: JobResult<Name> | null;
  /** Why it was not done, cancelled too. */
  failure: CallFailure | null;
  /** Its result rests on something that has changed since. */
  stale: boolean;
  start: (input: CallInput<Name>) => void;
  cancel: () => void;
  /** Lets its end go. */
  forget: () => void;
}

/**
 * The work started last under a name (and, with `of`, about one thing: see the call's `of`), whoever started it; it goes on
 * when the screen is left, and is there again when one comes back. An end that a screen has shown goes with the screen,
 * unless `keep` says that it is still to be decided on.
 * @example const backup = useJobOf('backups.make'); backup.start({}); backup.running && <JobProgress job={backup.job} />
 */
export function useJobOf<Name extends JobName>(name: Name, of?: string, options: { keep?: boolean } = {}): JobOf<Name> {
  const work = latest(useSyncExternalStore(jobCentre.subscribe, jobCentre.get), name, of);
  const { keep = false } = options;
  useEffect(() => {
    const leave = watch(name, of);
    return () => {
      leave();
      const seen = latest(jobCentre.get(), name, of);
      if (!keep && seen !== undefined) forgetJob(seen.key);
    };
  }, [name, of, keep]);
  return {
    state: work?.state ?? 'none',
    running: work?.state === 'running',
    job: work?.job ?? null,
    result: work?.result ?? null,
    failure: work?.failure ?? null,
    stale: work?.stale ?? false,
    // A refusal stands in the work.
    start: (input) => void startJob(name, input).catch(() => undefined),
    cancel: () => {
      if (work !== undefined) void cancelJob(work.key);
    },
    forget: () => {
      if (work !== undefined) forgetJob(work.key);
    },
  };
}
