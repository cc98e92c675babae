import type { ReadConnection } from '#db/open.ts';

export type PepDueRow = {
  pepId: string;
  childId: string;
  due: string;
  held: string | null;
  submitted: string | null;
  signedOff: string | null;
  status: string;
  /** The locality on the due date, or 'unallocated'. */
  locality: string;
  /** The day care ended, null while it goes on. */
  careEnd: string | null;
  schoolId: string | null;
};

const columns = `pep.id AS pepId, pep.child_id AS childId, due_on AS due, held_on AS held, submitted_on AS submitted, signed_off_on AS signedOff, status,
  coalesce((SELECT locality_id FROM locality_period WHERE locality_period.child_id = pep.child_id AND start_date <= due_on AND (end_date IS NULL OR end_date >= due_on)), 'unallocated') AS locality,
  (SELECT CASE WHEN sum(end_date IS NULL) > 0 THEN NULL ELSE max(end_date) END FROM care_period WHERE care_period.child_id = pep.child_id AND kind = 'all') AS careEnd,
  school_id AS schoolId`;

/** The current version of each PEP of the authority's own children that is due between two dates, inclusive. */
export const pepsDueBetween = (reader: ReadConnection, from: string, to: string): PepDueRow[] =>
  reader
    .prepare(
      `SELECT ${columns} FROM pep WHERE due_on BETWEEN ? AND ?
         AND NOT EXISTS (SELECT 1 FROM pep AS later WHERE later.child_id = pep.child_id AND later.due_on = pep.due_on AND later.version > pep.version)
         AND EXISTS (SELECT 1 FROM child_responsible_authority WHERE child_responsible_authority.child_id = pep.child_id AND la_code = (SELECT la_code FROM authority_profile)
           AND valid_from <= due_on AND (valid_to IS NULL OR valid_to >= due_on))
       ORDER BY due_on`,
    )
    .all(from, to) as PepDueRow[];

/** PEPs handed in by a date and waiting for a grade. */
export const pepsToGrade = (reader: ReadConnection, asAt: string): { childId: string; submitted: string }[] =>
  reader
    .prepare(
      "SELECT child_id AS childId, submitted_on AS submitted FROM pep WHERE status = 'submitted' AND submitted_on <= ? AND (graded_on IS NULL OR graded_on > ?) ORDER BY submitted_on",
    )
    .all(asAt, asAt) as { childId: string; submitted: string }[];

export type GradedPep = { childId: string; grades: { section: string; grade: string | null; reason: string | null }[] };

/** The section grades of the latest PEP graded by a date, of each child in care on it. */
export const latestGradedPeps = (reader: ReadConnection, asAt: string): GradedPep[] =>
  (
    reader
      .prepare(
        `SELECT care_period.child_id AS childId,
           (SELECT group_concat(section || '=' || coalesce(grade, ''), '|') FROM pep_section WHERE pep_id =
             (SELECT id FROM pep WHERE pep.child_id = care_period.child_id AND graded_on <= @asAt ORDER BY graded_on DESC, version DESC LIMIT 1)) AS grades
         FROM care_period WHERE kind = 'withoutRespite' AND start_date <= @asAt AND (end_date IS NULL OR end_date > @asAt)`,
      )
      .all({ asAt }) as { childId: string; grades: string | null }[]
  ).flatMap(({ childId, grades }) =>
    grades === null
      ? []
      : [
          {
            childId,
            grades: grades.split('|').map((pair) => {
              const [section = '', grade = ''] = pair.split('=');
              return { section, grade: grade === '' ? null : grade, reason: null };
            }),
          },
        ],
  );
