import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { type CallInput, calls, type JobName } from '#contract/calls.ts';
import type { CallFailure } from '#renderer/api.ts';
import { cancelJob, jobCentre, watch } from '#renderer/jobs/jobs.ts';
import { makeChange, type SettingsChange } from './makeChange.tsx';

/** One change of the profile from a form: what it sends, how far its job is, and what is wrong. */
export function useChange<Name extends SettingsChange>(name: Name) {
  const [key, setKey] = useState<number | null>(null);
  const works = useSyncExternalStore(jobCentre.subscribe, jobCentre.get);
  useEffect(() => ('result' in calls[name] ? watch(name as JobName) : undefined), [name]);
  const { mutate, isPending, error, reset } = useMutation<void, CallFailure, { input: CallInput<Name>; said: string }>({
    mutationFn: ({ input, said }) => makeChange(name, input, said, setKey),
    onSettled: () => setKey(null),
  });
  return {
    run: (input: CallInput<Name>, said: string, onDone: () => void) => mutate({ input, said }, { onSuccess: onDone }),
    busy: isPending,
    failure: error,
    reset,
    job: works.find((work) => work.key === key)?.job ?? null,
    cancel: () => {
      if (key !== null) void cancelJob(key);
    },
  };
}
