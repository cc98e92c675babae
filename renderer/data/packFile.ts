import { useSyncExternalStore } from 'react';
import type { PackFile } from '#contract/bridge.ts';

/**
 * The `.vskpack` that is being opened, chosen on the Packs page or opened from outside: encrypted bytes and a name. At most
 * one; a page loaded anew (every lock does that) has none.
 */
let inHand: PackFile | null = null;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The pack in hand, or null. */
export const usePackFile = (): PackFile | null => useSyncExternalStore(subscribe, () => inHand);

/** Takes a pack into hand, or puts it away with null. */
export function holdPackFile(file: PackFile | null): void {
  inHand = file;
  for (const listener of listeners) listener();
}
