import type { ReadConnection } from '#db/open.ts';
import { type CohortQuestion, cohortOf, sessionsOfYears } from '#db/queries/cohorts.ts';
import { suspensionsSince } from '#db/queries/suspensionsSince.ts';
import {
  type AcademicYear,
  academicYearsBetween,
  endOfAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { attainmentMembers, isAttainmentMeasure } from './attainmentMembers.ts';
import { type AttendanceMeasureId, attendanceKind, attendanceMembers, schoolYears } from './attendanceMembers.ts';
import { type ExclusionMeasureId, exclusionKind, exclusionMembers } from './exclusionMembers.ts';
import { counted, type Member, type MemberKind } from './member.ts';
import { sessionsToDate } from './sessionTotals.ts';

export type MeasureQuestion = Omit<CohortQuestion, 'ncYears'> & {
  /** Reads sessions and suspensions of the last year up to this day only; null reads whole years. */
  asAt: string | null;
};

/** How a measure's members add up. */
export function kindOf(measure: Measure): MemberKind {
  if (measure.subject === 'attendance') return attendanceKind(measure.id as AttendanceMeasureId);
  if (measure.subject === 'exclusions') return exclusionKind(measure.id as ExclusionMeasureId);
  return measure.unit === 'percent' ? 'share' : 'mean';
}

/** The children of Kent's own who stand behind a measure, by academic year; empty for measures known from publications only. */
export function measureMembers(
  reader: ReadConnection,
  measure: Measure,
  question: MeasureQuestion,
): Map<AcademicYear, Member[]> {
  if (isAttainmentMeasure(measure)) return attainmentMembers(reader, measure, question);
  const byYear = new Map<AcademicYear, Member[]>();
  if (!measure.computable || measure.subject === 'peps') return byYear;
  const ofSchoolAge: CohortQuestion = { ...question, ncYears: schoolYears };
  const cohort = group(cohortOf(reader, ofSchoolAge));
  const years = academicYearsBetween(question.fromYear, question.toYear);
  if (measure.subject === 'attendance') {
    const sessions = group(sessionsOfYears(reader, question.fromYear, question.toYear));
    if (question.asAt !== null) sessions.set(question.toYear, sessionsToDate(reader, question.toYear, question.asAt));
    for (const year of years)
      byYear.set(
        year,
        attendanceMembers(measure.id as AttendanceMeasureId, year, cohort.get(year) ?? [], sessions.get(year) ?? []),
      );
  } else if (measure.subject === 'exclusions') {
    const suspensions = group(
      suspensionsSince(
        reader,
        startOfAcademicYear(question.fromYear),
        question.asAt ?? endOfAcademicYear(question.toYear),
      ),
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

function group<Row extends { academicYear: AcademicYear }>(rows: readonly Row[]): Map<AcademicYear, Row[]> {
  return Map.groupBy(rows, (row) => row.academicYear);
}
