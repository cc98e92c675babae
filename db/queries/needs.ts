import type { ReadConnection } from '#db/open.ts';

/** Children missing from a full looked-after list whom nobody has decided about by the date, and who are still in care on it. */
export const openPossibleLeavers = (reader: ReadConnection, asAt: string): { childId: string; noticedOn: string }[] =>
  reader
    .prepare(
      `SELECT child_id AS childId, noticed_on AS noticedOn FROM possible_leaver WHERE noticed_on <= @asAt AND (resolved_on IS NULL OR resolved_on > @asAt)
         AND EXISTS (SELECT 1 FROM care_period WHERE care_period.child_id = possible_leaver.child_id AND kind = 'all'
           AND start_date <= @asAt AND (end_date IS NULL OR end_date > @asAt)) ORDER BY noticed_on`,
    )
    .all({ asAt }) as { childId: string; noticedOn: string }[];

/** The day each of the children's last enrolment ended, for those it ended before the date. */
export const withoutSchoolSince = (
  reader: ReadConnection,
  asAt: string,
  childIds: readonly string[],
): Map<string, string> =>
  new Map(
    (
      reader
        .prepare(
          `SELECT child_id AS childId, max(end_date) AS ended FROM json_each(?) CROSS JOIN enrolment ON child_id = value
           WHERE end_date < ? GROUP BY child_id`,
        )
        .all(JSON.stringify(childIds), asAt) as { childId: string; ended: string }[]
    ).map(({ childId, ended }) => [childId, ended]),
  );
