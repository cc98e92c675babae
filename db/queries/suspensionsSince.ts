import type { ReadConnection } from '#db/open.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';

export type SuspensionRow = {
  academicYear: string;
  childId: string;
  category: string;
  startDate: string;
  sessions: number;
  status: string;
};

/** Every suspension and exclusion that began between two dates, inclusive, whatever its status. */
export const suspensionsSince = (reader: ReadConnection, from: string, to: string): SuspensionRow[] =>
  (
    reader
      .prepare(
        'SELECT child_id AS childId, category, start_date AS startDate, sessions, status FROM suspension WHERE start_date BETWEEN ? AND ?',
      )
      .all(from, to) as Omit<SuspensionRow, 'academicYear'>[]
  ).map((row) => ({ ...row, academicYear: academicYearOf(row.startDate) }));
