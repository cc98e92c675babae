import type { ReadConnection } from '#db/open.ts';
import { birthNowKnown } from '#domain/cohorts/birthNowKnown.ts';
import { placementOn } from '#domain/cohorts/placementOn.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import type { SecretSpan } from '#domain/secrecy/placement.ts';

/** A dated fact, both ends inclusive; `to` null while it holds. */
export type DatedFact = { from: string; to: string | null };

const holds = (fact: DatedFact, date: string) => fact.from <= date && (fact.to === null || fact.to >= date);

/**
 * The fact in force on a date; of several the one that began last. Where none was, the last before it, then the first
 * after it: a child has a name also before somebody wrote it down.
 */
export function identityOn<Fact extends DatedFact>(facts: readonly Fact[], date: string): Fact | null {
  const rank = (fact: Fact) => (holds(fact, date) ? 2 : fact.from <= date ? 1 : 0);
  let best: Fact | null = null;
  for (const fact of facts) {
    if (best === null) best = fact;
    else {
      const [mine, its] = [rank(fact), rank(best)];
      if (mine > its || (mine === its && (mine === 0 ? fact.from < best.from : fact.from >= best.from))) best = fact;
    }
  }
  return best;
}

/** The fact in force on a date, of several the one that began last; null where there is none. */
export function factOn<Fact extends DatedFact>(facts: readonly Fact[], date: string): Fact | null {
  let best: Fact | null = null;
  for (const fact of facts) if (holds(fact, date) && (best === null || fact.from >= best.from)) best = fact;
  return best;
}

/** Rows of the children looked after on `@asAt` (short breaks among them): care covers its first day, not the day it ended. */
export const listedChildren = `WITH listed AS (SELECT child_id AS childId, start_date AS inCareSince FROM care_period
  WHERE kind = 'all' AND start_date <= @asAt AND (end_date IS NULL OR end_date > @asAt))`;

export type Name = DatedFact & { surname: string; forename: string };
export type SchoolOnDate = {
  kind: 'main' | 'dual';
  enrolmentStart: string;
  ncYear: number | null;
  schoolId: string;
  schoolName: string;
};
export type PlacementOnDate = { placementType: string };

/** What is known of the children looked after on a date, one map for each fact, by child. */
export type CareFacts = {
  children: { childId: string; inCareSince: string; sex: string | null; sealedOn: string | null }[];
  legalNames: Map<string, Name>;
  knownAs: Map<string, Name>;
  localIds: Map<string, string>;
  upns: Map<string, string>;
  datesOfBirth: Map<string, string>;
  authorities: Map<string, string>;
  uasc: Set<string>;
  sen: Map<string, string>;
  /** Start of the period of care without short breaks. */
  withoutRespiteSince: Map<string, string>;
  placements: Map<string, PlacementOnDate>;
  /** Times for which placements are secret. */
  secrets: Map<string, SecretSpan[]>;
  /** Main registration first. */
  schools: Map<string, SchoolOnDate[]>;
  localities: Map<string, { id: string; name: string | null }>;
};

/** The authority whose store it is. */
export const readAuthority = (reader: Pick<ReadConnection, 'prepare'>): { laCode: string; name: string } =>
  reader.prepare('SELECT la_code AS laCode, name FROM authority_profile LIMIT 1').get() as {
    laCode: string;
    name: string;
  };

const inForce = 'valid_from <= @asAt AND (valid_to IS NULL OR valid_to >= @asAt)';

/** Reads the facts of everybody looked after on the date: a few set-based queries, each through the child's index. */
export function careFactsOn(reader: ReadConnection, asAt: string): CareFacts {
  const { laCode } = readAuthority(reader);
  const rows = <Row extends unknown[]>(select: string) =>
    reader.prepare(`${listedChildren} ${select}`).raw().all({ asAt }) as Row[];
  /** The value in force that began last, by child. */
  const latest = (value: string, table: string) => {
    const began = new Map<string, string>();
    const values = new Map<string, string>();
    for (const [childId, found, from] of rows<[string, string, string]>(
      `SELECT childId, ${value}, valid_from FROM listed CROSS JOIN ${table} ON child_id = childId AND ${inForce}`,
    )) {
      if (from < (began.get(childId) ?? '')) continue;
      began.set(childId, from);
      values.set(childId, found);
    }
    return values;
  };

  const children = rows<[string, string, string | null, string | null]>(
    'SELECT childId, inCareSince, sex, sealed_on FROM listed CROSS JOIN child ON child.id = childId',
  ).map(([childId, inCareSince, sex, sealedOn]) => ({ childId, inCareSince, sex, sealedOn }));

  const names = new Map<string, { legal: Name[]; knownAs: Name[] }>();
  for (const [childId, kind, surname, forename, from, to] of rows<
    [string, 'legal' | 'knownAs', string, string, string, string | null]
  >(
    'SELECT childId, kind, surname, forename, valid_from, valid_to FROM listed CROSS JOIN child_name ON child_id = childId',
  )) {
    const known = names.get(childId) ?? { legal: [], knownAs: [] };
    known[kind].push({ surname, forename, from, to });
    names.set(childId, known);
  }
  const legalNames = new Map<string, Name>();
  const knownAs = new Map<string, Name>();
  for (const [childId, known] of names) {
    const legal = identityOn(known.legal, asAt);
    if (legal) legalNames.set(childId, legal);
    const called = factOn(known.knownAs, asAt);
    if (called) knownAs.set(childId, called);
  }

  type Identifier = DatedFact & { value: string; issuer: string };
  const identifiers = new Map<string, { localId: Identifier[]; upn: Identifier[] }>();
  for (const [childId, kind, value, issuer, from, to] of rows<
    [string, 'localId' | 'upn', string, string, string, string | null]
  >(
    "SELECT childId, kind, value, issuer, valid_from, valid_to FROM listed CROSS JOIN child_identifier ON child_id = childId AND kind IN ('localId', 'upn')",
  )) {
    const known = identifiers.get(childId) ?? { localId: [], upn: [] };
    known[kind].push({ value, issuer, from, to });
    identifiers.set(childId, known);
  }
  const localIds = new Map<string, string>();
  const upns = new Map<string, string>();
  for (const [childId, known] of identifiers) {
    const localId = localIdOn(known.localId, asAt, laCode);
    if (localId) localIds.set(childId, localId);
    const upn = identityOn(known.upn, asAt);
    if (upn) upns.set(childId, upn.value);
  }

  const born = new Map<string, (DatedFact & { date: string })[]>();
  for (const [childId, date, from, to] of rows<[string, string, string, string | null]>(
    'SELECT childId, date_of_birth, valid_from, valid_to FROM listed CROSS JOIN child_date_of_birth ON child_id = childId',
  )) {
    const known = born.get(childId);
    if (known) known.push({ date, from, to });
    else born.set(childId, [{ date, from, to }]);
  }

  const secrets = new Map<string, SecretSpan[]>();
  for (const [childId, from, to] of rows<[string, string, string | null]>(
    'SELECT childId, from_date, to_date FROM secret_placement JOIN listed ON childId = child_id',
  ))
    secrets.set(childId, [...(secrets.get(childId) ?? []), { from, to }]);

  const schools = new Map<string, SchoolOnDate[]>();
  for (const [childId, kind, enrolmentStart, ncYear, schoolId, schoolName] of rows<
    [string, 'main' | 'dual', string, number | null, string, string]
  >(
    `SELECT childId, enrolment.kind, enrolment.start_date, nc_year, school_id, school.name FROM listed
     CROSS JOIN enrolment ON child_id = childId CROSS JOIN school ON school.id = school_id
     WHERE enrolment.start_date <= @asAt AND (enrolment.end_date IS NULL OR enrolment.end_date >= @asAt)`,
  )) {
    const school = { kind, enrolmentStart, ncYear, schoolId, schoolName };
    const known = schools.get(childId);
    if (known) known.push(school);
    else schools.set(childId, [school]);
  }

  for (const known of schools.values())
    if (known.length > 1)
      known.sort((a, b) =>
        a.kind === b.kind ? (a.enrolmentStart > b.enrolmentStart ? -1 : 1) : a.kind === 'main' ? -1 : 1,
      );

  type EpisodeOfChild = { start: string; end: string | null; legalStatus: string } & PlacementOnDate;
  const episodes = new Map<string, EpisodeOfChild[]>();
  for (const [childId, start, end, legalStatus, placementType] of rows<[string, string, string | null, string, string]>(
    `SELECT childId, start_date, end_date, legal_status, placement_type FROM listed
     CROSS JOIN episode ON child_id = childId WHERE start_date <= @asAt`,
  )) {
    const episode = { start, end, legalStatus, placementType };
    const known = episodes.get(childId);
    if (known) known.push(episode);
    else episodes.set(childId, [episode]);
  }
  const placements = new Map<string, PlacementOnDate>();
  for (const [childId, known] of episodes) {
    const placement = placementOn(known, asAt);
    if (placement) placements.set(childId, placement);
  }

  return {
    children,
    legalNames,
    knownAs,
    localIds,
    upns,
    datesOfBirth: new Map([...born].map(([childId, facts]) => [childId, birthNowKnown(facts)?.date ?? ''])),
    authorities: latest('la_code', 'child_responsible_authority'),
    uasc: new Set(latest("''", 'child_uasc').keys()),
    sen: latest('status', 'sen_status'),
    withoutRespiteSince: new Map(
      rows<[string, string]>(
        `SELECT child_id, start_date FROM care_period
         WHERE kind = 'withoutRespite' AND start_date <= @asAt AND (end_date IS NULL OR end_date > @asAt)`,
      ),
    ),
    placements,
    secrets,
    schools,
    localities: new Map(
      rows<[string, string | null, string | null]>(
        `SELECT childId, locality_id, locality.name FROM listed CROSS JOIN locality_period ON child_id = childId
         LEFT JOIN locality ON locality.id = locality_id
         WHERE start_date <= @asAt AND (end_date IS NULL OR end_date >= @asAt)`,
      ).map(([childId, id, name]) => [childId, { id: id ?? UNALLOCATED, name }]),
    ),
  };
}

/** The local id on a date; where several authorities gave one, that of the authority whose store it is. */
export function localIdOn(
  ids: readonly (DatedFact & { value: string; issuer: string })[],
  date: string,
  laCode: string,
): string | null {
  const own = ids.filter((id) => id.issuer === laCode);
  return (factOn(own, date) ?? factOn(ids, date) ?? identityOn(own, date) ?? identityOn(ids, date))?.value ?? null;
}
