import type { ReadConnection } from '#db/open.ts';
import { birthNowKnown } from '#domain/cohorts/birthNowKnown.ts';
import { type DatedFact, identityOn, localIdOn, readAuthority } from './careFacts.ts';

export type ChildLabel = {
  listName: string;
  dateOfBirth: string | null;
  enrolment: { start: string; ncYear: number | null } | null;
  schoolName: string | null;
  localityName: string | null;
};

/**
 * What a list needs to name children on a date: 'SURNAME, Forename' (or the local id), school, locality, by the rules of the
 * list of children; the locality of a child who has left is the last. A fixed number of queries, whatever their number.
 */
export function childLabels(
  reader: Pick<ReadConnection, 'prepare'>,
  childIds: readonly string[],
  asAt: string,
  today: string,
): Map<string, ChildLabel> {
  const ids = JSON.stringify(childIds);
  const facts = <Row>(columns: string, from: string, more = '') =>
    Map.groupBy(
      reader
        .prepare(`SELECT listed.value AS childId, ${columns} FROM json_each(?) AS listed CROSS JOIN ${from} ${more}`)
        .all(ids) as (Row & { childId: string })[],
      (row) => row.childId,
    );
  const dated = 'valid_from AS "from", valid_to AS "to"';
  const names = facts<DatedFact & { surname: string; forename: string }>(
    `surname, forename, ${dated}`,
    "child_name ON child_id = listed.value AND kind = 'legal'",
  );
  const localIds = facts<DatedFact & { value: string; issuer: string }>(
    `child_identifier.value AS value, issuer, ${dated}`,
    "child_identifier ON child_id = listed.value AND kind = 'localId'",
  );
  const births = facts<DatedFact & { date: string }>(
    `date_of_birth AS date, ${dated}`,
    'child_date_of_birth ON child_id = listed.value',
  );
  const sealed = facts<{ sealedOn: string | null }>('sealed_on AS sealedOn', 'child ON child.id = listed.value');
  const enrolments = facts<{ name: string; kind: string; start: string; end: string | null; ncYear: number | null }>(
    'school.name AS name, enrolment.kind AS kind, start_date AS start, end_date AS end, nc_year AS ncYear',
    'enrolment ON child_id = listed.value CROSS JOIN school ON school.id = school_id',
    "ORDER BY enrolment.kind = 'dual', start_date DESC",
  );
  const localities = facts<{ name: string | null; start: string }>(
    'locality.name AS name, start_date AS start',
    'locality_period ON child_id = listed.value LEFT JOIN locality ON locality.id = locality_id',
    'ORDER BY start_date DESC',
  );
  const { laCode } = readAuthority(reader);
  return new Map(
    childIds.map((childId) => {
      const sealedOn = sealed.get(childId)?.[0]?.sealedOn ?? null;
      const hidden = sealedOn !== null && (sealedOn <= asAt || sealedOn <= today);
      const named = hidden ? null : identityOn(names.get(childId) ?? [], asAt);
      const enrolled = enrolments
        .get(childId)
        ?.find(({ start, end }) => start <= asAt && (end === null || end >= asAt));
      return [
        childId,
        {
          listName: named
            ? `${named.surname.toLocaleUpperCase('en-GB')}, ${named.forename}`
            : (localIdOn(localIds.get(childId) ?? [], asAt, laCode) ?? childId),
          dateOfBirth: birthNowKnown(births.get(childId) ?? [])?.date ?? null,
          enrolment: enrolled ? { start: enrolled.start, ncYear: enrolled.ncYear } : null,
          schoolName: enrolled?.name ?? null,
          localityName: localities.get(childId)?.find(({ start }) => start <= asAt)?.name ?? null,
        },
      ];
    }),
  );
}
