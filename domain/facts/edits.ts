import { type FactKind, type FactRows, type Facts, factKinds } from './factRows.ts';

/** What became of the rows of one kind: whole rows added, columns changed, rows taken out. */
export interface KindEdits<Kind extends FactKind = FactKind> {
  readonly added: readonly FactRows[Kind][];
  readonly changed: readonly { readonly id: string; readonly changes: Partial<FactRows[Kind]> }[];
  readonly removed: readonly string[];
}

/** By kind of fact, in the order in which they can be written: what others refer to comes first. */
export type Edits = { readonly [Kind in FactKind]?: KindEdits<Kind> };

/**
 * What must be written so that the store holds `after` where it held `before`. Nothing where nothing differs, however
 * often it was changed in between.
 *
 * @example editsBetween(held, held) // {}
 */
export function editsBetween(before: Facts, after: Facts): Edits {
  const edits: Partial<Record<FactKind, KindEdits>> = {};
  for (const kind of factKinds) {
    if (before[kind] === after[kind]) continue;
    const ofKind = editsOfKind<FactRows[FactKind]>(before[kind], after[kind]);
    if (ofKind) edits[kind] = ofKind;
  }
  return edits as Edits;
}

export const isNothing = (edits: Edits): boolean => Object.keys(edits).length === 0;

/**
 * Two lists of rows without those at the beginning and at the end that are the very same: of thousands of rows of a child that a
 * file brings one by one, only what each changes is looked at.
 */
export function apart<Row>(
  before: readonly Row[],
  after: readonly Row[],
): { before: Row[]; after: Row[]; from: number } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let back = 0;
  while (back < shorter - from && before[before.length - 1 - back] === after[after.length - 1 - back]) back += 1;
  return { before: before.slice(from, before.length - back), after: after.slice(from, after.length - back), from };
}

function editsOfKind<Row extends { readonly id: string }>(allBefore: readonly Row[], allAfter: readonly Row[]) {
  const { before, after } = apart(allBefore, allAfter);
  const held = new Map(before.map((row) => [row.id, row]));
  const added: Row[] = [];
  const changed: { id: string; changes: Partial<Row> }[] = [];
  for (const row of after) {
    const was = held.get(row.id);
    held.delete(row.id);
    if (was === undefined) added.push(row);
    else if (was !== row) {
      const columns = (Object.keys(row) as (keyof Row)[]).filter((column) => row[column] !== was[column]);
      if (columns.length > 0)
        changed.push({
          id: row.id,
          changes: Object.fromEntries(columns.map((column) => [column, row[column]])) as Partial<Row>,
        });
    }
  }
  const removed = [...held.keys()];
  return added.length + changed.length + removed.length === 0 ? null : { added, changed, removed };
}

/** The rows with one changed. @example withChanged(rows, 'a', { carer: 'Mrs Stone' }) */
export const withChanged = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  id: string,
  changes: Partial<Row>,
): readonly Row[] => rows.map((row) => (row.id === id ? { ...row, ...changes } : row));

/** The rows without one. */
export const withoutRow = <Row extends { readonly id: string }>(rows: readonly Row[], id: string): readonly Row[] =>
  rows.filter((row) => row.id !== id);
