import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CallInput } from '#contract/calls.ts';
import type { ChildRow } from '#contract/children.ts';
import { type CallFailure, call } from '#renderer/api.ts';
import { type Answer, answerOf } from '#renderer/data/useCall.ts';

const pageSize = 20_000;

/** All children of a list, however many pages the service answers in. */
export type AllChildren = { total: number; rows: ChildRow[] };

/**
 * Reads every row of the filtered list in pages of 20,000, so that scrolling, selection and keyboard never wait.
 * Cached under the call's own name: a command that changes children makes it stale like any other answer.
 */
export function useAllChildren(input: Omit<CallInput<'children.list'>, 'offset' | 'limit'>): Answer<AllChildren> {
  const query = useQuery<AllChildren, CallFailure>({
    queryKey: ['children.list', input, 'all'],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const rows: ChildRow[] = [];
      for (;;) {
        const page = await call('children.list', { ...input, offset: rows.length, limit: pageSize });
        rows.push(...page.rows);
        if (page.rows.length === 0 || rows.length >= page.total) return { total: page.total, rows };
      }
    },
  });
  return answerOf(query);
}
