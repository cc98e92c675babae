import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { type CallInput, type CallName, type CallOutput, calls } from '#contract/calls.ts';
import { type CallFailure, call } from '#renderer/api.ts';
import { flushDrafts } from './drafts.ts';
import { invalidateTopics } from './queryClient.ts';
import { startAfresh } from './startAfresh.ts';

/**
 * A command of the contract; its topics go stale when it succeeds. Where it starts a job, the job's end does that
 * (see `useJob`), because until then nothing has changed.
 * @example const unlock = useCommand('store.unlock'); unlock.mutate({ passphrase });
 */
export function useCommand<Name extends CallName>(
  name: Name,
): UseMutationResult<CallOutput<Name>, CallFailure, CallInput<Name>> {
  return useMutation<CallOutput<Name>, CallFailure, CallInput<Name>>({
    mutationFn: async (input) => {
      // What is typed goes into the store while its key is there.
      if (name === 'store.lock') await flushDrafts();
      return call(name, input);
    },
    onSuccess: async (output) => {
      if (name === 'store.lock') return startAfresh();
      if (output !== null && typeof output === 'object' && 'jobId' in output) return;
      await invalidateTopics(calls[name].changes ?? []);
    },
  });
}
