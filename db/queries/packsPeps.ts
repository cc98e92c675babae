import type { ReadConnection } from '#db/open.ts';

export type PackPep = {
  childId: string;
  id: string;
  version: number;
  amends: string | null;
  status: string;
  due: string;
  held: string | null;
  submitted: string | null;
  signedOff: string | null;
  gradedBy: string | null;
  gradedOn: string | null;
};

/** Every PEP of some children by child, in the order of their due dates and versions. */
export function packPeps(reader: ReadConnection, childIds: readonly string[]): Map<string, PackPep[]> {
  const rows = reader
    .prepare(
      `SELECT child_id AS childId, pep.id AS id, version, amends_id AS amends, status, due_on AS due, held_on AS held, submitted_on AS submitted,
         signed_off_on AS signedOff, graded_by AS gradedBy, graded_on AS gradedOn
       FROM json_each(?) CROSS JOIN pep ON child_id = value ORDER BY due_on, version, pep.id`,
    )
    .all(JSON.stringify(childIds)) as PackPep[];
  const peps = new Map<string, PackPep[]>();
  for (const row of rows) {
    const known = peps.get(row.childId);
    if (known) known.push(row);
    else peps.set(row.childId, [row]);
  }
  return peps;
}

export type PackPepSection = {
  pepId: string;
  section: string;
  filled: boolean;
  grade: string | null;
  reason: string | null;
};

export const pepSectionsSql = `SELECT pep_id AS pepId, section, filled, grade, reason FROM json_each(?) CROSS JOIN pep_section ON pep_id = value`;

/** The sections of some PEPs, by PEP. */
export function packPepSections(reader: ReadConnection, pepIds: readonly string[]): Map<string, PackPepSection[]> {
  const sections = new Map<string, PackPepSection[]>();
  const rows = reader.prepare(pepSectionsSql).all(JSON.stringify(pepIds)) as (Omit<PackPepSection, 'filled'> & {
    filled: number;
  })[];
  for (const row of rows) {
    const section = { ...row, filled: row.filled === 1 };
    const known = sections.get(row.pepId);
    if (known) known.push(section);
    else sections.set(row.pepId, [section]);
  }
  return sections;
}

export type PackPepTarget = {
  pepId: string;
  what: string;
  who: string;
  when: string;
  where: string | null;
  howOften: string | null;
  evaluation: string;
  evidence: string | null;
};

/** The SMART targets of some PEPs, by PEP, in their order. */
export function packPepTargets(reader: ReadConnection, pepIds: readonly string[]): Map<string, PackPepTarget[]> {
  const targets = new Map<string, PackPepTarget[]>();
  const rows = reader
    .prepare(
      `SELECT pep_id AS pepId, what, who, when_by AS "when", where_place AS "where", how_often AS howOften, evaluation, evidence
       FROM json_each(?) CROSS JOIN pep_target ON pep_id = value ORDER BY pep_id, position`,
    )
    .all(JSON.stringify(pepIds)) as PackPepTarget[];
  for (const row of rows) {
    const known = targets.get(row.pepId);
    if (known) known.push(row);
    else targets.set(row.pepId, [row]);
  }
  return targets;
}
