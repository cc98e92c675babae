import type { ReadConnection } from '#db/open.ts';
import type { DatedFact } from './careFacts.ts';
import type { Origin } from './origins.ts';

export type ChildPerson = {
  sex: string | null;
  ethnicity: string | null;
  firstLanguage: string | null;
  sealedOn: string | null;
};

/** The child itself, or null where there is none with this id. */
export const readChild = (reader: ReadConnection, childId: string): ChildPerson | null =>
  (reader
    .prepare('SELECT sex, ethnicity, first_language AS firstLanguage, sealed_on AS sealedOn FROM child WHERE id = ?')
    .get(childId) as ChildPerson | undefined) ?? null;

const dated = 'valid_from AS "from", valid_to AS "to"';
const all =
  <Row>(sql: string) =>
  (reader: ReadConnection, childId: string): Row[] =>
    reader.prepare(sql).all(childId) as Row[];

/** Every query of a child's record by what it answers, each through an index on the child; a test holds them to it. */
export const childRecordSql = {
  names: `SELECT id, kind, surname, forename, ${dated} FROM child_name WHERE child_id = ? ORDER BY valid_from, kind DESC`,
  identifiers: `SELECT id, kind, value, issuer, ${dated} FROM child_identifier WHERE child_id = ? ORDER BY valid_from`,
  datesOfBirth: `SELECT id, date_of_birth AS dateOfBirth, disputed, ${dated} FROM child_date_of_birth WHERE child_id = ? ORDER BY valid_from`,
  professionals: `SELECT kind, name, ${dated} FROM child_professional WHERE child_id = ? ORDER BY valid_from`,
  sen: `SELECT id, status, ${dated} FROM sen_status WHERE child_id = ? ORDER BY valid_from`,
  carePeriods:
    'SELECT kind, start_date AS start, end_date AS "end" FROM care_period WHERE child_id = ? ORDER BY start_date',
  localities: `SELECT locality_id AS id, locality.name, start_date AS "from", end_date AS "to" FROM locality_period
    LEFT JOIN locality ON locality.id = locality_id WHERE child_id = ? ORDER BY start_date`,
  episodes: `SELECT episode.id, start_date AS start, end_date AS "end", legal_status AS legalStatus, need_code AS needCode,
    placement_type AS placementType, district.name AS placementDistrict, reason_started AS reasonStarted,
    reason_ceased AS reasonCeased, placement_postcode AS postcode, carer FROM episode LEFT JOIN district ON district.id = placement_district_id
    WHERE child_id = ? ORDER BY start_date`,
  enrolments: `SELECT enrolment.id, school_id AS schoolId, school.name AS schoolName, urn, nc_year AS ncYear, kind,
    part_time_sessions AS partTimeSessions, alternative_provision AS alternativeProvision, start_date AS "from",
    end_date AS "to" FROM enrolment LEFT JOIN school ON school.id = school_id WHERE child_id = ? ORDER BY start_date`,
} as const;

/** The row of a fact, and what it was last written by. */
export type Sourced = { id: string; origin: Origin };
export type NameFact = DatedFact & { id: string; kind: 'legal' | 'knownAs'; surname: string; forename: string | null };
export type IdentifierFact = DatedFact & { id: string; kind: string; value: string; issuer: string };
export type DateOfBirthFact = DatedFact & { id: string; dateOfBirth: string; disputed: number };
export type PeriodRow = { kind: 'all' | 'withoutRespite'; start: string; end: string | null };
export type LocalityFact = DatedFact & { id: string | null; name: string | null };
export type EpisodeRow = {
  id: string;
  start: string;
  end: string | null;
  legalStatus: string;
  needCode: string | null;
  placementType: string;
  placementDistrict: string | null;
  reasonStarted: string;
  reasonCeased: string | null;
  postcode: string | null;
  carer: string | null;
};
export type EnrolmentRow = DatedFact & {
  id: string;
  schoolId: string | null;
  schoolName: string | null;
  urn: string | null;
  ncYear: number | null;
  kind: string;
  partTimeSessions: number | null;
  alternativeProvision: number;
};

export const namesOfChild = all<NameFact>(childRecordSql.names);
export const identifiersOfChild = all<IdentifierFact>(childRecordSql.identifiers);
export const datesOfBirthOfChild = all<DateOfBirthFact>(childRecordSql.datesOfBirth);
export const professionalsOfChild = all<DatedFact & { kind: 'socialWorker' | 'reviewingOfficer'; name: string }>(
  childRecordSql.professionals,
);
export const senOfChild = all<DatedFact & { id: string; status: string }>(childRecordSql.sen);
export const carePeriodsOfChild = all<PeriodRow>(childRecordSql.carePeriods);
export const localitiesOfChild = all<LocalityFact>(childRecordSql.localities);
export const episodesOfChild = all<EpisodeRow>(childRecordSql.episodes);
export const enrolmentsOfChild = all<EnrolmentRow>(childRecordSql.enrolments);
