import type { ReadConnection } from '#db/open.ts';
import { academicYearOf, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import type { ExclusionCategory } from '#domain/exclusions/exclusionReasons.ts';
import { standingSuspendedDays } from '#domain/exclusions/standingSuspendedDays.ts';
import type { ExclusionStatus, Suspension } from '#domain/exclusions/suspension.ts';
import type { SchoolCalendar } from './attendanceCalendar.ts';
import { suspensionsReach } from './dataReaches.ts';

export const suspensionsSinceSql =
  'SELECT child_id, category, status, start_date, sessions FROM suspension WHERE start_date BETWEEN ? AND ?';

/** 45 school days, the most in a year, reach over a summer holiday at most this far. */
const LONGEST_REACH_IN_DAYS = 120;

/** Every suspension that may reach into the academic year of a date, begun by the date: by child. */
export function suspensionsReachingInto(reader: ReadConnection, asAt: string): Map<string, Suspension[]> {
  const rows = reader
    .prepare(suspensionsSinceSql)
    .raw()
    .all(addDays(startOfAcademicYear(academicYearOf(asAt)), -LONGEST_REACH_IN_DAYS), asAt) as [
    string,
    ExclusionCategory,
    ExclusionStatus,
    string,
    number,
  ][];
  const byChild = new Map<string, Suspension[]>();
  for (const [childId, category, status, start, sessions] of rows) {
    const suspension = { category, status, start, sessions };
    const known = byChild.get(childId);
    if (known) known.push(suspension);
    else byChild.set(childId, [suspension]);
  }
  return byChild;
}

/**
 * Standing suspended school days of the academic year up to and including a date, by child; a child that is not in the map
 * has none up to the day that files reach to. Null where none of the year has reached the store: then nobody's are known.
 */
export function suspendedDaysToDate(
  reader: ReadConnection,
  asAt: string,
  { isSchoolDay }: Pick<SchoolCalendar, 'isSchoolDay'>,
): Map<string, number> | null {
  const academicYear = academicYearOf(asAt);
  if (suspensionsReach(reader, academicYear, asAt) === null) return null;
  return new Map(
    [...suspensionsReachingInto(reader, asAt)].map(([childId, suspensions]) => [
      childId,
      standingSuspendedDays(suspensions, academicYear, asAt, isSchoolDay),
    ]),
  );
}
