import {
  asShared,
  asSharedStored,
  type SharedKind,
  type SharedRows,
  sharedTable,
  storedName,
} from '#db/facts/sharedTables.ts';
import type { Value } from '#db/history/change.ts';
import type { TableInHand } from './tableInHand.ts';

type Tables = { table(name: string, key: readonly string[]): TableInHand };
type Column<Kind extends SharedKind> = keyof SharedRows[Kind] & string;

/** What a rule answers of one row that concerns no child: `id` null where it is new. */
type Ruled<Kind extends SharedKind> = { readonly id: string | null; readonly row: Omit<SharedRows[Kind], 'id'> };

/**
 * Rows of a table that holds no facts of children, as rules know them, in the state that was ruled so far; what a rule answers is put
 * over them, and written with everything else.
 *
 * @param key the columns that rows are found by
 */
export function sharedInHand<Kind extends SharedKind>(run: Tables, kind: Kind, key: readonly Column<Kind>[]) {
  const table = run.table(
    sharedTable(kind),
    key.map((column) => storedName(kind, column)),
  );
  return {
    find: (...values: Value[]): SharedRows[Kind][] => table.find(...values).map((row) => asShared(kind, row)),
    /** The rows of which a text that is made of them is this: their names without what is spelt differently. */
    findBy: (name: string, textOf: (row: SharedRows[Kind]) => string, text: string): SharedRows[Kind][] =>
      table.findBy(name, (row) => textOf(asShared(kind, row)), text).map((row) => asShared(kind, row)),
    put({ id, row }: Ruled<Kind>): { id: string; outcome: 'added' | 'changed' | 'unchanged' } {
      const stored = asSharedStored(kind, row);
      if (id === null) return { id: table.insert(stored), outcome: 'added' };
      return { id, outcome: table.update(id, stored) ? 'changed' : 'unchanged' };
    },
  };
}
