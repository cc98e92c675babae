import { daysUntil, sumDays } from '#db/derived/sessionDays.ts';
import type { ReadConnection } from '#db/open.ts';
import type { SessionsRow } from '#db/queries/cohorts.ts';
import { sessionDays } from '#db/queries/sessionsToDate.ts';
import { type AcademicYear, endOfAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** The last day whose marks a report as at a date reads in an academic year. */
export const lastDayRead = (academicYear: AcademicYear, asAt: PlainDate): PlainDate =>
  asAt < endOfAcademicYear(academicYear) ? asAt : endOfAcademicYear(academicYear);

/**
 * Sessions of every child in an academic year up to and including a date, by the locality of each session's own date: a
 * row for each locality, in care and not. Read from the days kept with the marks, one line a row.
 */
export function sessionsToDate(reader: ReadConnection, academicYear: AcademicYear, asAt: PlainDate): SessionsRow[] {
  const until = lastDayRead(academicYear, asAt);
  if (until < startOfAcademicYear(academicYear)) return [];
  const end = daysUntil(academicYear, until);
  const rows: SessionsRow[] = [];
  for (const { childId, locality, inCare, days } of sessionDays(reader, academicYear)) {
    const { last, ...counts } = sumDays(days, 0, end);
    if (last >= 0) rows.push({ academicYear, childId, locality, inCare, ...counts });
  }
  return rows;
}
