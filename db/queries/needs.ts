import type { ReadConnection } from '#db/open.ts';
import type { Exclusion, RollSpan } from '#domain/exclusions/excludedWithoutProvision.ts';
import { listedChildren } from './careFacts.ts';

/**
 * Children missing from a full looked-after list whom nobody has decided about by the date. Where care has ended since,
 * the question is answered: such a child is no possible leaver any more.
 */
export const openPossibleLeavers = (reader: ReadConnection, asAt: string): { childId: string; noticedOn: string }[] =>
  reader
    .prepare(
      `SELECT child_id AS childId, noticed_on AS noticedOn FROM possible_leaver WHERE noticed_on <= @asAt AND (resolved_on IS NULL OR resolved_on > @asAt)
         AND EXISTS (SELECT 1 FROM care_period WHERE care_period.child_id = possible_leaver.child_id AND kind = 'all'
           AND start_date <= noticed_on AND (end_date IS NULL OR end_date > @asAt))
       ORDER BY noticed_on`,
    )
    .all({ asAt }) as { childId: string; noticedOn: string }[];

/** The day each of the children's last enrolment at a school ended, for those it ended before the date. */
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
           WHERE end_date < ? AND school_id IS NOT NULL GROUP BY child_id`,
        )
        .all(JSON.stringify(childIds), asAt) as { childId: string; ended: string }[]
    ).map(({ childId, ended }) => [childId, ended]),
  );

const grouped = <Row extends { childId: string }>(rows: readonly Row[]) => Map.groupBy(rows, (row) => row.childId);

/** The permanent exclusions that began by a date, by child. */
export const exclusionsOf = (reader: ReadConnection, asAt: string): Map<string, (Exclusion & { childId: string })[]> =>
  grouped(
    reader
      .prepare(
        "SELECT child_id AS childId, category, status, start_date AS start, school_id AS schoolId FROM suspension WHERE category = 'PERM' AND start_date <= ?",
      )
      .all(asAt) as (Exclusion & { childId: string })[],
  );

/** When some children were on which school's roll, or taught elsewhere; the wait for a place is neither. */
export const rollsOf = (
  reader: ReadConnection,
  childIds: readonly string[],
): Map<string, (RollSpan & { childId: string })[]> =>
  grouped(
    reader
      .prepare(
        "SELECT child_id AS childId, school_id AS schoolId, start_date AS start, end_date AS end FROM json_each(?) CROSS JOIN enrolment ON child_id = value WHERE kind <> 'noPlace'",
      )
      .all(JSON.stringify(childIds)) as (RollSpan & { childId: string })[],
  );

/** When the period of care, short breaks among it, began that holds a date, by child. */
export const careBegan = (reader: ReadConnection, asAt: string): Map<string, string> =>
  new Map(
    reader.prepare(`${listedChildren} SELECT childId, inCareSince FROM listed`).raw().all({ asAt }) as [
      string,
      string,
    ][],
  );
