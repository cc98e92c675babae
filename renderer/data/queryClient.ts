import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import type { Topic } from '#contract/call.ts';
import { CallFailure } from '#renderer/api.ts';

/** Topics a query's answer is made of, by the first part of its name: a change of one makes the answer stale. */
const madeOf: Record<string, readonly Topic[]> = {
  overview: ['children', 'schools', 'reports', 'packs', 'imports', 'reference'],
  figures: ['children', 'reports', 'reference'],
  children: ['children', 'schools'],
  search: ['children', 'schools'],
  schools: ['schools', 'children'],
  reports: ['reports', 'children', 'reference'],
  packs: ['packs', 'children', 'schools'],
  imports: ['imports'],
  reference: ['reference'],
  users: ['users', 'keys'],
  keys: ['keys', 'users'],
  backups: ['backups'],
  settings: ['settings', 'users'],
  updates: ['settings'],
  audit: ['audit'],
};

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

/** Makes every cached answer that rests on one of the topics stale, and re-reads those on screen. */
export async function invalidateTopics(changed: readonly Topic[]): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => {
      const subject = String(queryKey[0]).split('.')[0] ?? '';
      // Both tell of every change: the audit as an entry, the status as the time of the last save.
      if (subject === 'audit' || subject === 'store') return changed.length > 0;
      return (madeOf[subject] ?? []).some((topic) => changed.includes(topic));
    },
  });
}

/** Somebody's call found the store locked: whether it is, the status says, and the window then starts afresh. */
export async function askStatusAgain(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['store.status'] });
}
