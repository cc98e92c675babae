import type { ReadConnection } from '#db/open.ts';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { birthNowKnown } from '#domain/cohorts/birthNowKnown.ts';
import { placementOn } from '#domain/cohorts/placementOn.ts';
import { nameInList, type PersonName } from '#domain/identity/personName.ts';
import { isSecretPlacement } from '#domain/secrecy/isSecretPlacement.ts';
import type { SecretSpan } from '#domain/secrecy/placement.ts';
import { type DatedFact, factOn, identityOn, listedChildren, localIdOn, readAuthority } from './careFacts.ts';
import { everybody, type InScope } from './scope.ts';
import type { SecretKind } from './secrecy.ts';

export type SchoolOn = {
  schoolId: string;
  name: string;
  urn: string | null;
  kind: 'main' | 'dual';
  start: string;
  ncYear: number | null;
};
/** `id` and `name` are null where the attribution rule could name none. */
export type LocalityOn = { id: string | null; name: string | null; shortName: string | null };
export type EpisodeOn = {
  start: string;
  /** The day the episode ended, itself no longer in it. */
  end: string | null;
  legalStatus: string;
  placementType: string;
  postcode: string | null;
  carer: string | null;
  district: string | null;
  formerDistrict: string | null;
};

/** Who a child is on a date: the facts of that date, as now known. */
export type ChildOn = {
  childId: string;
  sex: string | null;
  /** By the date, or by today: then no name and no UPN of the time before is told. */
  sealed: boolean;
  legal: PersonName | null;
  knownAs: PersonName | null;
  /** What the child is called today, whatever date is looked at: the last known-as name. */
  calledNow: PersonName | null;
  /** 'SURNAME, Forename' as lists write it; the local id where no name is known or told. */
  listName: string;
  localId: string | null;
  upn: string | null;
  dateOfBirth: string | null;
  dateOfBirthDisputed: boolean;
  /** The main registration first, of several the one that began last. */
  schools: SchoolOn[];
  /** What the child does instead, where it is at no school. */
  withoutSchool: { kind: string; from: string } | null;
  ncYear: number | null;
  /** Null on a day the child is in no time of care. */
  locality: LocalityOn | null;
  /** Where the child is or, after care has ended, was placed last. */
  lastLocality: LocalityOn | null;
  /** Number of the authority that looks after the child. */
  responsibleAuthority: string | null;
  /** Whether that is the authority whose store it is. */
  ownChild: boolean;
  uasc: boolean;
  senStatus: string | null;
  /** Start of the period of care that holds the date, short breaks among it. */
  inCareSince: string | null;
  /** Start of the period of care without short breaks. */
  withoutRespiteSince: string | null;
  placement: EpisodeOn | null;
  secretPlacement: boolean;
  /** Every episode, oldest first. */
  episodes: EpisodeOn[];
  /** Times for which the placement is secret, oldest first. */
  secrets: (SecretSpan & { kind: SecretKind; reason: string })[];
};

/** 'SURNAME, Forename', as lists write it; the local id where no name is known or the record is sealed. */
export const listNameOf = (name: PersonName | null, localId: string): string =>
  name === null ? localId : nameInList(name);

/**
 * Whether a record is sealed: from the adoption order date on no name or UPN of the time before is shown or found, on
 * whatever date one looks back at. Source: domain.md section 1, "Adoption seals a record".
 */
export const isSealed = (sealedOn: string | null, asAt: string, today: string): boolean =>
  sealedOn !== null && (sealedOn <= asAt || sealedOn <= today);

const dated = 'valid_from AS "from", valid_to AS "to"';

/** Every query of who children are, by what it answers, each through an index on the child; a test holds them to it. */
export const identitySql = {
  child: 'sex, sealed_on AS sealedOn FROM json_each(@ids) CROSS JOIN child ON child.id = value',
  name: `kind, surname, forename, ${dated} FROM json_each(@ids) CROSS JOIN child_name ON child_id = value`,
  identifier: `kind, child_identifier.value AS identifier, issuer, ${dated} FROM json_each(@ids) AS listed
    CROSS JOIN child_identifier ON child_id = listed.value AND kind IN ('localId', 'upn')`,
  birth: `date_of_birth AS date, disputed, ${dated} FROM json_each(@ids) CROSS JOIN child_date_of_birth ON child_id = value`,
  authority: `la_code AS laCode, ${dated} FROM json_each(@ids) CROSS JOIN child_responsible_authority ON child_id = value`,
  uasc: `${dated} FROM json_each(@ids) CROSS JOIN child_uasc ON child_id = value`,
  sen: `status, ${dated} FROM json_each(@ids) CROSS JOIN sen_status ON child_id = value`,
  care: `kind, start_date AS start, end_date AS "end" FROM json_each(@ids) CROSS JOIN care_period ON child_id = value`,
  school: `school.name AS name, urn, school_id AS schoolId, enrolment.kind AS kind, start_date AS start, end_date AS "end",
    nc_year AS ncYear FROM json_each(@ids) CROSS JOIN enrolment ON child_id = value LEFT JOIN school ON school.id = school_id
    ORDER BY school_id IS NULL, enrolment.kind = 'dual', start_date DESC, school.name`,
  locality: `locality.id AS id, locality.name AS name, short_name AS shortName, start_date AS "from", end_date AS "to"
    FROM json_each(@ids) CROSS JOIN locality_period ON child_id = value LEFT JOIN locality ON locality.id = locality_id ORDER BY start_date`,
  episode: `start_date AS start, end_date AS "end", legal_status AS legalStatus, placement_type AS placementType,
    placement_postcode AS postcode, carer, district.name AS district, former_name AS formerDistrict FROM json_each(@ids)
    CROSS JOIN episode ON child_id = value LEFT JOIN district ON district.id = placement_district_id ORDER BY start_date`,
  secret: `from_date AS "from", to_date AS "to", kind, reason FROM json_each(@ids) CROSS JOIN secret_placement ON child_id = value
    ORDER BY from_date, secret_placement.id`,
} as const;

type Rows = {
  child: { sex: string | null; sealedOn: string | null };
  name: DatedFact & PersonName & { kind: 'legal' | 'knownAs' };
  identifier: DatedFact & { kind: 'localId' | 'upn'; identifier: string; issuer: string };
  birth: DatedFact & { date: string; disputed: number };
  authority: DatedFact & { laCode: string };
  uasc: DatedFact;
  sen: DatedFact & { status: string };
  care: { kind: 'all' | 'withoutRespite'; start: string; end: string | null };
  school: Omit<SchoolOn, 'schoolId' | 'name' | 'kind'> & {
    schoolId: string | null;
    name: string | null;
    kind: string;
    end: string | null;
  };
  locality: DatedFact & LocalityOn;
  episode: EpisodeOn;
  secret: ChildOn['secrets'][number];
};

/** The whole of a name and nothing else of its row: what is made from it holds no id and no dates of ours. */
const nameAlone = (name: PersonName | null): PersonName | null =>
  name && { surname: name.surname, forename: name.forename };

/**
 * Who some children, or everybody looked after on a date (short breaks among them), are on it: the one answer that the record,
 * the list, the search, the overview and what is behind its figures, and the packs give. A fixed number of queries,
 * whatever the number of children. A child that is not in the store, or not in the scope, is not in the answer.
 *
 * Source: domain.md section 1 (names, identifiers, locality, responsible authority, sealed records), section 4 (year group).
 * @example childrenOn(everybody, reader, [childId], '2025-03-31', today).get(childId)?.listName // 'HART, Alex'
 */
export const childrenOn = (
  inScope: InScope,
  reader: Pick<ReadConnection, 'prepare'>,
  which: readonly string[] | 'listed',
  asAt: string,
  today: string,
): Map<string, ChildOn> => assemble(inScope, reader, which, asAt, today, noKinds);

/** A child as figures count it: neither who it is nor where it lives is in it. */
export type CountedChild = Omit<
  ChildOn,
  | 'legal'
  | 'knownAs'
  | 'calledNow'
  | 'listName'
  | 'localId'
  | 'upn'
  | 'placement'
  | 'secretPlacement'
  | 'episodes'
  | 'secrets'
>;

const noKinds: ReadonlySet<keyof Rows> = new Set();
const notCounted: ReadonlySet<keyof Rows> = new Set(['name', 'identifier', 'episode', 'secret']);

/** Everybody looked after on a date as figures count them: the facts of `childrenOn`, without reading names and placements. */
export const countedChildrenOn = (
  reader: Pick<ReadConnection, 'prepare'>,
  asAt: string,
): ReadonlyMap<string, CountedChild> => assemble(everybody, reader, 'listed', asAt, asAt, notCounted);

function assemble(
  inScope: InScope,
  reader: Pick<ReadConnection, 'prepare'>,
  which: readonly string[] | 'listed',
  asAt: string,
  today: string,
  left: ReadonlySet<keyof Rows>,
): Map<string, ChildOn> {
  const asked =
    which === 'listed'
      ? (reader.prepare(`${listedChildren} SELECT childId FROM listed`).pluck().all({ asAt }) as string[])
      : which;
  const chosen = asked.filter(inScope.has);
  if (chosen.length === 0) return new Map();
  const ids = JSON.stringify(chosen);
  const rowsOf = <Kind extends keyof Rows>(kind: Kind) => {
    const byChild = new Map<string, Rows[Kind][]>();
    const id = kind === 'child' ? 'child.id' : 'child_id';
    const found = left.has(kind) ? [] : reader.prepare(`SELECT ${id} AS childId, ${identitySql[kind]}`).all({ ids });
    for (const row of found as (Rows[Kind] & { childId: string })[]) {
      const known = byChild.get(row.childId);
      if (known) known.push(row);
      else byChild.set(row.childId, [row]);
    }
    return (childId: string): readonly Rows[Kind][] => byChild.get(childId) ?? [];
  };
  const { laCode } = readAuthority(reader);
  const people = rowsOf('child');
  const facts = {
    ...{ name: rowsOf('name'), identifier: rowsOf('identifier'), birth: rowsOf('birth'), sen: rowsOf('sen') },
    ...{ authority: rowsOf('authority'), uasc: rowsOf('uasc'), care: rowsOf('care'), school: rowsOf('school') },
    ...{ locality: rowsOf('locality'), episode: rowsOf('episode'), secret: rowsOf('secret') },
  };
  const answer = new Map<string, ChildOn>();
  for (const childId of chosen) {
    const [person] = people(childId);
    if (!person) continue;
    const sealed = isSealed(person.sealedOn, asAt, today);
    const names = (kind: 'legal' | 'knownAs') =>
      sealed ? [] : facts.name(childId).filter((name) => name.kind === kind);
    const identifiers = (kind: 'localId' | 'upn') =>
      facts.identifier(childId).flatMap((each) => (each.kind === kind ? [{ ...each, value: each.identifier }] : []));
    const legal = nameAlone(identityOn(names('legal'), asAt));
    const localId = localIdOn(identifiers('localId'), asAt, laCode);
    const born = birthNowKnown(facts.birth(childId));
    const enrolments = facts.school(childId).filter(({ start, end }) => start <= asAt && (end === null || end >= asAt));
    const schools = enrolments.flatMap(({ schoolId, name, urn, kind, start, ncYear }): SchoolOn[] =>
      schoolId === null || name === null
        ? []
        : [{ schoolId, name, urn, kind: kind === 'dual' ? 'dual' : 'main', start, ncYear }],
    );
    const instead = enrolments.find(({ schoolId }) => schoolId === null);
    const localities = facts.locality(childId);
    const since = (kind: Rows['care']['kind']) =>
      facts
        .care(childId)
        .find((each) => each.kind === kind && each.start <= asAt && (each.end === null || each.end > asAt))?.start ??
      null;
    const [episodes, secrets] = [facts.episode(childId), facts.secret(childId)];
    const inCareSince = since('all');
    const responsibleAuthority = factOn(facts.authority(childId), asAt)?.laCode ?? null;
    answer.set(childId, {
      childId,
      sex: person.sex,
      sealed,
      legal,
      knownAs: nameAlone(factOn(names('knownAs'), asAt)),
      calledNow: nameAlone(identityOn(names('knownAs'), '9999-12-31')),
      listName: listNameOf(legal, localId ?? childId),
      localId,
      upn: sealed ? null : (identityOn(identifiers('upn'), asAt)?.value ?? null),
      dateOfBirth: born?.date ?? null,
      dateOfBirthDisputed: born?.disputed === 1,
      schools,
      withoutSchool: schools.length === 0 && instead ? { kind: instead.kind, from: instead.start } : null,
      ncYear: ncYearOn(asAt, enrolments[0] ?? null, born?.date ?? null),
      locality: factOn(localities, asAt),
      lastLocality: localities.findLast(({ from }) => from <= asAt) ?? null,
      responsibleAuthority,
      ownChild: responsibleAuthority === laCode,
      uasc: factOn(facts.uasc(childId), asAt) !== null,
      senStatus: factOn(facts.sen(childId), asAt)?.status ?? null,
      inCareSince,
      withoutRespiteSince: since('withoutRespite'),
      placement: inCareSince === null ? null : placementOn(episodes, asAt),
      secretPlacement: isSecretPlacement({ episodes, secrets }, asAt),
      episodes: [...episodes],
      secrets: [...secrets],
    });
  }
  return answer;
}
