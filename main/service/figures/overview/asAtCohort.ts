import type { ReadConnection } from '#db/open.ts';
import type { CohortRow } from '#db/queries/cohorts.ts';
import { ownChildrenOn } from '#db/queries/ownChildren.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { twelveMonthsBefore } from '#domain/cohorts/twelveMonthCohort.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import { schoolYears } from '../measures/attendanceMembers.ts';

/** One of the authority's own children looked after on the date; a cohort row with its school. */
export type ChildAsAt = CohortRow & {
  inCareSince: PlainDate;
  dateOfBirth: PlainDate | null;
  schoolId: string | null;
  schoolName: string | null;
};

/** The authority's own children looked after on a date, respite left out. `lac12`: in care twelve months on that date. */
export function ownChildrenAsAt(reader: ReadConnection, asAt: PlainDate): ChildAsAt[] {
  const longEnough = twelveMonthsBefore(asAt);
  return ownChildrenOn(reader, asAt).map(({ enrolmentStart, ncYear, dateOfBirth, locality, uasc, ...child }) => ({
    ...child,
    dateOfBirth,
    academicYear: academicYearOf(asAt),
    ncYear: ncYearOn(asAt, enrolmentStart === null ? null : { start: enrolmentStart, ncYear }, dateOfBirth),
    locality: locality ?? UNALLOCATED,
    lac12: child.inCareSince <= longEnough ? 1 : 0,
    uasc,
  }));
}

export const isOfSchoolYear = (child: Pick<CohortRow, 'ncYear'>): boolean =>
  child.ncYear !== null && child.ncYear >= schoolYears[0] && child.ncYear <= schoolYears[1];
