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
