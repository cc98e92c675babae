import { useEffect, useState } from 'react';
import { call } from '#renderer/api.ts';
import { queryClient } from './queryClient.ts';

/** The service is told of the person at most this often. */
const TOUCH_EVERY_MS = 15_000;
/** How long before the lock the window warns. */
export const WARN_BEFORE_MS = 30_000;
/** The service locks by itself at its time; this much later the window looks whether it did. */
const LOOK_AFTER_MS = 1_000;

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Tells the service that the person is there, and answers when the store will lock by itself (ms since 1970) once that is
 * less than 30 seconds away, null before. The service keeps the time; the window only warns, and looks a second after.
 *
 * @param lockAfterMinutes from the store's status
 */
export function useIdle(lockAfterMinutes: number): number | null {
  const [warnUntil, setWarnUntil] = useState<number | null>(null);
  useEffect(() => {
    const idleFor = lockAfterMinutes * 60_000;
    let touchedAt = 0;
    let warned = false;
    let later: ReturnType<typeof setTimeout> | undefined;
    let warning: ReturnType<typeof setTimeout> | undefined;
    let look: ReturnType<typeof setTimeout> | undefined;

    const touch = () => {
      clearTimeout(later);
      later = undefined;
      clearTimeout(warning);
      clearTimeout(look);
      touchedAt = Date.now();
      const locksAt = touchedAt + idleFor;
      if (warned) setWarnUntil(null);
      warned = false;
      warning = setTimeout(
        () => {
          warned = true;
          setWarnUntil(locksAt);
        },
        Math.max(0, idleFor - WARN_BEFORE_MS),
      );
      look = setTimeout(
        () => void queryClient.invalidateQueries({ queryKey: ['store.status'] }),
        idleFor + LOOK_AFTER_MS,
      );
      // A touch that does not arrive is answered like every call: the status tells what is the matter.
      call('store.touch', {}).catch(() => undefined);
    };
    const seen = () => {
      const since = Date.now() - touchedAt;
      if (warned || since >= TOUCH_EVERY_MS) touch();
      // The last sign of a person counts too, though it comes within the pause.
      else later ??= setTimeout(touch, TOUCH_EVERY_MS - since);
    };
    touch();
    for (const sign of signs) window.addEventListener(sign, seen, { capture: true, passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, seen, { capture: true });
      clearTimeout(later);
      clearTimeout(warning);
      clearTimeout(look);
    };
  }, [lockAfterMinutes]);
  return warnUntil;
}
