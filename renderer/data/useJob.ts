import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CallName } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import { type CallFailure, call } from '#renderer/api.ts';
import { invalidateTopics } from './queryClient.ts';
import { changesOf } from './staleness.ts';

const pollEvery = 300;

/**
 * Follows long work until it ends, asking every 300 ms, and makes its topics stale then.
 * `jobId` null: nothing to follow. The job's `result` is parsed by the caller with the schema its starting call names.
 */
export function useJob(jobId: string | null): { job: Job | null; failure: CallFailure | null; cancel: () => void } {
  const query = useQuery<Job, CallFailure>({
    queryKey: ['jobs.get', jobId],
    queryFn: () => call('jobs.get', { jobId: jobId ?? '' }),
    enabled: jobId !== null,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state }) =>
      state.error === null && (state.data === undefined || state.data.state === 'running') ? pollEvery : false,
  });
  const job = query.data ?? null;
  const ended = job !== null && job.state !== 'running';
  const name = job?.call;
  useEffect(() => {
    // Cancelled or failed work rolled back, but its job row is evidence of nothing: re-reading is cheap and always right.
    if (ended && name !== undefined) invalidateTopics(changesOf(name as CallName, {}));
  }, [ended, name]);
  return {
    job,
    failure: query.error,
    cancel: () => {
      if (jobId !== null) void call('jobs.cancel', { jobId }).catch(() => undefined);
    },
  };
}
