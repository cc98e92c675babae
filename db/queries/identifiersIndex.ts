import type { Connection, ReadConnection } from '#db/open.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { BirthDateRow, NameRow } from '#domain/facts/factRows.ts';
import { GOES_ON, type KnownChild, type NamedAs } from '#domain/identity/childDirectory.ts';
import { nowOf } from './nowOf.ts';

type Reader = Pick<Connection | ReadConnection, 'prepare'>;

/** All that every child here is or was known by, read once for an import; or that some children are. */
export function identifiersIndex(reader: Reader, some?: readonly string[]): KnownChild[] {
  const ids = some ? JSON.stringify(some) : null;
  const byChild = <Row extends { childId: string }>(sql: string) =>
    Map.groupBy(
      ids === null
        ? reader.prepare<[], Row>(sql).all()
        : reader.prepare<[string], Row>(`${sql} WHERE child_id IN (SELECT value FROM json_each(?))`).all(ids),
      (row) => row.childId,
    );
  const identifiers = byChild<{ childId: string; kind: string; value: string; issuer: string; validTo: string | null }>(
    'SELECT child_id AS childId, kind, value, issuer, valid_to AS validTo FROM child_identifier',
  );
  const names = byChild<{ childId: string; surname: string; forename: string | null }>(
    'SELECT child_id AS childId, surname, forename FROM child_name',
  );
  const births = byChild<{ childId: string; day: string }>(
    'SELECT child_id AS childId, date_of_birth AS day FROM child_date_of_birth',
  );
  const care = byChild<{ childId: string; laCode: string; until: string }>(
    `SELECT child_id AS childId, laCode, until FROM (
       SELECT authority.child_id, la_code AS laCode, max(coalesce(end_date, '${GOES_ON}')) AS until
       FROM child_responsible_authority AS authority JOIN episode ON episode.child_id = authority.child_id
       WHERE authority.valid_to IS NULL GROUP BY authority.child_id)`,
  );
  const unaccompanied = new Set(
    reader
      .prepare<[], { id: string }>('SELECT DISTINCT child_id AS id FROM child_uasc')
      .all()
      .map(({ id }) => id),
  );
  const children =
    ids === null
      ? reader
          .prepare<[], { id: string }>('SELECT id FROM child')
          .all()
          .map(({ id }) => id)
      : (some ?? []);
  const former = Map.groupBy(formerly(reader), ({ childId }) => childId);
  return children.map((id) => {
    const known = identifiers.get(id) ?? [];
    const was = former.get(id) ?? [];
    const isInForce = ({ kind, validTo }: (typeof known)[number]) => kind === 'upn' && validTo === null;
    const upns = known.filter(({ kind }) => kind === 'upn' || kind === 'formerUpn');
    return {
      id,
      localIds: known.filter(({ kind }) => kind === 'localId'),
      upns: upns.filter(isInForce).map(({ value }) => value),
      formerUpns: upns.filter((row) => !isInForce(row)).map(({ value }) => value),
      names: [...(names.get(id) ?? []), ...was.flatMap(({ name }) => name ?? [])],
      births: [...(births.get(id) ?? []).map(({ day }) => day), ...was.flatMap(({ birth }) => birth ?? [])],
      unaccompanied: unaccompanied.has(id),
      care: care.get(id)?.[0] ?? null,
    };
  });
}

type Former = { childId: string; name: NamedAs | null; birth: PlainDate | null };

/** The names and birth dates of records that became another's by a merge, where that one's held: the child is known by them too. */
function formerly(reader: Reader): Former[] {
  const now = nowOf(reader);
  return reader
    .prepare<[], string>("SELECT content FROM row_alias WHERE table_name IN ('child_name', 'child_date_of_birth')")
    .pluck()
    .all()
    .map((content) => {
      const row = JSON.parse(content) as Partial<NameRow & BirthDateRow>;
      const name = row.surname === undefined ? null : { surname: row.surname, forename: row.forename ?? null };
      return { childId: now(row.childId ?? ''), name, birth: row.dateOfBirth ?? null };
    });
}

/** Which of some children are in care on a date. */
export const inCareOf = (reader: Reader, childIds: readonly string[], date: string): Set<string> =>
  new Set(
    reader
      .prepare<[string, string, string], { id: string }>(
        `SELECT DISTINCT child_id AS id FROM json_each(?) CROSS JOIN episode ON child_id = value
         WHERE start_date <= ? AND (end_date IS NULL OR end_date > ?)`,
      )
      .all(JSON.stringify(childIds), date, date)
      .map(({ id }) => id),
  );
