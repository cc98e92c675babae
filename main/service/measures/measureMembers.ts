import type { CohortQuestion } from '#db/queries/cohorts.ts';
import { suspensionsSince } from '#db/queries/suspensionsSince.ts';
import {
  type AcademicYear,
  academicYearOf,
  academicYearsBetween,
  endOfAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import { earlierOf } from '#domain/calendar/plainDate.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { attainmentMembers, isAttainmentMeasure } from './attainmentMembers.ts';
import { type AttendanceMeasureId, attendanceKind, attendanceMembers } from './attendanceMembers.ts';
import { type ExclusionMeasureId, exclusionKind, exclusionMembers } from './exclusionMembers.ts';
import { counted, type Member, type MemberKind } from './member.ts';
import { groupedByChild, type ReportContext, schoolAgeCohorts, sessionsByChild } from './reportRows.ts';
import { sessionsToDate } from './sessionTotals.ts';

export type MeasureQuestion = Omit<CohortQuestion, 'ncYears'> & {
  /** Reads sessions and suspensions up to this day only; null reads whole years. */
  asAt: string | null;
  /** Reads results issued by this day; by `asAt` where not given, by today where neither is. */
  issuedBy?: string | undefined;
};

/** How a measure's members add up. */
export function kindOf(measure: Measure): MemberKind {
  if (measure.subject === 'attendance') return attendanceKind(measure.id as AttendanceMeasureId);
  if (measure.subject === 'exclusions') return exclusionKind(measure.id as ExclusionMeasureId);
  return measure.unit === 'percent' ? 'share' : 'mean';
}

/** The children of Kent's own who stand behind a measure, by academic year; empty for measures known from publications only. */
export function measureMembers(
  context: ReportContext,
  measure: Measure,
  question: MeasureQuestion,
): Map<AcademicYear, Member[]> {
  const { reader } = context;
  if (isAttainmentMeasure(measure))
    return attainmentMembers(reader, measure, question, question.issuedBy ?? question.asAt ?? context.clock.today());
  const byYear = new Map<AcademicYear, Member[]>();
  if (!measure.computable || measure.subject === 'peps') return byYear;
  const cohort = schoolAgeCohorts(context, question);
  const years = academicYearsBetween(question.fromYear, question.toYear);
  if (measure.subject === 'attendance') {
    const sessions = new Map(sessionsByChild(context));
    if (question.asAt !== null) {
      const current = academicYearOf(question.asAt);
      if (years.includes(current))
        sessions.set(current, groupedByChild(sessionsToDate(reader, current, question.asAt)).get(current) ?? new Map());
      for (const year of years) if (year > current) sessions.delete(year);
    }
    for (const year of years)
      byYear.set(
        year,
        attendanceMembers(
          measure.id as AttendanceMeasureId,
          year,
          cohort.get(year) ?? [],
          sessions.get(year) ?? new Map(),
        ),
      );
  } else if (measure.subject === 'exclusions') {
    const suspensions = Map.groupBy(
      suspensionsSince(
        reader,
        startOfAcademicYear(question.fromYear),
        earlierOf(question.asAt ?? '9999-12-31', endOfAcademicYear(question.toYear)),
      ),
      (row) => row.academicYear,
    );
    for (const year of years)
      byYear.set(
        year,
        exclusionMembers(measure.id as ExclusionMeasureId, cohort.get(year) ?? [], suspensions.get(year) ?? []),
      );
  } else {
    const statuses =
      measure.id === 'sen-support-share' ? ['K'] : measure.id === 'sen-plan-share' ? ['E', 'S'] : ['K', 'E', 'S'];
    for (const year of years) {
      byYear.set(
        year,
        (cohort.get(year) ?? []).map((child) =>
          counted(
            child.childId,
            child.locality,
            statuses.includes(child.senStatus ?? 'N') ? 1 : 0,
            1,
            () => child.senStatus ?? 'no status recorded',
          ),
        ),
      );
    }
  }
  return byYear;
}
