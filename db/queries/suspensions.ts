import type { ReadConnection } from '#db/open.ts';
import type { ExclusionCategory } from '#domain/exclusions/exclusionReasons.ts';
import type { ExclusionStatus } from '#domain/exclusions/suspension.ts';
import { byChild } from './byChild.ts';

export type SuspensionRow = {
  childId: string;
  id: string;
  category: ExclusionCategory;
  start: string;
  sessions: number;
  /** Codes, one to three. */
  reasons: string[];
  status: ExclusionStatus;
  schoolName: string | null;
  examAffected: boolean;
};

/** Through the index on the child; a test holds it to that. */
export const suspensionsOfChildrenSql = `SELECT child_id AS childId, suspension.id AS id, category, start_date AS start, sessions, reason_1,
  reason_2, reason_3, status, school.name AS schoolName, exam_affected AS examAffected FROM json_each(?)
  CROSS JOIN suspension ON child_id = value LEFT JOIN school ON school.id = school_id ORDER BY start_date DESC, suspension.id`;

type Stored = Omit<SuspensionRow, 'reasons' | 'examAffected'> &
  Record<'reason_1' | 'reason_2' | 'reason_3', string | null> & { examAffected: number };

/** Suspensions and exclusions of some children, whatever became of them, newest first, by child. */
export const suspensionsOfChildren = (
  reader: ReadConnection,
  childIds: readonly string[],
): Map<string, SuspensionRow[]> =>
  byChild(
    (reader.prepare(suspensionsOfChildrenSql).all(JSON.stringify(childIds)) as Stored[]).map(
      ({ reason_1, reason_2, reason_3, examAffected, ...row }) => ({
        ...row,
        reasons: [reason_1, reason_2, reason_3].filter((code) => code !== null),
        examAffected: examAffected === 1,
      }),
    ),
  );
