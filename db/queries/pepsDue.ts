import type { ReadConnection } from '#db/open.ts';
import { pepsAsAt, type VersionOfPep } from '#domain/peps/pepsAsAt.ts';

export type PepDueRow = VersionOfPep & {
  childId: string;
  /** The locality on the due date, or 'unallocated'. */
  locality: string;
  /** Whether the child was looked after on the due date; see `inCareOnDueDay`. */
  inCare: boolean;
};

type Row = Omit<PepDueRow, 'inCare'> & { inCare: number };

/** `end_date > min(due_on, @asAt)`: an end after the date had not come yet. */
const columns = `pep.id, pep.child_id AS childId, due_on AS due, version, amends_id AS amends, status, held_on AS held, submitted_on AS submitted,
  signed_off_on AS signedOff, graded_on AS gradedOn,
  coalesce((SELECT locality_id FROM locality_period WHERE locality_period.child_id = pep.child_id AND start_date <= due_on AND (end_date IS NULL OR end_date >= due_on)), 'unallocated') AS locality,
  EXISTS (SELECT 1 FROM care_period WHERE care_period.child_id = pep.child_id AND kind = 'all' AND start_date <= due_on AND (end_date IS NULL OR end_date > min(due_on, @asAt))) AS inCare`;

const standing = (rows: readonly Row[], asAt: string): PepDueRow[] =>
  [...Map.groupBy(rows, (row) => row.childId).values()].flatMap((peps) =>
    pepsAsAt(peps, asAt).map((pep) => ({ ...pep, inCare: pep.inCare === 1 })),
  );

/**
 * The PEPs of the authority's own children due between two dates, inclusive: of each the version that stood on the date,
 * in the order of their due dates.
 */
export const pepsDueBetween = (reader: ReadConnection, from: string, to: string, asAt: string): PepDueRow[] =>
  standing(
    reader
      .prepare(
        `SELECT ${columns} FROM pep WHERE due_on BETWEEN @from AND @to
           AND EXISTS (SELECT 1 FROM child_responsible_authority WHERE child_responsible_authority.child_id = pep.child_id AND la_code = (SELECT la_code FROM authority_profile)
             AND valid_from <= due_on AND (valid_to IS NULL OR valid_to >= due_on))
         ORDER BY due_on`,
      )
      .all({ from, to, asAt }) as Row[],
    asAt,
  ).sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
