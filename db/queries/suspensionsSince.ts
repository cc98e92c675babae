import type { ReadConnection } from '#db/open.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';

export type SuspensionRow = {
  academicYear: string;
  childId: string;
  category: string;
  startDate: string;
  sessions: number;
  status: string;
  /** The locality on the first day, or 'unallocated'; null where the child was not in care then. */
  locality: string | null;
};

/** Every suspension and exclusion that began between two dates, inclusive, whatever its status. */
export const suspensionsSince = (reader: ReadConnection, from: string, to: string): SuspensionRow[] =>
  (
    reader
      .prepare(
        `SELECT child_id AS childId, category, start_date AS startDate, sessions, status,
           (SELECT coalesce(locality_id, 'unallocated') FROM locality_period WHERE locality_period.child_id = suspension.child_id
             AND locality_period.start_date <= suspension.start_date AND (end_date IS NULL OR end_date >= suspension.start_date)) AS locality
         FROM suspension WHERE start_date BETWEEN ? AND ? ORDER BY start_date`,
      )
      .all(from, to) as Omit<SuspensionRow, 'academicYear'>[]
  ).map((row) => ({ ...row, academicYear: academicYearOf(row.startDate) }));
