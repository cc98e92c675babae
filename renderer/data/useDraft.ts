import { useCallback, useEffect, useRef, useState } from 'react';
import { keepDraft, readDraft } from './drafts.ts';
import { fits } from './fits.ts';

/** What belongs to a draft besides its value. */
export interface DraftHandle {
  /** Takes the draft away, after the form was saved or its dialog given up; the value is `initial` again. */
  clear: () => void;
  /** Something is typed that is not `initial`. */
  dirty: boolean;
  /** The value was typed before this screen opened: in an earlier session, or before a crash. */
  restored: boolean;
  /** When it was last saved (ISO 8601 UTC); null when nothing of it is saved. */
  savedAt: string | null;
}

const secret = /pass(phrase|word)|recovery ?key|secret/i;

/** Refuses secrets by name: a draft is read back by anybody at the unlocked window. */
function refuseSecrets(key: string, value: unknown): void {
  const names = value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
  const found = [key, ...names].find((name) => secret.test(name));
  if (found !== undefined) throw new Error(`A secret is never a draft: '${found}'.`);
}

function parse<Value>(content: string, initial: Value): { value: Value } | null {
  try {
    const value: unknown = JSON.parse(content);
    return fits(initial, value) ? { value: value as Value } : null;
  } catch {
    return null;
  }
}

/**
 * `useState` for what a person types: kept in the encrypted store for them while they type, and there again after a lock,
 * a crash or the next start. While nothing is typed the value follows `initial`, which may come from the store itself.
 *
 * One field of the app has one key, such as `undo:reason:<batchId>`: ids, never names. Plain values only (what JSON
 * carries). While no store is open (first run, unlocking) it is an ordinary `useState`. Passphrases and recovery keys are
 * never drafts: a key or a field named like one throws.
 *
 * @example
 * const [reason, setReason, draft] = useDraft(`undo:${batchId}`, '');
 * undo.mutate({ batchId, reason }, { onSuccess: draft.clear });
 */
export function useDraft<Value>(
  key: string,
  initial: Value,
): [Value, (next: Value | ((now: Value) => Value)) => void, DraftHandle] {
  refuseSecrets(key, initial);
  type Typed = {
    key: string;
    draft: { value: Value } | null;
    touched: boolean;
    restored: boolean;
    savedAt: string | null;
  };
  const untouched = (): Typed => ({ key, draft: null, touched: false, restored: false, savedAt: null });
  const [kept, setKept] = useState<Typed>(untouched);
  // Another key is another field: what was typed into the one before is not shown in it.
  const typed = kept.key === key ? kept : untouched();
  if (typed !== kept) setKept(typed);
  const now = useRef({ typed, initial });
  now.current = { typed, initial };

  useEffect(() => {
    let gone = false;
    void readDraft(key).then((found) => {
      if (gone || found === null) return;
      const draft = parse(found.content, now.current.initial);
      if (draft === null) return;
      setKept((before) =>
        before.key !== key || before.touched ? before : { ...before, draft, restored: true, savedAt: found.savedAt },
      );
    });
    return () => {
      gone = true;
    };
  }, [key]);

  const become = useCallback(
    (draft: { value: Value } | null) => {
      // A form that is gone (its key is another's now) can only clear what it had.
      if (now.current.typed.key !== key) return keepDraft(key, draft === null ? null : JSON.stringify(draft.value));
      const { restored } = now.current.typed;
      const next: Typed = { key, draft, touched: true, restored: restored && draft !== null, savedAt: null };
      now.current.typed = next;
      setKept(next);
      keepDraft(key, draft === null ? null : JSON.stringify(draft.value), (savedAt) =>
        setKept((before) => (before.key === key && before.draft !== null ? { ...before, savedAt } : before)),
      );
    },
    [key],
  );
  const set = useCallback(
    (next: Value | ((now: Value) => Value)) => {
      const before = now.current.typed.draft?.value ?? now.current.initial;
      const value = typeof next === 'function' ? (next as (now: Value) => Value)(before) : next;
      const same = JSON.stringify(value) === JSON.stringify(now.current.initial);
      become(same ? null : { value });
    },
    [become],
  );
  const clear = useCallback(() => become(null), [become]);
  return [
    typed.draft === null ? initial : typed.draft.value,
    set,
    { clear, dirty: typed.draft !== null, restored: typed.restored, savedAt: typed.savedAt },
  ];
}
