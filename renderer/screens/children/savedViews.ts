import { z } from 'zod';
import { childFilters, sortableColumns } from '#contract/children.ts';
import { preferences } from '#renderer/api.ts';

/** The filters of the list; the locality is the frame's scope and no part of a view. */
export const listFilters = childFilters.omit({ localityId: true });
export type ListFilters = z.output<typeof listFilters>;

/** The list as it first opens: Kent's own children, nothing left out. */
export const noFilters: ListFilters = listFilters.parse({});

const sort = z.object({ column: z.enum(sortableColumns), descending: z.boolean() });
export type Sort = z.output<typeof sort>;
export const byName: Sort = { column: 'listName', descending: false };

const savedView = z.object({
  name: z.string().min(1).max(60),
  filters: listFilters,
  sort,
});
export type SavedView = z.output<typeof savedView>;

const key = 'children:views';

/**
 * The views saved on this computer; those that no longer parse are left out.
 * A view holds filters only: the words searched for and a chosen school could name a child, so they are never kept.
 */
export function readViews(): SavedView[] {
  try {
    const stored: unknown = JSON.parse(preferences.get(key) ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((each) => {
      const parsed = savedView.safeParse(each);
      return parsed.success ? [parsed.data] : [];
    });
  } catch {
    return [];
  }
}

/** Keeps a view under its name, in place of one of the same name, and answers all views. */
export function saveView(view: SavedView): SavedView[] {
  const kept = { ...view, filters: { ...view.filters, search: '', schoolId: null } };
  const views = [...readViews().filter((each) => each.name !== view.name), kept];
  views.sort((a, b) => a.name.localeCompare(b.name));
  preferences.set(key, JSON.stringify(views));
  return views;
}

/** Removes a view by name and answers those left. */
export function removeView(name: string): SavedView[] {
  const views = readViews().filter((each) => each.name !== name);
  preferences.set(key, JSON.stringify(views));
  return views;
}

/** How many filters narrow the list, search aside. */
export function activeFilters(filters: ListFilters): number {
  return [
    filters.responsibility !== 'own',
    filters.ncYears.length > 0,
    filters.schoolId !== null,
    filters.lac12 !== null,
    filters.uasc !== null,
    filters.sen !== null,
    filters.attendanceBelow !== null,
    filters.pepOverdue !== null,
    filters.withoutSchool !== null,
  ].filter(Boolean).length;
}
