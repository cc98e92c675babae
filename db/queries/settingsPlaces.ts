import type { Connection, ReadConnection } from '#db/open.ts';

type Reader = Connection | ReadConnection;

export type ProfileRow = { id: string; name: string; virtualSchoolName: string; laCode: string };

/** The authority whose store it is. */
export const readProfile = (reader: Reader): ProfileRow =>
  reader
    .prepare(
      'SELECT id, name, virtual_school_name AS virtualSchoolName, la_code AS laCode FROM authority_profile LIMIT 1',
    )
    .get() as ProfileRow;

/** How many published figures name a geography, and how many children the authority is responsible for. */
export const profileCounts = (reader: Reader, profile: ProfileRow): { publishedFigures: number; ownChildren: number } =>
  reader
    .prepare(
      `SELECT (SELECT count(*) FROM benchmark WHERE geography = ?) AS publishedFigures,
         (SELECT count(DISTINCT child_id) FROM child_responsible_authority WHERE la_code = ?) AS ownChildren`,
    )
    .get(profile.name, profile.laCode) as { publishedFigures: number; ownChildren: number };

export type LocalityRecord = {
  localityId: string;
  name: string;
  shortName: string;
  position: number;
  from: string;
  to: string | null;
};

/** Every locality there was, is or will be, in the order in which screens list them. */
export const allLocalities = (reader: Reader): LocalityRecord[] =>
  reader
    .prepare(
      `SELECT id AS localityId, name, short_name AS shortName, position, valid_from AS "from", valid_to AS "to"
       FROM locality ORDER BY position, valid_from`,
    )
    .all() as LocalityRecord[];

export type DistrictRecord = {
  districtId: string;
  code: string;
  name: string;
  formerName: string | null;
  laCode: string;
};

/** Every district, by name. */
export const allDistricts = (reader: Reader): DistrictRecord[] =>
  reader
    .prepare(
      'SELECT id AS districtId, code, name, former_name AS formerName, la_code AS laCode FROM district ORDER BY name',
    )
    .all() as DistrictRecord[];

export type DistrictSpan = { districtId: string; localityId: string; from: string; to: string | null };

/** Which locality each district belongs to over time, oldest first. */
export const districtSpans = (reader: Reader): DistrictSpan[] =>
  reader
    .prepare(
      `SELECT district_id AS districtId, locality_id AS localityId, valid_from AS "from", valid_to AS "to"
       FROM locality_district ORDER BY valid_from`,
    )
    .all() as DistrictSpan[];

export type CohortSpan = {
  cohort: 'outOfAuthority' | 'specialEducationalNeeds';
  localityId: string;
  precedence: number;
  from: string;
  to: string | null;
};

/** Who leads each special cohort over time; of one date, in the order in which attribution looks at them. */
export const cohortSpans = (reader: Reader): CohortSpan[] =>
  reader
    .prepare(
      `SELECT cohort, locality_id AS localityId, precedence, valid_from AS "from", valid_to AS "to"
       FROM locality_cohort ORDER BY precedence, valid_from`,
    )
    .all() as CohortSpan[];

/** Names of the assistant heads of a day, by locality: who covers among them. */
export const headsByLocality = (reader: Reader, day: string): Map<string, string[]> => {
  const rows = reader
    .prepare(
      `SELECT user_role.locality_id AS localityId, name FROM user_role JOIN user ON user.id = user_id
       WHERE user_role.role = 'assistantHead' AND active = 1 AND user_role.locality_id IS NOT NULL
         AND coalesce(valid_from <= @day, 1) AND coalesce(valid_to >= @day, 1) ORDER BY name`,
    )
    .all({ day }) as { localityId: string; name: string }[];
  const heads = new Map<string, string[]>();
  for (const { localityId, name } of rows) heads.set(localityId, [...(heads.get(localityId) ?? []), name]);
  return heads;
};

export type PostcodeAreaRow = { area: string; districtId: string };

/** The postcode areas in force on a date. */
export const postcodeAreasOn = (reader: Reader, date: string): PostcodeAreaRow[] =>
  reader
    .prepare(
      `SELECT postcode_area AS area, district_id AS districtId FROM postcode_area
       WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY postcode_area`,
    )
    .all(date, date) as PostcodeAreaRow[];

export type PlacementPostcode = { episodeId: string; postcode: string; start: string; districtId: string | null };

/** Placements whose postcode begins with an area: all that a change of that area can concern. */
export const placementsIn = (reader: Reader, area: string): PlacementPostcode[] =>
  reader
    .prepare(
      `SELECT id AS episodeId, placement_postcode AS postcode, start_date AS start, placement_district_id AS districtId
       FROM episode WHERE substr(placement_postcode, 1, length(@area)) = @area`,
    )
    .all({ area }) as PlacementPostcode[];

/** Placements no district is known for: by the first half of their postcode, with how many go on today. */
export function unresolvedPlacements(reader: Reader, today: string) {
  const found = reader
    .prepare(
      `SELECT CASE WHEN instr(placement_postcode, ' ') > 0 THEN substr(placement_postcode, 1, instr(placement_postcode, ' ') - 1)
           ELSE placement_postcode END AS area,
         count(*) AS placements, sum(end_date IS NULL OR end_date > ?) AS now
       FROM episode WHERE placement_district_id IS NULL GROUP BY 1 ORDER BY now DESC, placements DESC, area`,
    )
    .all(today) as { area: string | null; placements: number; now: number }[];
  return {
    rows: found.filter((row): row is typeof row & { area: string } => row.area !== null),
    withoutPostcode: found.find((row) => row.area === null)?.placements ?? 0,
  };
}
