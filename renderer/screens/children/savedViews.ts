import { z } from 'zod';
import { childFilters, sortableColumns } from '#contract/children.ts';

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

/** The views among what was kept; those that no longer parse are left out. */
export function readViews(kept: readonly unknown[]): SavedView[] {
  return kept.flatMap((each) => {
    const parsed = savedView.safeParse(each);
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * The views with one more, in place of one of the same name. A view holds filters only: the words searched for and a chosen
 * school are what somebody was after that day.
 */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  const kept = { ...view, filters: { ...view.filters, search: '', schoolId: null } };
  return [...views.filter((each) => each.name !== view.name), kept].sort((a, b) => a.name.localeCompare(b.name));
}

/** The filters without those that ask for what somebody who sees attendance alone is not shown. */
export const withoutLearning = (filters: ListFilters): ListFilters => ({
  ...filters,
  ...{ uasc: null, sen: null, pepOverdue: null },
});

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
