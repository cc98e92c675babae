import { dropPendingDrafts } from './drafts.ts';
import { queryClient } from './queryClient.ts';

/**
 * After a lock the window throws away everything it knows of the store: the answers it holds, the addresses in its
 * history (they carry ids of children), and last the page itself, so that no name is left in its memory.
 */

interface NavigationEntry {
  index: number;
  url: string | null;
}
/** The part of Chromium's Navigation API that is used here; TypeScript's own types do not have it everywhere yet. */
interface NavigationHistory {
  currentEntry: NavigationEntry | null;
  entries(): NavigationEntry[];
}

const listeners = new Set<() => void>();
let leaving = false;

/** Whether the window is on its way to start afresh; the pages are taken away at once. For `useSyncExternalStore`. */
export const leavingState = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): boolean => leaving,
};

/** The window's address without the page, scope and date behind the '#'. */
const plainAddress = (): string => `${window.location.pathname}${window.location.search}`;

const navigationHistory = (): NavigationHistory | undefined =>
  (window as unknown as { navigation?: NavigationHistory }).navigation;

const isPlain = (url: string | null): boolean => url === null || new URL(url).hash === '';

/** What a step back through the history takes at most; without a step the event never comes. */
const STEP_WITHIN_MS = 1_000;

/**
 * Leaves no entry in the window's history that tells which pages were open: goes back to the first one, makes it plain,
 * and goes forward from there, which drops all the others.
 */
export async function forgetAddresses(): Promise<void> {
  const entries = navigationHistory()?.entries() ?? [];
  if (entries.every(({ url }) => isPlain(url)) && window.location.hash === '') return;
  const back = navigationHistory()?.currentEntry?.index ?? 0;
  if (back > 0)
    await new Promise<void>((resolve) => {
      window.addEventListener('popstate', () => resolve(), { once: true });
      setTimeout(resolve, STEP_WITHIN_MS);
      window.history.go(-back);
    });
  window.history.replaceState(null, '', plainAddress());
  if (entries.length > 1) window.history.pushState(null, '', plainAddress());
}

/** Takes the pages away, forgets what they showed and loads the window anew; it then asks for the passphrase. */
export async function startAfresh(): Promise<void> {
  if (leaving) return;
  leaving = true;
  for (const listener of listeners) listener();
  dropPendingDrafts();
  await queryClient.cancelQueries();
  queryClient.clear();
  window.sessionStorage.removeItem(unlockedAtKey);
  await forgetAddresses();
  window.location.reload();
}

const unlockedAtKey = 'vsk:unlocked-at';

/** When the store was first seen open by this window (ISO 8601 UTC); a reload after a crash keeps it. No personal data. */
export function unlockedAt(): string {
  const known = window.sessionStorage.getItem(unlockedAtKey);
  if (known !== null) return known;
  const now = new Date().toISOString();
  window.sessionStorage.setItem(unlockedAtKey, now);
  return now;
}
