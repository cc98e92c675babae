import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import type { TopicOrSubject } from '#contract/call.ts';
import { CallFailure } from '#renderer/api.ts';
import { isStale } from './staleness.ts';

function isLocked(error: unknown): boolean {
  return error instanceof CallFailure && error.code === 'locked';
}

/** The data process ended under a call: a query is asked again, a command never, for nobody knows whether it was done. */
const askAgain = (times: number, error: unknown): boolean =>
  times < 5 && error instanceof CallFailure && error.code === 'interrupted';

/** A refusal stays a refusal and each read is audited, so nothing else is retried; answers go stale only by topics. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => isLocked(error) && void askStatusAgain() }),
  mutationCache: new MutationCache({ onError: (error) => isLocked(error) && void askStatusAgain() }),
  defaultOptions: {
    queries: {
      retry: askAgain,
      retryDelay: 800,
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      gcTime: 5 * 60_000,
    },
    // A command's input and answer may be a passphrase or a recovery key: they go with the screen that made it.
    mutations: { retry: false, gcTime: 0 },
  },
});

const listeners = new Set<(changed: readonly TopicOrSubject[]) => void>();

/** Calls `listener` with whatever changed in the store, after each change this window knows of. */
export function onChanged(listener: (changed: readonly TopicOrSubject[]) => void): void {
  listeners.add(listener);
}

/** Makes every cached answer that reads one of the topics stale, and re-reads those on screen; nobody waits for that. */
export function invalidateTopics(changed: readonly TopicOrSubject[]): void {
  if (changed.length === 0) return;
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => isStale(queryKey, changed) });
  for (const listener of listeners) listener(changed);
}

/** Somebody's call found the store locked: whether it is, the status says, and the window then starts afresh. */
export async function askStatusAgain(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['store.status'] });
}
