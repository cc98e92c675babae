import type { PackedDays } from '#db/derived/sessionDays.ts';
import type { ReadConnection } from '#db/open.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';

/** A child's days of an academic year in one locality, in care or not. */
export type DaysOfChild = { childId: string; locality: string; inCare: number; days: PackedDays };

/** Read in key order: a year's lines lie together. */
export const sessionDaysSql = 'SELECT child_id, locality, in_care, days FROM attendance_days WHERE academic_year = ?';

/** The days of every child in an academic year (see `sessionDays.ts`). */
export const sessionDays = (reader: ReadConnection, academicYear: AcademicYear): DaysOfChild[] =>
  (reader.prepare(sessionDaysSql).raw().all(academicYear) as [string, string, number, PackedDays][]).map(
    ([childId, locality, inCare, days]) => ({ childId, locality, inCare, days }),
  );
