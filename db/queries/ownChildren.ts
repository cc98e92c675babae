import type { ReadConnection } from '#db/open.ts';

export type OwnChildRow = {
  childId: string;
  inCareSince: string;
  /** null when no locality can be named. */
  locality: string | null;
  /** As now known (see `birthNowKnown`). */
  dateOfBirth: string | null;
  enrolmentStart: string | null;
  ncYear: number | null;
  schoolId: string | null;
  schoolName: string | null;
  uasc: number;
  senStatus: string | null;
};

/** What the overview counts by, of each of the authority's own children looked after on a date (respite left out). */
export const ownChildrenOn = (reader: ReadConnection, asAt: string): OwnChildRow[] =>
  reader
    .prepare(
      `SELECT care.child_id AS childId, care.start_date AS inCareSince,
         (SELECT locality_id FROM locality_period WHERE child_id = care.child_id AND start_date <= @asAt AND (end_date IS NULL OR end_date >= @asAt)) AS locality,
         (SELECT date_of_birth FROM child_date_of_birth WHERE child_id = care.child_id ORDER BY valid_to IS NOT NULL, valid_from DESC LIMIT 1) AS dateOfBirth,
         main.start_date AS enrolmentStart, main.nc_year AS ncYear, main.school_id AS schoolId, school.name AS schoolName,
         EXISTS (SELECT 1 FROM child_uasc WHERE child_id = care.child_id AND valid_from <= @asAt AND (valid_to IS NULL OR valid_to >= @asAt)) AS uasc,
         (SELECT status FROM sen_status WHERE child_id = care.child_id AND valid_from <= @asAt AND (valid_to IS NULL OR valid_to >= @asAt) ORDER BY valid_from DESC LIMIT 1) AS senStatus
       FROM care_period AS care
       LEFT JOIN enrolment AS main ON main.id = (SELECT id FROM enrolment WHERE child_id = care.child_id AND start_date <= @asAt AND (end_date IS NULL OR end_date >= @asAt)
         ORDER BY kind = 'dual', start_date DESC LIMIT 1)
       LEFT JOIN school ON school.id = main.school_id
       WHERE care.kind = 'withoutRespite' AND care.start_date <= @asAt AND (care.end_date IS NULL OR care.end_date > @asAt)
         AND EXISTS (SELECT 1 FROM child_responsible_authority WHERE child_id = care.child_id AND la_code = (SELECT la_code FROM authority_profile)
           AND valid_from <= @asAt AND (valid_to IS NULL OR valid_to >= @asAt))`,
    )
    .all({ asAt }) as OwnChildRow[];
