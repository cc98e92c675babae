import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { Connection, ReadConnection } from '../open.ts';
import { nowOf } from '../queries/nowOf.ts';
import type { Writer } from '../write.ts';

/** What one file (form, returned pack) spoke of: for each child, by the names that rules give it. */
export interface Statement {
  readonly source: string;
  readonly asOf: PlainDate;
  readonly saidOf: ReadonlyMap<string, ReadonlySet<string>>;
}

type Group = { said: string[]; children: string[] };

/** Puts on record what a source spoke of, whether or not it changed anything: children of whom the same was said together. */
export function writeStatement(writer: Writer, batchId: string, { source, asOf, saidOf }: Statement): void {
  const groups = new Map<string, Group>();
  for (const [childId, said] of saidOf) {
    const names = [...said].sort();
    const key = names.join('\n');
    const group = groups.get(key);
    if (group) group.children.push(childId);
    else groups.set(key, { said: names, children: [childId] });
  }
  if (groups.size === 0) return;
  const content = JSON.stringify([...groups.values()]);
  writer.insert('statement', { batch_id: batchId, source, as_of: asOf, content });
}

/**
 * For each child the latest day after `asOf` as of which each thing has been said already: `what` by child. Statements of a
 * batch that was undone do not count. Usually empty: files come in the order of their days.
 */
export function saidAfter(
  connection: Pick<Connection | ReadConnection, 'prepare'>,
  asOf: PlainDate,
): Map<string, Map<string, PlainDate>> {
  const later = connection
    .prepare<[PlainDate], { asOf: PlainDate; content: string }>(
      `SELECT statement.as_of AS asOf, content FROM statement
       WHERE statement.as_of > ? AND NOT EXISTS (SELECT 1 FROM import_batch WHERE id = batch_id AND state = 'undone')
       ORDER BY statement.as_of`,
    )
    .all(asOf);
  const found = new Map<string, Map<string, PlainDate>>();
  // What was said of a record that became another's was said of that child.
  const now = nowOf(connection);
  for (const { asOf: day, content } of later)
    for (const { said, children } of JSON.parse(content) as Group[])
      for (const childId of children.map(now)) {
        const ofChild = found.get(childId) ?? new Map<string, PlainDate>();
        found.set(childId, ofChild);
        for (const what of said) ofChild.set(what, day);
      }
  return found;
}
