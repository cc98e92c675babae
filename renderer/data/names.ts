import { preferences } from '#renderer/api.ts';

/**
 * Names and free text hidden from whoever looks over a shoulder: until somebody shows them again, through every lock, crash
 * and restart. Kept on this computer, outside the store, so that it holds from the first picture on; it says nothing of a child.
 */
const key = 'names';
const pressTwiceWithin = 600;
let lastEscape = Number.NEGATIVE_INFINITY;

export const namesHidden = (): boolean => preferences.get(key) === 'hidden';

/** Hides them everywhere, or shows them again. */
export function setNamesHidden(hidden: boolean): void {
  if (hidden) preferences.set(key, 'hidden');
  else preferences.remove(key);
  showNamesAsKept();
}

/** Before the first picture of a page: as it was left. */
export function showNamesAsKept(): void {
  if (namesHidden()) document.documentElement.dataset.names = 'hidden';
  else delete document.documentElement.dataset.names;
}

/** Whether this key is the second Esc of two. A key that is held down repeats itself, and is one press. */
export function isDoubleEscape(event: { key: string; repeat: boolean; timeStamp: number }): boolean {
  if (event.key !== 'Escape' || event.repeat) return false;
  const twice = event.timeStamp - lastEscape < pressTwiceWithin;
  lastEscape = twice ? Number.NEGATIVE_INFINITY : event.timeStamp;
  return twice;
}
