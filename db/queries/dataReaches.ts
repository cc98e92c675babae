import type { ReadConnection } from '#db/open.ts';
import { type AcademicYear, endOfAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';

/**
 * Whether suspensions and exclusions of an academic year have reached the store: any of it, of whoever and whatever became
 * of it. Where none has, nobody's suspensions of the year are known, and a nought would be made up.
 */
export const suspensionsReach = (reader: ReadConnection, academicYear: AcademicYear): boolean =>
  reader
    .prepare('SELECT 1 FROM suspension WHERE start_date BETWEEN ? AND ? LIMIT 1')
    .get(startOfAcademicYear(academicYear), endOfAcademicYear(academicYear)) !== undefined;
