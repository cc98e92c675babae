import { useCallback, useState } from 'react';
import { fits } from './fits.ts';
import { notePart, partOf } from './place.ts';

/**
 * `useState` for what a person sets on a page and does not type: open tab, filters, what a report shows. It is part of the
 * place they return to after a lock, a crash or the next start; another page, or coming back to this one, starts anew.
 *
 * @param name unique on its page
 * @param initial what it starts as; also the shape that a kept value must have
 * @example const [tab, setTab] = usePlace('tab', 'summary');
 */
export function usePlace<Value>(name: string, initial: Value): [Value, (next: Value) => void] {
  const [value, setValue] = useState<Value>(() => {
    const kept = partOf(name);
    return kept !== undefined && fits(initial, kept) ? (kept as Value) : initial;
  });
  const set = useCallback(
    (next: Value) => {
      setValue(next);
      notePart(name, next);
    },
    [name],
  );
  return [value, set];
}
