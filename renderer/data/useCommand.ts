import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput, JobName } from '#contract/calls.ts';
import { type CallFailure, call } from '#renderer/api.ts';
import { invalidateTopics } from './queryClient.ts';
import { changesOf } from './staleness.ts';

/**
 * A command of the contract. It is done when the command is; what it changes goes stale then and is read again by itself.
 * Long work is started by `useJobOf`.
 * @example const unlock = useCommand('store.unlock'); unlock.mutate({ passphrase });
 */
export function useCommand<Name extends Exclude<CallName, JobName>>(
  name: Name,
): UseMutationResult<CallOutput<Name>, CallFailure, CallInput<Name>> {
  return useMutation<CallOutput<Name>, CallFailure, CallInput<Name>>({
    mutationFn: (input) => call(name, input),
    onSuccess: (_output, input) => invalidateTopics(changesOf(name, input)),
  });
}
