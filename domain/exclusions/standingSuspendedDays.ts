import { type AcademicYear, endOfAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { earlierOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { isStanding, type Suspension } from './suspension.ts';
import { suspensionDates } from './suspensionDates.ts';

/**
 * School days a child was suspended between two dates, both inclusive, counting standing suspensions only and each session
 * on the day it fell. Half days are possible.
 *
 * Source: domain section 7.
 * Example: 5 sessions from 2024-09-06, asked from 2024-09-09 to 2024-09-30: 1.5 days.
 */
export const suspendedDaysBetween = (
  suspensions: readonly Suspension[],
  from: PlainDate,
  to: PlainDate,
  isSchoolDay: (date: PlainDate) => boolean,
): number => {
  let sessions = 0;
  for (const suspension of suspensions) {
    if (!isStanding(suspension) || suspension.start > to) continue;
    for (const each of suspensionDates(suspension, isSchoolDay)) {
      if (each.date >= from && each.date <= to) sessions += each.sessions;
    }
  }
  return sessions / 2;
};

/**
 * Standing suspended days of an academic year up to and including a date. Within one academic year a later date never
 * gives less.
 *
 * Source: domain section 7 (at most 45 school days in an academic year).
 * Example: suspensions of 4 and 6 sessions in the autumn, the second quashed: 2 days on any date after the first.
 */
export const standingSuspendedDays = (
  suspensions: readonly Suspension[],
  academicYear: AcademicYear,
  asAt: PlainDate,
  isSchoolDay: (date: PlainDate) => boolean,
): number =>
  suspendedDaysBetween(
    suspensions,
    startOfAcademicYear(academicYear),
    earlierOf(asAt, endOfAcademicYear(academicYear)),
    isSchoolDay,
  );
