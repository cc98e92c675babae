import type { CohortRow, SessionsRow } from '#db/queries/cohorts.ts';
import { isPersistentAbsentee } from '#domain/attendance/isPersistentAbsentee.ts';
import { isSeverelyAbsent } from '#domain/attendance/isSeverelyAbsent.ts';
import { missed25DaysOrMore } from '#domain/attendance/missed25DaysOrMore.ts';
import { persistentAbsenceRule } from '#domain/attendance/persistentAbsenceRule.ts';
import { absentSessions, addSessions, possibleSessions, type SessionCounts } from '#domain/attendance/sessionCounts.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { counted, type Member, type MemberKind, missing } from './member.ts';

export type AttendanceMeasureId = Extract<MeasureId, `absence-${string}`>;

export const attendanceKind = (measure: AttendanceMeasureId): MemberKind =>
  measure === 'absence-overall' || measure === 'absence-unauthorised' ? 'sessions' : 'share';

/** Reception to year 11: the children whose attendance the measures are about. */
export const schoolYears = [0, 11] as const;

const missedWords = (missed: number, possible: number) => `${missed} of ${possible} sessions missed`;

/**
 * Members of an attendance measure of one academic year. Rates of sessions count each session in the locality of its own
 * date; measures of children count each child once, with all its sessions, in the locality of its latest ones. A child
 * without a possible session is missing: no percentage without sessions enters a measure (domain.md section 6).
 */
export function attendanceMembers(
  measure: AttendanceMeasureId,
  academicYear: AcademicYear,
  cohort: readonly CohortRow[],
  sessions: ReadonlyMap<string, readonly SessionsRow[]>,
): Member[] {
  const members: Member[] = [];
  const bySessions = attendanceKind(measure) === 'sessions';
  for (const child of cohort) {
    const own = sessions.get(child.childId)?.filter((row) => possibleSessions(row) > 0);
    if (!own || own.length === 0) members.push(missing(child.childId, child.locality, () => 'no sessions recorded'));
    else if (bySessions) for (const row of own) members.push(bySession(measure, row));
    else members.push(byChild(measure, academicYear, own));
  }
  return members;
}

function bySession(measure: AttendanceMeasureId, row: SessionsRow): Member {
  const possible = possibleSessions(row);
  const numerator = measure === 'absence-unauthorised' ? row.unauthorised : absentSessions(row);
  const without = measure === 'absence-unauthorised' ? ' without authorisation' : '';
  return counted(row.childId, row.locality, numerator, possible, () => `${missedWords(numerator, possible)}${without}`);
}

function byChild(measure: AttendanceMeasureId, academicYear: AcademicYear, rows: readonly SessionsRow[]): Member {
  let latest = rows[0] as SessionsRow;
  let all: SessionCounts = latest;
  for (const row of rows.slice(1)) {
    const later =
      row.lastMonth > latest.lastMonth ||
      (row.lastMonth === latest.lastMonth && possibleSessions(row) > possibleSessions(latest));
    if (later) latest = row;
    all = addSessions(all, row);
  }
  const verdict = verdictOf(measure, academicYear, all);
  const words = () => missedWords(absentSessions(all), possibleSessions(all));
  return verdict === null
    ? missing(latest.childId, latest.locality, words)
    : counted(latest.childId, latest.locality, verdict ? 1 : 0, 1, words);
}

function verdictOf(measure: AttendanceMeasureId, academicYear: AcademicYear, counts: SessionCounts): boolean | null {
  switch (measure) {
    case 'absence-severe-50':
      return isSeverelyAbsent(counts);
    case 'absence-missed-25-days':
      return missed25DaysOrMore(counts);
    case 'absence-persistent-10':
      // The 10 % definition, applied back to years that were published with other thresholds at the time.
      return isPersistentAbsentee(
        counts,
        persistentAbsenceRule(academicYear >= '2015/16' ? academicYear : '2015/16') ?? never(),
      );
    default: {
      const rule = persistentAbsenceRule(academicYear);
      return rule ? isPersistentAbsentee(counts, rule) : null;
    }
  }
}

function never(): never {
  throw new Error('There is no rule of persistent absence for 2015/16.');
}
