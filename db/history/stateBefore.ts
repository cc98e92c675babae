import type { Change, Row } from './change.ts';

/**
 * What a row was before a change, from what it is after it; null where it was not there. Played from the last change to the
 * first it gives every state the row had.
 * @example stateBefore({ id: 'a', sex: 'F' }, { field: 'sex', old: '"M"' })  // { id: 'a', sex: 'M' }
 * @example stateBefore({ id: 'a', sex: 'F' }, { field: '*', old: null })     // null: it was added
 */
export function stateBefore(after: Row | null, { field, old }: Pick<Change, 'field' | 'old'>): Row | null {
  if (field === '*') return old === null ? null : (JSON.parse(old) as Row);
  return { ...after, [field]: old === null ? null : JSON.parse(old) };
}

/** Whether two states of a row are the same, in whatever order their columns stand. */
export function sameState(one: Row | null, other: Row | null): boolean {
  const sorted = (row: Row | null) => JSON.stringify(row && Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}
