import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { academicYearOf, endOfAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { type AttendanceCodeSet, DEFAULT_ATTENDANCE_CODE_SETS } from './attendanceCodes.ts';
import { codeTableOn, countWeekMarks, newTally, sessionCountsOf, slotsWithin } from './countWeekMarks.ts';
import type { SessionCounts } from './sessionCounts.ts';
import type { WeekMarks } from './weekMarks.ts';

/** One merged week of one child (see `mergeSessions`). */
export type ChildWeek = { readonly weekBeginning: PlainDate; readonly marks: WeekMarks };

/** A span of care: `end` is the day care ended, itself no longer in care; null while it goes on. */
export type SpanOfCare = { readonly start: PlainDate; readonly end: PlainDate | null };

/**
 * One child's sessions of an academic year as two figures that are never mixed: the whole year, and the part while in our
 * care. The second is never larger than the first in any category. Spans of care must not overlap (see `periodsOfCare`).
 *
 * Source: domain section 6: "'Whole year' and 'while in our care' are two figures".
 * Example: a child absent throughout September who came into care on 1 October has that absence in the whole year only.
 */
export const wholeYearAndInCare = (
  academicYear: AcademicYear,
  weeks: Iterable<ChildWeek>,
  care: readonly SpanOfCare[],
  sets: readonly AttendanceCodeSet[] = DEFAULT_ATTENDANCE_CODE_SETS,
): { readonly wholeYear: SessionCounts; readonly inOurCare: SessionCounts } => {
  const year = { start: startOfAcademicYear(academicYear), end: endOfAcademicYear(academicYear) };
  const all = newTally();
  const inCare = newTally();
  for (const week of weeks) {
    // A week can straddle 1 September: its first and last school day tell whether it touches the year at all.
    const friday = addDays(week.weekBeginning, 4);
    if (academicYearOf(week.weekBeginning) > academicYear || academicYearOf(friday) < academicYear) continue;
    const table = codeTableOn(week.weekBeginning, sets);
    const [from, to] = slotsWithin(week.weekBeginning, year);
    countWeekMarks(week.marks, table, all, from, to);
    for (const span of care) {
      const lastDay = span.end === null ? null : addDays(span.end, -1);
      const [careFrom, careTo] = slotsWithin(week.weekBeginning, { start: span.start, end: lastDay });
      const first = Math.max(from, careFrom);
      const last = Math.min(to, careTo);
      if (first < last) countWeekMarks(week.marks, table, inCare, first, last);
    }
  }
  return { wholeYear: sessionCountsOf(all), inOurCare: sessionCountsOf(inCare) };
};
