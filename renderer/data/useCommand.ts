import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import { type CallFailure, call } from '#renderer/api.ts';
import { flushDrafts } from './drafts.ts';
import { invalidateTopics } from './queryClient.ts';
import { changesOf } from './staleness.ts';
import { startAfresh } from './startAfresh.ts';

/**
 * A command of the contract. It is done when the command is; what it changes goes stale then and is read again by itself.
 * Long work is started by `useJobOf`.
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
    onSuccess: async (output, input) => {
      if (name === 'store.lock') return startAfresh();
      if (output !== null && typeof output === 'object' && 'jobId' in output) return;
      invalidateTopics(changesOf(name, input));
    },
  });
}
