import { useEffect, useMemo } from 'react';
import { preferences } from '#renderer/api.ts';
import { useDraft } from '#renderer/data/useDraft.ts';
import { readViews, type SavedView, withView } from './savedViews.ts';

/** Where version 0.1.0 kept them: in plain text on this computer, though the name of a view may name a child. */
const before = 'children:views';
const none: unknown[] = [];

function takeOver(): unknown[] {
  try {
    const kept: unknown = JSON.parse(preferences.get(before) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** The signed-in person's own views of the list, kept in the store. */
export function useSavedViews(): {
  views: SavedView[];
  save: (view: SavedView) => void;
  remove: (name: string) => void;
} {
  const [kept, setKept] = useDraft<unknown[]>('children:views', none);
  const views = useMemo(() => readViews(kept), [kept]);
  useEffect(() => {
    const old = readViews(takeOver());
    if (old.length === 0) return;
    setKept((now) => old.reduce(withView, readViews(now)));
    preferences.remove(before);
  }, [setKept]);
  return {
    views,
    save: (view) => setKept((now) => withView(readViews(now), view)),
    remove: (name) => setKept((now) => readViews(now).filter((each) => each.name !== name)),
  };
}
