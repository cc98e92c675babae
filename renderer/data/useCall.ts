import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import { type CallFailure, call } from '#renderer/api.ts';

/**
 * Reads one query of the contract, cached by name and input until a command changes its topics.
 * `keepPrevious` shows the last answer while a changed input is read; `fresh` reads anew each time a screen opens;
 * `every` asks again after so many ms, for what changes without a command.
 * @example const list = useCall('children.list', { asAt, filters: {} });
 */
export function useCall<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  options: { enabled?: boolean; keepPrevious?: boolean; fresh?: boolean; every?: number } = {},
): UseQueryResult<CallOutput<Name>, CallFailure> {
  return useQuery<CallOutput<Name>, CallFailure>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    ...(options.fresh ? { staleTime: 0 } : {}),
    ...(options.every === undefined ? {} : { refetchInterval: options.every }),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}
