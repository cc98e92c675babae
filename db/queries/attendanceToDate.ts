import { daysUntil, type PackedDays, sumDays } from '#db/derived/sessionDays.ts';
import type { ReadConnection } from '#db/open.ts';
import { addSessions, type SessionCounts } from '#domain/attendance/sessionCounts.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { listedChildren } from './careFacts.ts';

/** Days of the academic year of everybody looked after on `@asAt`, a line for each locality, in care and not. */
export const listedDaysSql = `${listedChildren} SELECT childId, days FROM listed
  CROSS JOIN attendance_days ON academic_year = @academicYear AND child_id = childId`;

/**
 * Sessions of this academic year up to and including a date, of everybody looked after on it, from the days kept with the
 * marks. A child without marks is not in the map.
 */
export function attendanceToDate(reader: ReadConnection, asAt: string): Map<string, SessionCounts> {
  const academicYear = academicYearOf(asAt);
  const end = daysUntil(academicYear, asAt);
  const rows = reader.prepare(listedDaysSql).raw().all({ asAt, academicYear }) as [string, PackedDays][];
  const counts = new Map<string, SessionCounts>();
  for (const [childId, days] of rows) {
    const { last, ...sums } = sumDays(days, 0, end);
    if (last < 0) continue;
    const before = counts.get(childId);
    counts.set(childId, before ? addSessions(before, sums) : sums);
  }
  return counts;
}
