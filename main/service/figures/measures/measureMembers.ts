import type { CohortQuestion } from '#db/queries/cohorts.ts';
import { suspensionsReach } from '#db/queries/dataReaches.ts';
import { suspensionsSince } from '#db/queries/suspensionsSince.ts';
import {
  type AcademicYear,
  academicYearsBetween,
  endOfAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import { earlierOf } from '#domain/calendar/plainDate.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { measureInYear } from '#domain/measures/measureInYear.ts';
import { attainmentMembers, isAttainmentMeasure } from './attainmentMembers.ts';
import { type AttendanceMeasureId, attendanceKind, attendanceMembers } from './attendanceMembers.ts';
import { type ExclusionMeasureId, exclusionKind, exclusionMembers } from './exclusionMembers.ts';
import { counted, type Member, type MemberKind, missing } from './member.ts';
import { inLastLocality, type ReportContext, schoolAgeCohorts, sessionsCounted } from './reportRows.ts';

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
  if (isAttainmentMeasure(measure)) {
    const issuedBy = question.issuedBy ?? question.asAt ?? context.clock.today();
    const members = attainmentMembers(reader, measure, question, issuedBy);
    for (const year of members.keys()) if (!measureInYear(measure, year).applies) members.delete(year);
    return members;
  }
  const byYear = new Map<AcademicYear, Member[]>();
  if (!measure.computable || measure.subject === 'peps') return byYear;
  const cohort = schoolAgeCohorts(context, question);
  // A year in which the measure did not exist has nobody in it: neither a number nor an interval.
  const years = academicYearsBetween(question.fromYear, question.toYear).filter(
    (year) => measureInYear(measure, year).applies,
  );
  /** The last day a year is read to, and its cohort where each child was on its last day in care until then. */
  const lastDay = (year: AcademicYear) => earlierOf(question.asAt ?? '9999-12-31', endOfAcademicYear(year));
  const placed = (year: AcademicYear) => inLastLocality(context, cohort.get(year) ?? [], lastDay(year));
  if (measure.subject === 'attendance') {
    const id = measure.id as AttendanceMeasureId;
    for (const year of years)
      byYear.set(year, attendanceMembers(id, year, placed(year), sessionsCounted(context, id, year, lastDay(year))));
  } else if (measure.subject === 'exclusions') {
    const id = measure.id as ExclusionMeasureId;
    for (const year of years) {
      const [from, to] = [startOfAcademicYear(year), lastDay(year)];
      const rows = from <= to && suspensionsReach(reader, year, to) ? suspensionsSince(reader, from, to) : null;
      byYear.set(year, exclusionMembers(id, placed(year), rows));
    }
  } else {
    const statuses =
      measure.id === 'sen-support-share' ? ['K'] : measure.id === 'sen-plan-share' ? ['E', 'S'] : ['K', 'E', 'S'];
    for (const year of years) {
      byYear.set(
        year,
        (cohort.get(year) ?? []).map(({ childId, locality, senStatus }) =>
          // Not known is not 'none': such a child is in no percentage.
          senStatus === null
            ? missing(childId, locality, () => 'no status recorded')
            : counted(childId, locality, statuses.includes(senStatus) ? 1 : 0, 1, () => senStatus),
        ),
      );
    }
  }
  return byYear;
}
