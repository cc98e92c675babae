import type { SecretSpan } from '#domain/secrecy/placement.ts';
import type { Connection, ReadConnection } from '../open.ts';
import type { InScope } from './scope.ts';

export type SecretKind = 'said' | 'adoption' | 'sibling' | 'upgrade';

export type SecretFact = SecretSpan & {
  id: string;
  childId: string;
  kind: SecretKind;
  reason: string;
  saidBy: string;
  withChildId: string | null;
  checkedOn: string | null;
  checkedReason: string | null;
  endedReason: string | null;
  answeredBy: string | null;
};

const columns = `secret_placement.id AS id, child_id AS childId, from_date AS "from", to_date AS "to", secret_placement.kind AS kind, reason, said_by AS saidBy,
  with_child_id AS withChildId, checked_on AS checkedOn, checked_reason AS checkedReason, ended_reason AS endedReason,
  answered_by AS answeredBy`;

export const secretsOfChildrenSql = `SELECT ${columns} FROM json_each(?) AS listed CROSS JOIN secret_placement ON child_id = listed.value
  ORDER BY from_date, secret_placement.id`;

/** The times of secrecy of some children, by child, oldest first. */
export function secretsOfChildren(reader: ReadConnection, childIds: readonly string[]): Map<string, SecretFact[]> {
  const secrets = new Map<string, SecretFact[]>();
  for (const fact of reader.prepare(secretsOfChildrenSql).all(JSON.stringify(childIds)) as SecretFact[]) {
    const known = secrets.get(fact.childId);
    if (known) known.push(fact);
    else secrets.set(fact.childId, [fact]);
  }
  return secrets;
}

/** Every secrecy that nobody has ended, of children who are here and whose record is not closed. */
export const openSecrets = (inScope: InScope, reader: ReadConnection): SecretFact[] =>
  (
    reader
      .prepare(
        `SELECT ${columns} FROM secret_placement JOIN child ON child.id = child_id
       WHERE to_date IS NULL AND sealed_on IS NULL ORDER BY from_date, secret_placement.id`,
      )
      .all() as SecretFact[]
  ).filter(({ childId }) => inScope.has(childId));

/** One secrecy of a child; null where the child has none of that id. */
export const secretOfChild = (reader: ReadConnection, childId: string, id: string): SecretFact | null =>
  (reader
    .prepare(`SELECT ${columns} FROM secret_placement WHERE secret_placement.id = ? AND child_id = ?`)
    .get(id, childId) as SecretFact | undefined) ?? null;

export type PlacedRow = {
  childId: string;
  start: string;
  end: string | null;
  placementType: string;
  postcode: string | null;
  carer: string | null;
};

/** The episodes of some children as the rules of secrecy look at them, by child, oldest first. */
export function placedEpisodes(
  reader: ReadConnection | Connection,
  childIds: readonly string[],
): Map<string, PlacedRow[]> {
  const episodes = new Map<string, PlacedRow[]>();
  const rows = reader
    .prepare(
      `SELECT child_id AS childId, start_date AS start, end_date AS "end", placement_type AS placementType,
         placement_postcode AS postcode, carer FROM json_each(?) CROSS JOIN episode ON child_id = value ORDER BY start_date`,
    )
    .all(JSON.stringify(childIds)) as PlacedRow[];
  for (const row of rows) {
    const known = episodes.get(row.childId);
    if (known) known.push(row);
    else episodes.set(row.childId, [row]);
  }
  return episodes;
}
