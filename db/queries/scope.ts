import type { ReadConnection } from '#db/open.ts';
import type { Scope } from '#domain/access/scopeOf.ts';

/** The children of a scope, asked for one by one. Made by `childrenInScope` alone, so that no list is answered without one. */
export type InScope = { readonly scope: Scope; has(childId: string): boolean };

/** For what names nobody (figures, counts), and for bringing data in, which looks at everybody. */
export const everybody: InScope = { scope: { kind: 'all' }, has: () => true };

/** Whether a child is in the scope on a date: where the attribution rule puts it, or last put it. */
export function childIsInScope(scope: Scope, reader: ReadConnection, childId: string, date: string): boolean {
  if (scope.kind !== 'localities') return scope.kind === 'all';
  const row = reader
    .prepare(
      'SELECT locality_id AS localityId FROM locality_period WHERE child_id = ? AND start_date <= ? ORDER BY start_date DESC LIMIT 1',
    )
    .get(childId, date) as { localityId: string | null } | undefined;
  return row?.localityId != null && scope.ids.includes(row.localityId);
}

/** Every child that `childIsInScope` says yes to, for lists. */
export function childrenInScope(scope: Scope, reader: ReadConnection, date: string): InScope {
  if (scope.kind !== 'localities') return { scope, has: () => scope.kind === 'all' };
  const rows = reader
    .prepare(
      `SELECT child_id FROM json_each(@ids) CROSS JOIN locality_period AS mine ON locality_id = value
       WHERE start_date <= @date AND NOT EXISTS (
         SELECT 1 FROM locality_period AS later
         WHERE later.child_id = mine.child_id AND later.start_date > mine.start_date AND later.start_date <= @date)`,
    )
    .raw()
    .all({ ids: JSON.stringify(scope.ids), date }) as [string][];
  const children = new Set(rows.map(([childId]) => childId));
  return { scope, has: (childId) => children.has(childId) };
}

/** Where the attribution rule puts each of some children on the date, or last put it; null for in no locality. */
export const lastLocalities = (
  reader: ReadConnection,
  childIds: readonly string[],
  date: string,
): Map<string, string | null> =>
  new Map(
    reader
      .prepare(
        `SELECT child_id, locality_id FROM json_each(?) CROSS JOIN locality_period ON child_id = value
         WHERE start_date <= ? ORDER BY start_date`,
      )
      .raw()
      .all(JSON.stringify(childIds), date) as [string, string | null][],
  );
