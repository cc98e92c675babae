import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { type CallInput, type CallName, type CallOutput, calls } from '#contract/calls.ts';
import { type CallFailure, call } from '#renderer/api.ts';
import { forgetEverything, invalidateTopics } from './queryClient.ts';

/**
 * A command of the contract; its topics go stale when it succeeds. Where it starts a job, the job's end does that
 * (see `useJob`), because until then nothing has changed.
 * @example const unlock = useCommand('store.unlock'); unlock.mutate({ passphrase });
 */
export function useCommand<Name extends CallName>(
  name: Name,
): UseMutationResult<CallOutput<Name>, CallFailure, CallInput<Name>> {
  return useMutation<CallOutput<Name>, CallFailure, CallInput<Name>>({
    mutationFn: (input) => call(name, input),
    onSuccess: async (output) => {
      if (name === 'store.lock') return forgetEverything();
      if (output !== null && typeof output === 'object' && 'jobId' in output) return;
      await invalidateTopics(calls[name].changes ?? []);
    },
  });
}
