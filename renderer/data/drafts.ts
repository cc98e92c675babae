import { CallFailure, call } from '#renderer/api.ts';
import { queryClient } from './queryClient.ts';

/**
 * What a person typed and has not saved, on its way into the encrypted store. Never `localStorage` or `sessionStorage`:
 * Chromium keeps both on disk in plain text.
 */

/** How the last save of anything typed went, for the health line. */
export type DraftState = 'idle' | 'saving' | 'failed';

/** At most this much typing is lost when everything ends at once. */
export const SAVE_AFTER_MS = 400;
/** How long a failed save waits before it is tried again: the data process needs about this to start again. */
const RETRY_AFTER_MS = 1_500;
/** A lock never waits longer than this for what was typed. */
const FLUSH_WITHIN_MS = 1_500;

/** null content: nothing typed any more, the draft is taken away. */
type Pending = { content: string | null; done: (savedAt: string) => void };

const pending = new Map<string, Pending>();
const listeners = new Set<() => void>();
let state: DraftState = 'idle';
let lastSavedAt: string | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;
let running: Promise<void> | null = null;

function become(next: DraftState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

/** For `useSyncExternalStore`. */
export const draftState = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): DraftState => state,
  /** When something typed was last saved by this window (ISO 8601 UTC). */
  savedAt: (): string | null => lastSavedAt,
};

/** Drafts live inside the store, so there are none while it is locked. */
const isOpen = (): boolean => queryClient.getQueryData<{ state: string }>(['store.status', {}])?.state === 'open';

function schedule(after: number): void {
  if (timer !== null) return;
  timer = setTimeout(() => {
    timer = null;
    void flushDrafts();
  }, after);
}

/** One save after another, so that an older one never lands on a newer one. Saving twice is harmless, so a failure is tried again. */
async function saveAll(): Promise<void> {
  become('saving');
  let failed = false;
  for (const [key, each] of [...pending]) {
    try {
      if (each.content === null) await call('drafts.discard', { key });
      else await call('drafts.save', { key, content: each.content });
      // Typed on meanwhile: then the newer one is still to be saved.
      if (pending.get(key) === each) pending.delete(key);
      lastSavedAt = new Date().toISOString();
      each.done(lastSavedAt);
    } catch (error) {
      if (error instanceof CallFailure && error.code === 'locked') {
        // The store was locked under the typing; the window finds out by the status and starts afresh.
        pending.clear();
        void queryClient.invalidateQueries({ queryKey: ['store.status'] });
        break;
      }
      failed = true;
    }
  }
  become(failed ? 'failed' : 'idle');
  if (pending.size > 0) schedule(failed ? RETRY_AFTER_MS : SAVE_AFTER_MS);
}

/**
 * Saves now what is still waiting to be saved: when a field is left, the window is hidden or closed, and before a lock.
 * Resolves when it is saved, or after a second and a half: a lock does not wait for a disk that does not answer.
 */
export async function flushDrafts(): Promise<void> {
  const untilSaved = async () => {
    await running;
    if (pending.size === 0 || !isOpen()) return;
    running ??= saveAll().finally(() => {
      running = null;
    });
    await running;
  };
  await Promise.race([untilSaved(), new Promise<void>((resolve) => setTimeout(resolve, FLUSH_WITHIN_MS))]);
}

/**
 * Keeps `content` under `key` for the person who is signed in; null takes it away. It is saved within 400 ms of the first
 * change, then at most every 400 ms.
 */
export function keepDraft(
  key: string,
  content: string | null,
  done: (savedAt: string) => void = () => undefined,
): void {
  if (!isOpen()) return;
  pending.set(key, { content, done });
  schedule(SAVE_AFTER_MS);
}

/** What the signed-in person has under `key`, with what is still on its way; null for nothing, or while the store is locked. */
export async function readDraft(key: string): Promise<{ content: string; savedAt: string | null } | null> {
  const waiting = pending.get(key);
  if (waiting !== undefined) return waiting.content === null ? null : { content: waiting.content, savedAt: null };
  if (!isOpen()) return null;
  for (let tries = 0; ; tries += 1) {
    try {
      const { content, savedAt } = await call('drafts.read', { key });
      return content === null ? null : { content, savedAt };
    } catch (error) {
      if (tries >= 4 || !(error instanceof CallFailure) || error.code !== 'interrupted') return null;
      await new Promise((resolve) => setTimeout(resolve, 800));
    }
  }
}

/** Forgets what waits to be saved, for a window that is about to start afresh. */
export function dropPendingDrafts(): void {
  pending.clear();
  if (timer !== null) clearTimeout(timer);
  timer = null;
}

/** Saves when a field is left and when the window is hidden, closed or reloaded. Called once, when the window starts. */
export function saveDraftsWhenLeft(): void {
  const flush = () => void flushDrafts();
  document.addEventListener('focusout', flush);
  document.addEventListener('visibilitychange', flush);
  window.addEventListener('pagehide', flush);
}
