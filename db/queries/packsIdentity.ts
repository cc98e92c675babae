import type { ReadConnection } from '#db/open.ts';
import { birthNowKnown } from '#domain/cohorts/birthNowKnown.ts';
import type { SecretSpan } from '#domain/secrecy/placement.ts';
import { type DatedFact, factOn, identityOn, localIdOn } from './careFacts.ts';
import { type SecretKind, secretsOfChildren } from './secrecy.ts';

export type EpisodeOfPack = {
  childId: string;
  start: string;
  /** The day the episode ended, itself no longer in it. */
  end: string | null;
  placementType: string;
  postcode: string | null;
  carer: string | null;
  district: string | null;
  formerDistrict: string | null;
};

/** Who a child is on a date, as a pack needs it. */
export type PackIdentity = {
  childId: string;
  legal: { surname: string; forename: string } | null;
  knownAs: { surname: string; forename: string } | null;
  /** What the child is called today, whatever date is looked at: the last known-as name. */
  calledNow: { surname: string; forename: string } | null;
  localId: string | null;
  upn: string | null;
  dateOfBirth: string | null;
  /** Number of the authority that looks after the child. */
  responsibleAuthority: string | null;
  senStatus: string | null;
  inCareSince: string | null;
  locality: { id: string; name: string; shortName: string } | null;
  /** Every episode, oldest first. */
  episodes: EpisodeOfPack[];
  /** Times for which the placement is secret. */
  secrets: (SecretSpan & { kind: SecretKind; reason: string })[];
};

/** '+' keeps the date out of the choice of index: see `pupilsSql`. */
export const inCareSinceSql = `SELECT child_id, start_date FROM json_each(@ids) CROSS JOIN care_period ON child_id = value AND kind = 'all'
  WHERE +start_date <= @asAt AND (end_date IS NULL OR end_date > @asAt)`;

export const localityNamesSql = `SELECT value, locality.id, locality.name, locality.short_name FROM json_each(@ids)
  CROSS JOIN locality_period ON child_id = value JOIN locality ON locality.id = locality_id
  WHERE start_date <= @asAt AND (end_date IS NULL OR end_date >= @asAt)`;

/** The name and nothing else of its row: what a pack is made from holds no id of ours. */
const nameAlone = (name: { surname: string; forename: string } | null) =>
  name && { surname: name.surname, forename: name.forename };

const grouped = <Row extends { childId: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.childId);
    if (group) group.push(row);
    else groups.set(row.childId, [row]);
  }
  return groups;
};

/** The identities of some children on a date: one set-based query for each kind of fact, each through the child's index. */
export function packIdentities(
  reader: ReadConnection,
  childIds: readonly string[],
  asAt: string,
  laCode: string,
): Map<string, PackIdentity> {
  const ids = JSON.stringify(childIds);
  const facts = <Row>(table: string, columns: string, more = '') =>
    grouped(
      reader
        .prepare(
          `SELECT listed.value AS childId, ${columns}, valid_from AS "from", valid_to AS "to" FROM json_each(?) AS listed
           CROSS JOIN ${table} ON child_id = listed.value ${more}`,
        )
        .all(ids) as (Row & DatedFact & { childId: string })[],
    );
  type Name = { kind: 'legal' | 'knownAs'; surname: string; forename: string };
  const names = facts<Name>('child_name', 'kind, surname, forename');
  const identifiers = facts<{ kind: string; value: string; issuer: string }>(
    'child_identifier',
    'kind, child_identifier.value AS value, issuer',
    "AND kind IN ('localId', 'upn')",
  );
  const births = facts<{ date: string }>('child_date_of_birth', 'date_of_birth AS date');
  const authorities = facts<{ laCode: string }>('child_responsible_authority', 'la_code AS laCode');
  const sen = facts<{ status: string }>('sen_status', 'status');
  const care = new Map(reader.prepare(inCareSinceSql).raw().all({ ids, asAt }) as [string, string][]);
  const localities = new Map(
    (reader.prepare(localityNamesSql).raw().all({ ids, asAt }) as [string, string, string, string][]).map(
      ([childId, id, name, shortName]) => [childId, { id, name, shortName }],
    ),
  );
  const episodes = grouped(episodesOf(reader, ids));
  const secrets = secretsOfChildren(reader, childIds);
  return new Map(
    childIds.map((childId) => {
      const named = (kind: Name['kind']) => (names.get(childId) ?? []).filter((name) => name.kind === kind);
      const known = (kind: string) => (identifiers.get(childId) ?? []).filter((each) => each.kind === kind);
      return [
        childId,
        {
          childId,
          legal: nameAlone(identityOn(named('legal'), asAt)),
          knownAs: nameAlone(factOn(named('knownAs'), asAt)),
          calledNow: nameAlone(identityOn(named('knownAs'), '9999-12-31')),
          localId: localIdOn(known('localId'), asAt, laCode),
          upn: identityOn(known('upn'), asAt)?.value ?? null,
          dateOfBirth: birthNowKnown(births.get(childId) ?? [])?.date ?? null,
          responsibleAuthority: factOn(authorities.get(childId) ?? [], asAt)?.laCode ?? null,
          senStatus: factOn(sen.get(childId) ?? [], asAt)?.status ?? null,
          inCareSince: care.get(childId) ?? null,
          locality: localities.get(childId) ?? null,
          episodes: episodes.get(childId) ?? [],
          secrets: secrets.get(childId) ?? [],
        },
      ];
    }),
  );
}

const episodesOf = (reader: ReadConnection, ids: string): EpisodeOfPack[] =>
  reader
    .prepare(
      `SELECT child_id AS childId, start_date AS start, end_date AS end, placement_type AS placementType, placement_postcode AS postcode,
         carer, district.name AS district, district.former_name AS formerDistrict
       FROM json_each(?) CROSS JOIN episode ON child_id = value LEFT JOIN district ON district.id = placement_district_id
       ORDER BY child_id, start_date`,
    )
    .all(ids) as EpisodeOfPack[];
