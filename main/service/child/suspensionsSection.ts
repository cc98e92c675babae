import type { ChildRecord } from '#contract/children.ts';
import type { SchoolCalendar } from '#db/queries/attendanceCalendar.ts';
import type { Sourced } from '#db/queries/childRecord.ts';
import type { SuspensionRow } from '#db/queries/suspensions.ts';
import { academicYearOf, endOfAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { ReachOfSuspensions } from '#domain/exclusions/reachOfSuspensions.ts';
import { standingSuspendedDays } from '#domain/exclusions/standingSuspendedDays.ts';
import { isStanding, suspendedDays } from '#domain/exclusions/suspension.ts';
import { type SuspensionAlert, suspensionLimits } from '#domain/exclusions/suspensionLimits.ts';

const inWords = (alert: SuspensionAlert): string => {
  if (alert.kind === 'examAffected') return 'a public examination is affected';
  if (alert.kind === 'aboveYearLimit') return `${alert.days} days this year, above the limit of ${alert.limit}`;
  const must = alert.kind === 'aboveFifteenInTerm' ? 'governors must meet' : 'governors must meet if the parents ask';
  return `${alert.days} days in the ${alert.term} term, above ${alert.limit}: ${must}`;
};

/**
 * A child's suspensions and exclusions up to a date, newest first, with the standing days of its academic year and the
 * limits they have reached, in words; `reach` says how far suspensions of the year have reached the store. Source: domain.md section 7.
 */
export function suspensionsSection(
  rows: readonly (SuspensionRow & Sourced)[],
  asAt: PlainDate,
  calendar: SchoolCalendar,
  reach: ReachOfSuspensions | null,
): ChildRecord['suspensions'] {
  const known = rows.filter((row) => row.start <= asAt);
  const academicYear = academicYearOf(asAt);
  const words = suspensionLimits(known, academicYear, calendar).alerts.map(inWords);
  const examAffected = known.some(
    (row) =>
      row.examAffected &&
      isStanding(row) &&
      row.start >= startOfAcademicYear(academicYear) &&
      row.start <= endOfAcademicYear(academicYear),
  );
  if (examAffected) words.push('a public examination is affected');
  const sentence = words.join('; ');
  return {
    days: reach ? standingSuspendedDays(known, academicYear, asAt, calendar.isSchoolDay) : null,
    receivedTo: reach && !reach.covers ? reach.to : null,
    limitWords: sentence === '' ? null : sentence.charAt(0).toUpperCase() + sentence.slice(1),
    rows: known.map((row) => ({
      id: row.id,
      origin: row.origin,
      category: row.category,
      from: row.start,
      sessions: row.sessions,
      days: suspendedDays(row),
      reasons: row.reasons,
      status: row.status,
      standing: isStanding(row),
      schoolName: row.schoolName,
      examAffected: row.examAffected,
    })),
  };
}
