import type { ReadConnection } from '../open.ts';

/** Which children have an enrolment or a PEP at each school. */
export function childrenOfSchools(reader: Pick<ReadConnection, 'prepare'>): Map<string, Set<string>> {
  const of = new Map<string, Set<string>>();
  const pairs = reader
    .prepare<[], { schoolId: string; childId: string }>(
      `SELECT school_id AS schoolId, child_id AS childId FROM enrolment WHERE school_id IS NOT NULL
       UNION SELECT school_id, child_id FROM pep WHERE school_id IS NOT NULL ORDER BY 1, 2`,
    )
    .all();
  for (const { schoolId, childId } of pairs) {
    const children = of.get(schoolId) ?? new Set();
    of.set(schoolId, children.add(childId));
  }
  return of;
}

/** The links between schools that are held, by the schools' numbers. */
export const heldLinks = (reader: Pick<ReadConnection, 'prepare'>) =>
  reader
    .prepare<[], { from: string; to: string; on: string; kind: string }>(
      `SELECT one.urn AS "from", other.urn AS "to", linked_on AS "on", kind FROM school_link
       JOIN school AS one ON one.id = from_school_id JOIN school AS other ON other.id = to_school_id
       WHERE one.urn IS NOT NULL AND other.urn IS NOT NULL ORDER BY 1, 2`,
    )
    .all();
