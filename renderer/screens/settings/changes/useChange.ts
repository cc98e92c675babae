import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CallInput } from '#contract/calls.ts';
import type { Job } from '#contract/jobs.ts';
import { type CallFailure, call } from '#renderer/api.ts';
import { makeChange, type SettingsChange } from './makeChange.tsx';

/** One change of the profile from a form: what it sends, how far its job is, and what is wrong. */
export function useChange<Name extends SettingsChange>(name: Name) {
  const [job, setJob] = useState<Job | null>(null);
  const { mutate, isPending, error, reset } = useMutation<void, CallFailure, { input: CallInput<Name>; said: string }>({
    mutationFn: ({ input, said }) => makeChange(name, input, said, setJob),
    onSettled: () => setJob(null),
  });
  return {
    run: (input: CallInput<Name>, said: string, onDone: () => void) => mutate({ input, said }, { onSuccess: onDone }),
    busy: isPending,
    failure: error,
    reset,
    job,
    cancel: () => {
      if (job) void call('jobs.cancel', { jobId: job.id }).catch(() => undefined);
    },
  };
}
