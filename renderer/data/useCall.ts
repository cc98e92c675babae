import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import { type CallFailure, call } from '#renderer/api.ts';

/** What a screen knows of an answer. */
export interface Answer<Value> {
  data: Value | undefined;
  error: CallFailure | null;
  isFetching: boolean;
  /** What is shown answers the input before; that of this one is on its way. Nothing that leaves may be made of it. */
  held: boolean;
  refetch: () => Promise<unknown>;
}

/** Getters, so that a screen is drawn anew only for what it looks at. */
export const answerOf = <Value>(query: UseQueryResult<Value, CallFailure>): Answer<Value> => ({
  get data() {
    return query.data;
  },
  get error() {
    return query.error;
  },
  get isFetching() {
    return query.isFetching;
  },
  get held() {
    return query.isPlaceholderData;
  },
  refetch: () => query.refetch(),
});

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
): Answer<CallOutput<Name>> {
  const query = useQuery<CallOutput<Name>, CallFailure>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    ...(options.fresh ? { staleTime: 0 } : {}),
    ...(options.every === undefined ? {} : { refetchInterval: options.every }),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
  return answerOf(query);
}
