import type { Connection } from '../open.ts';
import { tableClasses } from './tableClasses.ts';

/**
 * Takes out the rows that follow from a child's facts: they stand on the child, go before it, and are worked out again for who
 * is left.
 */
export function derivedRemover(connection: Connection): (childId: string) => void {
  const onChild = connection
    .prepare<[], { name: string; child: string }>(
      `SELECT DISTINCT schema.name, keys."from" AS child FROM sqlite_schema AS schema JOIN pragma_foreign_key_list(schema.name) AS keys
       WHERE schema.type = 'table' AND keys."table" = 'child'`,
    )
    .all();
  const removals = onChild
    .filter(({ name }) => tableClasses[name] === 'derived')
    .map(({ name, child }) => connection.prepare(`DELETE FROM "${name}" WHERE "${child}" = ?`));
  return (childId) => {
    for (const removal of removals) removal.run(childId);
  };
}
