import type { ReadConnection } from '#db/open.ts';
import type { PepStatus } from '#domain/peps/pepLifecycle.ts';
import { byChild } from './byChild.ts';

export type PepRow = {
  childId: string;
  id: string;
  version: number;
  amends: string | null;
  reason: string;
  status: PepStatus;
  due: string;
  held: string | null;
  submitted: string | null;
  signedOff: string | null;
  schoolName: string | null;
  gradedBy: string | null;
  gradedOn: string | null;
};
export type PepSectionRow = {
  pepId: string;
  section: string;
  filled: boolean;
  grade: string | null;
  reason: string | null;
};
export type PepTargetRow = {
  id: string;
  pepId: string;
  what: string;
  when: string;
  where: string | null;
  who: string;
  howOften: string | null;
  cost: number | null;
  evaluation: string;
  evidence: string | null;
};

/** Each through an index on the child or the PEP; a test holds them to it. */
export const pepSql = {
  peps: `SELECT child_id AS childId, pep.id AS id, version, amends_id AS amends, reason, status, due_on AS due, held_on AS held,
    submitted_on AS submitted, signed_off_on AS signedOff, school.name AS schoolName, graded_by AS gradedBy, graded_on AS gradedOn
    FROM json_each(?) CROSS JOIN pep ON child_id = value LEFT JOIN school ON school.id = school_id
    ORDER BY due_on DESC, version DESC, pep.id`,
  sections: `SELECT pep_id AS pepId, section, filled, grade, reason FROM json_each(?) CROSS JOIN pep_section ON pep_id = value`,
  targets: `SELECT pep_target.id AS id, pep_id AS pepId, what, when_by AS "when", where_place AS "where", who, how_often AS howOften,
    cost_pounds AS cost, evaluation, evidence FROM json_each(?) CROSS JOIN pep_target ON pep_id = value ORDER BY pep_id, position`,
} as const;

/** Every version of every PEP of some children, by child, the one due last first. */
export const pepsOfChildren = (reader: ReadConnection, childIds: readonly string[]): Map<string, PepRow[]> =>
  byChild(reader.prepare(pepSql.peps).all(JSON.stringify(childIds)) as PepRow[]);

/** The sections of some PEPs, by PEP. */
export const sectionsOfPeps = (reader: ReadConnection, pepIds: readonly string[]): Map<string, PepSectionRow[]> =>
  Map.groupBy(
    (
      reader.prepare(pepSql.sections).all(JSON.stringify(pepIds)) as (Omit<PepSectionRow, 'filled'> & {
        filled: number;
      })[]
    ).map((row) => ({ ...row, filled: row.filled === 1 })),
    ({ pepId }) => pepId,
  );

/** The SMART targets of some PEPs, by PEP, in their order. */
export const targetsOfPeps = (reader: ReadConnection, pepIds: readonly string[]): Map<string, PepTargetRow[]> =>
  Map.groupBy(reader.prepare(pepSql.targets).all(JSON.stringify(pepIds)) as PepTargetRow[], ({ pepId }) => pepId);
