import type { Connection } from '#db/open.ts';

const ids = (connection: Connection, sql: string, value: unknown = []): string[] =>
  connection.prepare(sql).pluck().all(value) as string[];

/** Children who were placed in one of the districts on a day or after it. */
export const childrenPlacedIn = (connection: Connection, districtIds: readonly string[], from: string): string[] =>
  ids(
    connection,
    `SELECT DISTINCT child_id FROM episode
     WHERE placement_district_id IN (SELECT value FROM json_each(@districts)) AND (end_date IS NULL OR end_date >= @from)`,
    { districts: JSON.stringify(districtIds), from },
  );

/** The authority's own children who were placed outside it on a day or after it. */
export const childrenOutOfAuthority = (connection: Connection, laCode: string, from: string): string[] =>
  ids(
    connection,
    `SELECT DISTINCT episode.child_id FROM episode JOIN district ON district.id = placement_district_id AND district.la_code <> @laCode
     WHERE (end_date IS NULL OR end_date >= @from)
       AND EXISTS (SELECT 1 FROM child_responsible_authority AS own WHERE own.child_id = episode.child_id AND own.la_code = @laCode)`,
    { laCode, from },
  );

/** Children who had a statement or a plan on a day or after it. */
export const childrenWithPlan = (connection: Connection, from: string): string[] =>
  ids(
    connection,
    "SELECT DISTINCT child_id FROM sen_status WHERE status IN ('E', 'S') AND (valid_to IS NULL OR valid_to >= @from)",
    { from },
  );

/** Children in care now: for them alone the last year of the calendar is the last year they are counted in. */
export const childrenInCare = (connection: Connection): string[] =>
  ids(connection, 'SELECT DISTINCT child_id FROM care_period WHERE end_date IS NULL');

/** Everybody who was ever in care. */
export const allChildren = (connection: Connection): string[] => ids(connection, 'SELECT id FROM child');
