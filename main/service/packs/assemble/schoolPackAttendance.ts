import type { EnrolmentSpan, MergedWeek } from '#db/queries/packsRecords.ts';
import {
  codeTableOn,
  countWeekMarks,
  newTally,
  type SessionTally,
  sessionCountsOf,
  slotsWithin,
} from '#domain/attendance/countWeekMarks.ts';
import { possibleSessions } from '#domain/attendance/sessionCounts.ts';
import {
  type AcademicYear,
  academicYearOf,
  addAcademicYears,
  endOfAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import { addDays, earlierOf, isWithin, mondayOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { schoolDays } from '#domain/calendar/schoolDays.ts';
import type { TermHalf } from '#domain/calendar/terms.ts';
import type { AttendancePoint } from '#service/documents/pdf/chartData.ts';
import type { AttendanceFigures, AttendancePack, Section } from '../model/packModel.ts';

/** Academic years before this one that a pack looks back on. */
export const EARLIER_YEARS = 2;

const TERM_TITLE = { autumn: 'Autumn', spring: 'Spring', summer: 'Summer' } as const;

export interface AttendanceFacts {
  /** Weeks of marks, merged over schools, of this year and the years before, in any order. */
  weeks: readonly MergedWeek[];
  enrolments: readonly EnrolmentSpan[];
}

export interface AttendanceSetting {
  asAt: PlainDate;
  /** Half-terms of every year looked at, in date order. */
  terms: readonly TermHalf[];
  bankHolidays: ReadonlySet<PlainDate>;
  targetPercent: number;
}

/**
 * A child's attendance as at a date: this academic year to the date by half-term, and whole earlier years in which the child
 * was on a school's roll or has marks. All schools together: a session that two marked counts once. A half-term reaches to
 * the day before the next begins, so that the half-terms add up to the year whatever a school's own calendar is.
 *
 * Coverage counts weeks: those with a mark, of those in which the calendar has a school day on which the child was on a roll
 * (and any other week with a mark). Source: domain.md section 6 ('Coverage is part of every figure').
 *
 * @example 20 weeks of marks, the last cut at the as-at date // thisYear { possible: 192, …, coverageWords: 'marks for 20 of 20 weeks' }
 */
export function attendanceOfPack(facts: AttendanceFacts, setting: AttendanceSetting): Section<AttendancePack> {
  const { asAt, terms } = setting;
  const year = academicYearOf(asAt);
  const thisYear = figuresOf(year, facts, setting);
  const earlierYears = Array.from({ length: EARLIER_YEARS }, (_, index) => addAcademicYears(year, -1 - index))
    .map((each) => ({ figures: figuresOf(each, facts, setting), onRoll: onRollIn(each, facts.enrolments) }))
    .filter(({ figures, onRoll }) => onRoll || figures.possible > 0)
    .map(({ figures }) => figures);
  if (thisYear.possible === 0 && earlierYears.every((each) => each.possible === 0))
    return { available: false, reason: 'no register marks have reached the team' };
  const halves = terms.filter((half) => half.academicYear === year && half.start <= asAt);
  const series = halves.map((half, index): AttendancePoint => {
    const start = index === 0 ? startOfAcademicYear(year) : half.start;
    const next = halves[index + 1];
    const { possible, attended } = countsWithin(facts.weeks, start, next ? addDays(next.start, -1) : asAt);
    return { label: `${TERM_TITLE[half.term]} ${half.half}`, possible, attended };
  });
  return {
    available: true,
    value: { thisYear, seriesUnit: 'half-term', series, targetPercent: setting.targetPercent, earlierYears },
  };
}

const onRollIn = (year: AcademicYear, enrolments: readonly EnrolmentSpan[]): boolean =>
  enrolments.some(
    ({ start, end }) => start <= endOfAcademicYear(year) && (end === null || end >= startOfAcademicYear(year)),
  );

function countsWithin(weeks: readonly MergedWeek[], start: PlainDate, end: PlainDate) {
  const tally = newTally();
  for (const { weekStart, marks } of weeks) {
    const [from, to] = slotsWithin(weekStart, { start, end });
    if (from < to) countWeekMarks(marks, codeTableOn(weekStart), tally, from, to);
  }
  const counts = sessionCountsOf(tally);
  return { ...counts, possible: possibleSessions(counts) };
}

function figuresOf(year: AcademicYear, { weeks, enrolments }: AttendanceFacts, setting: AttendanceSetting) {
  const start = startOfAcademicYear(year);
  const end = earlierOf(endOfAcademicYear(year), setting.asAt);
  const { possible, attended, authorised, unauthorised } = countsWithin(weeks, start, end);
  const marked = new Set(weeks.filter((week) => hasMark(week, start, end)).map((week) => week.weekStart));
  const expected = new Set(marked);
  const terms = setting.terms.filter((half) => half.academicYear === year);
  for (const day of schoolDays(terms, setting.bankHolidays))
    if (day <= end && enrolments.some((span) => isWithin(day, span))) expected.add(mondayOf(day));
  const coverageWords =
    expected.size === 0
      ? 'on no school’s roll'
      : marked.size === 0
        ? `no marks for ${expected.size} weeks on roll`
        : `marks for ${marked.size} of ${expected.size} weeks on roll`;
  const figures: AttendanceFigures = {
    academicYear: year,
    possible,
    attended,
    authorised,
    unauthorised,
    coverageWords,
  };
  return figures;
}

/** Whether the week holds any mark, of whatever kind, between two dates. */
function hasMark({ weekStart, marks }: MergedWeek, start: PlainDate, end: PlainDate): boolean {
  const [from, to] = slotsWithin(weekStart, { start, end });
  if (from >= to) return false;
  const tally: SessionTally = newTally();
  countWeekMarks(marks, codeTableOn(weekStart), tally, from, to);
  return tally.some((count, index) => index > 0 && count > 0);
}
