import type { Connection, ReadConnection } from '#db/open.ts';

type Reader = Pick<Connection | ReadConnection, 'prepare'>;

/** Rows that became another's by a merge, a record of that id that is here being never one. */
const became = (reader: Reader, table: string): Map<string, string> =>
  new Map(
    reader
      .prepare<[string], { id: string; into: string }>(
        `SELECT row_id AS id, into_id AS "into" FROM row_alias WHERE table_name = ? AND row_id NOT IN (SELECT id FROM "${table}")`,
      )
      .all(table)
      .map(({ id, into }) => [id, into]),
  );

/**
 * The id of the row that a row is now: the one it became by a merge, or by several; its own where it became none. Whoever
 * is given an id from before (an old link, a saved choice, a question that waited) asks this first.
 * @example nowOf(reader)('the id of a record that was merged away') // that of the record it became
 */
export function nowOf(reader: Reader, table: 'child' | 'possible_leaver' = 'child'): (id: string) => string {
  const into = became(reader, table);
  return (id) => {
    let now = id;
    for (let next = into.get(now); next !== undefined; next = into.get(now)) now = next;
    return now;
  };
}

/** A child's id and those of all records that became it, by whatever merges: what was written of any is of the child. */
export function everIdsOf(reader: Reader): (childId: string) => string[] {
  const into = became(reader, 'child');
  return (childId) => {
    const ids = [childId];
    for (const id of ids) for (const [from, to] of into) if (to === id) ids.push(from);
    return ids;
  };
}
