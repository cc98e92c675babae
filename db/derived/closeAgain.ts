import { foldedLocalId } from '#domain/identity/foldedLocalId.ts';
import type { Row } from '../history/change.ts';
import type { Writer } from '../write.ts';

/** Rows of the store that a backup takes the place of. */
export type PresentRows = (table: 'child' | 'child_identifier' | 'row_alias') => Iterable<Row>;

/** Ids of a record in the present store: its own, and those of every record that a merge made part of it. */
function everIds(aliases: readonly Row[]): (childId: string) => string[] {
  return (childId) => {
    const ids = [childId];
    for (const id of ids)
      for (const { row_id, into_id } of aliases)
        if (into_id === id && !ids.includes(String(row_id))) ids.push(String(row_id));
    return ids;
  };
}

/**
 * Closes in a restored store what adoption has closed in the present one: an old backup opens no record. It is found by its id, by
 * those of the records that became it, or by a local id of its authority; one that was closed by mistake is opened as ever, by two
 * people.
 *
 * Source: domain.md section 1 ("Adoption closes a record"; "Undone only as 'closed by mistake', by two people").
 */
export function closeAgain(writer: Writer, present: PresentRows): void {
  const idsOf = everIds([...present('row_alias')].filter(({ table_name }) => table_name === 'child'));
  const closed = [...present('child')].filter(({ sealed_on }) => sealed_on !== null);
  if (closed.length === 0) return;
  const here = writer.connection.prepare<[string], { sealed_on: string | null }>(
    'SELECT sealed_on FROM child WHERE id = ?',
  );
  const key = (issuer: unknown, value: unknown) => `${issuer} ${foldedLocalId(String(value))}`;
  const localIds = Map.groupBy(
    [...present('child_identifier')].filter(({ kind }) => kind === 'localId'),
    ({ child_id }) => child_id,
  );
  const bearers = new Map(
    writer.connection
      .prepare<[], { childId: string; value: string; issuer: string | null }>(
        "SELECT child_id AS childId, value, issuer FROM child_identifier WHERE kind = 'localId'",
      )
      .all()
      .map(({ childId, value, issuer }) => [key(issuer, value), childId]),
  );
  for (const { id, sealed_on = null } of closed) {
    const ids = idsOf(String(id)).filter((each) => here.get(each));
    const borne = (localIds.get(id ?? null) ?? []).flatMap(
      ({ issuer, value }) => bearers.get(key(issuer, value)) ?? [],
    );
    for (const each of ids.length > 0 ? ids : new Set(borne))
      if (here.get(each)?.sealed_on === null) writer.update('child', each, { sealed_on });
  }
}
