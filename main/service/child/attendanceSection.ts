import type { ChildRecord } from '#contract/children.ts';
import { mergedWeeks } from '#db/derived/attendanceRollup.ts';
import { daysUntil, sumDays } from '#db/derived/sessionDays.ts';
import type { RollupRow, WeekRow } from '#db/queries/attendance.ts';
import {
  codeTableOn,
  countWeekMarks,
  newTally,
  sessionCountsOf,
  slotsWithin,
} from '#domain/attendance/countWeekMarks.ts';
import { halfTermToDate } from '#domain/attendance/halfTermToDate.ts';
import { isPersistentAbsentee } from '#domain/attendance/isPersistentAbsentee.ts';
import { isSeverelyAbsent } from '#domain/attendance/isSeverelyAbsent.ts';
import { missed25DaysOrMore } from '#domain/attendance/missed25DaysOrMore.ts';
import {
  type PersistentAbsenceRule,
  persistentAbsenceRule,
  persistentAbsenceWords,
} from '#domain/attendance/persistentAbsenceRule.ts';
import { rateOfAbsence, rateOfAttendance } from '#domain/attendance/rateOfAbsence.ts';
import { absentSessions, possibleSessions, type SessionCounts, sumSessions } from '#domain/attendance/sessionCounts.ts';
import { EMPTY_WEEK, SLOTS, type WeekMarks } from '#domain/attendance/weekMarks.ts';
import { type SpanOfCare, wholeYearAndInCare } from '#domain/attendance/wholeYearAndInCare.ts';
import { type AcademicYear, academicYearOf, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { halfTermNumber, type TermHalf } from '#domain/calendar/terms.ts';

type Attendance = ChildRecord['attendance'];

/** The week with only the marks of some dates, both inclusive. */
const within = (weekStart: PlainDate, marks: WeekMarks, span: { start: PlainDate; end: PlainDate }): WeekMarks => {
  const [from, to] = slotsWithin(weekStart, span);
  return from === 0 && to === SLOTS
    ? marks
    : EMPTY_WEEK.slice(0, from * 2) + marks.slice(from * 2, to * 2) + EMPTY_WEEK.slice(to * 2);
};

const countBetween = (weeks: readonly { weekStart: PlainDate; marks: WeekMarks }[], end: PlainDate): SessionCounts => {
  const tally = newTally();
  for (const { weekStart, marks } of weeks) {
    const [from, to] = slotsWithin(weekStart, { start: weekStart, end });
    countWeekMarks(marks, codeTableOn(weekStart), tally, from, to);
  }
  return sessionCountsOf(tally);
};

/** Whether the child is a persistent absentee so far: a fixed threshold is that of the half-terms that have ended. */
function persistentToDate(
  weeks: readonly { weekStart: PlainDate; marks: WeekMarks }[],
  counts: SessionCounts,
  rule: PersistentAbsenceRule,
  halves: readonly TermHalf[],
  asAt: PlainDate,
): boolean | null {
  if (rule.method === 'ownPossibleSessions') return isPersistentAbsentee(counts, rule);
  const last = halfTermToDate(rule, academicYearOf(asAt), halves, asAt);
  return last ? isPersistentAbsentee(countBetween(weeks, last.end), rule, halfTermNumber(last)) : null;
}

/** Of a past year, by the rule of its day: five half-terms day by day where it counted five, else the whole year. */
function persistentOfYear(
  academicYear: AcademicYear,
  whole: SessionCounts,
  days: readonly { academicYear: AcademicYear; days: string }[],
  fifthEnd: PlainDate | undefined,
): boolean | null {
  const rule = persistentAbsenceRule(academicYear);
  if (rule === null) return null;
  if (rule.halfTerms === 6 || fifthEnd === undefined) return isPersistentAbsentee(whole, rule);
  const end = daysUntil(academicYear, fifthEnd);
  const ofYear = days.filter((row) => row.academicYear === academicYear);
  return isPersistentAbsentee(sumSessions(ofYear.map((row) => sumDays(row.days, 0, end))), rule);
}

type Year = Attendance['years'][number];
const yearRow = (
  academicYear: AcademicYear,
  whole: SessionCounts,
  inCare: SessionCounts,
  persistent: boolean | null,
): Year => ({
  persistentRule: persistentAbsenceWords(academicYear),
  academicYear,
  possible: possibleSessions(whole),
  attended: whole.attended,
  authorised: whole.authorised,
  unauthorised: whole.unauthorised,
  percentAbsent: rateOfAbsence(whole).percentage,
  persistent,
  inCareOnly: { possible: possibleSessions(inCare), absent: absentSessions(inCare) },
});

/**
 * A child's attendance: this academic year to the date from its marks, schools merged so that a session counts once;
 * earlier years from the sums. 'While in care' is a second figure beside the whole year, never mixed with it.
 * Source: domain.md section 6.
 */
export function attendanceSection(given: {
  asAt: PlainDate;
  weeks: readonly WeekRow[];
  rollup: readonly RollupRow[];
  /** Days of past years, for the rules that count part of a year. */
  days: readonly { academicYear: AcademicYear; days: string }[];
  fifthHalfTermEnds: ReadonlyMap<AcademicYear, PlainDate>;
  care: readonly SpanOfCare[];
  halves: readonly TermHalf[];
}): Attendance {
  const { asAt, care } = given;
  const academicYear = academicYearOf(asAt);
  const span = { start: startOfAcademicYear(academicYear), end: asAt };
  const weeks = given.weeks
    .map((week) => ({ ...week, marks: within(week.weekStart, week.marks, span) }))
    .filter(({ marks }) => marks !== EMPTY_WEEK);
  const merged = mergedWeeks(weeks);
  const { wholeYear, inOurCare } = wholeYearAndInCare(
    academicYear,
    merged.map(({ weekStart, marks }) => ({ weekBeginning: weekStart, marks })),
    care,
  );
  const rule = persistentAbsenceRule(academicYear);
  const persistent = rule === null ? null : persistentToDate(merged, wholeYear, rule, given.halves, asAt);
  const years = [...Map.groupBy(given.rollup, (row) => row.academicYear)].map(([year, rows]) => {
    const whole = sumSessions(rows);
    const past = persistentOfYear(year, whole, given.days, given.fifthHalfTermEnds.get(year));
    return yearRow(year, whole, sumSessions(rows.filter((row) => row.inCare === 1)), past);
  });
  if (weeks.length > 0) years.push(yearRow(academicYear, wholeYear, inOurCare, persistent));
  return {
    academicYear,
    thisYear: {
      ...wholeYear,
      possible: possibleSessions(wholeYear),
      percentAttended: rateOfAttendance(wholeYear).percentage,
      percentAbsent: rateOfAbsence(wholeYear).percentage,
      persistent,
      severe: isSeverelyAbsent(wholeYear),
      missed25Days: missed25DaysOrMore(wholeYear),
      conflicts: merged.reduce((sum, week) => sum + week.conflicts, 0),
    },
    weeks: weeks.map(({ weekStart, schoolName, marks }) => ({ weekStart, schoolName, marks })),
    years: years.sort((a, b) => (a.academicYear < b.academicYear ? 1 : -1)),
  };
}
