import type { CohortRow, SessionsRow } from '#db/queries/cohorts.ts';
import { isPersistentAbsentee } from '#domain/attendance/isPersistentAbsentee.ts';
import { isSeverelyAbsent } from '#domain/attendance/isSeverelyAbsent.ts';
import { missed25DaysOrMore } from '#domain/attendance/missed25DaysOrMore.ts';
import { type PersistentAbsenceRule, persistentAbsenceRule } from '#domain/attendance/persistentAbsenceRule.ts';
import {
  absentSessions,
  addSessions,
  possibleSessions,
  type SessionCounts,
  sumSessions,
} from '#domain/attendance/sessionCounts.ts';
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
 * Members of an attendance measure of one academic year. A child's `locality` is that of its last day in care up to the
 * date (see `inLastLocality`): there it counts, once, in measures of children, with all its sessions, and there stay its
 * sessions of days not in care, which are part of the whole year. In rates of sessions each session of a day in care counts
 * in the locality of that day. A child without a possible session is missing: no percentage without sessions enters a
 * measure (domain.md section 6).
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
    else if (bySessions) members.push(...bySession(measure, child, own));
    else members.push(byChild(measure, academicYear, child, own));
  }
  return members;
}

/** Who is a persistent absentee by a rule, at its threshold for a half-term: each child once, in its `locality`. */
export const persistentMembers = (
  cohort: readonly CohortRow[],
  sessions: ReadonlyMap<string, readonly SessionsRow[]>,
  rule: PersistentAbsenceRule,
  halfTerm: number = rule.halfTerms,
): Member[] =>
  cohort.map(({ childId, locality }) => {
    const all = sumSessions(sessions.get(childId) ?? []);
    const verdict = isPersistentAbsentee(all, rule, halfTerm);
    return verdict === null
      ? missing(childId, locality, () => 'no sessions recorded')
      : counted(childId, locality, verdict ? 1 : 0, 1, () => missedWords(absentSessions(all), possibleSessions(all)));
  });

/** The child's sessions, one member a locality. */
function bySession(measure: AttendanceMeasureId, child: CohortRow, rows: readonly SessionsRow[]): Member[] {
  const sums = new Map<string, SessionCounts>();
  for (const row of rows) {
    const locality = row.inCare === 1 ? row.locality : child.locality;
    const before = sums.get(locality);
    sums.set(locality, before ? addSessions(before, row) : row);
  }
  return [...sums].map(([locality, sum]) => {
    const possible = possibleSessions(sum);
    const numerator = measure === 'absence-unauthorised' ? sum.unauthorised : absentSessions(sum);
    const without = measure === 'absence-unauthorised' ? ' without authorisation' : '';
    return counted(child.childId, locality, numerator, possible, () => `${missedWords(numerator, possible)}${without}`);
  });
}

function byChild(
  measure: AttendanceMeasureId,
  academicYear: AcademicYear,
  { childId, locality }: CohortRow,
  rows: readonly SessionsRow[],
): Member {
  const all = sumSessions(rows);
  const verdict = verdictOf(measure, academicYear, all);
  const words = () => missedWords(absentSessions(all), possibleSessions(all));
  return verdict === null ? missing(childId, locality, words) : counted(childId, locality, verdict ? 1 : 0, 1, words);
}

function verdictOf(measure: AttendanceMeasureId, academicYear: AcademicYear, counts: SessionCounts): boolean | null {
  switch (measure) {
    case 'absence-severe-50':
      return isSeverelyAbsent(counts);
    case 'absence-missed-25-days':
      return missed25DaysOrMore(counts);
    case 'absence-persistent-10':
      // The 10 % definition, applied back to years that were published with other thresholds at the time.
      return persistentBy('2015/16', academicYear, counts);
    default:
      // 15 %, recalculated back to 2008/09 as its peer was; a child's record keeps the rule of its day.
      return persistentBy('2010/11', academicYear, counts);
  }
}

/** By the rule of the year, or that of `first` for the years before it. */
function persistentBy(first: AcademicYear, academicYear: AcademicYear, counts: SessionCounts): boolean | null {
  const rule = persistentAbsenceRule(academicYear < first ? first : academicYear);
  return rule ? isPersistentAbsentee(counts, rule) : null;
}
