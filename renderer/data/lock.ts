import { CallFailure, lockStore } from '#renderer/api.ts';
import { flushDrafts } from './drafts.ts';
import { startAfresh } from './startAfresh.ts';

/**
 * The lock of whoever sits here, which nothing holds up: the window is blank at once, what was typed goes into the store,
 * and the shell locks it, or ends the process that does not let go. `failed`: it could not be locked; nothing is shown.
 */
export type Locking = { state: 'no' | 'locking' } | { state: 'failed'; why: string };

const listeners = new Set<() => void>();
let locking: Locking = { state: 'no' };

function become(next: Locking): void {
  locking = next;
  for (const listener of [...listeners]) listener();
}

/** For `useSyncExternalStore`: while it is not 'no', no page is drawn. */
export const lockState = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): Locking => locking,
};

/** Takes the pages away, for a lock that somebody else carries out (sleep, the screen lock). */
export function blankWindow(): void {
  if (locking.state === 'no') become({ state: 'locking' });
}

/** Locks the store, however the person asked for it. */
export async function lockNow(): Promise<void> {
  if (locking.state === 'locking') return;
  become({ state: 'locking' });
  await flushDrafts();
  try {
    await lockStore();
    await startAfresh();
  } catch (error) {
    const why = error instanceof CallFailure ? error.detail.message : 'The store did not answer.';
    become({ state: 'failed', why });
  }
}
