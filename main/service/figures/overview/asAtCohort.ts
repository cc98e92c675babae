import type { ReadConnection } from '#db/open.ts';
import type { CohortRow } from '#db/queries/cohorts.ts';
import { countedChildrenOn } from '#db/queries/identity.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { twelveMonthsBefore } from '#domain/cohorts/twelveMonthCohort.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import { schoolYears } from '../measures/attendanceMembers.ts';

/** One of the authority's own children looked after on the date; a cohort row with its school. No name is in it. */
export type ChildAsAt = CohortRow & {
  inCareSince: PlainDate;
  dateOfBirth: PlainDate | null;
  schoolId: string | null;
  /** What it does instead, where it is at no school. */
  withoutSchool: string | null;
};

/** The authority's own children looked after on a date, respite left out. `lac12`: in care twelve months on that date. */
export function ownChildrenAsAt(reader: ReadConnection, asAt: PlainDate): ChildAsAt[] {
  const longEnough = twelveMonthsBefore(asAt);
  return [...countedChildrenOn(reader, asAt).values()].flatMap((child) => {
    const { childId, ownChild, withoutRespiteSince: inCareSince, dateOfBirth, ncYear, senStatus, schools } = child;
    if (!ownChild || inCareSince === null) return [];
    return [
      {
        ...{ childId, inCareSince, dateOfBirth, ncYear, senStatus },
        academicYear: academicYearOf(asAt),
        locality: child.locality?.id ?? UNALLOCATED,
        schoolId: schools[0]?.schoolId ?? null,
        withoutSchool: child.withoutSchool?.kind ?? null,
        lac12: inCareSince <= longEnough ? 1 : 0,
        uasc: child.uasc ? 1 : 0,
      },
    ];
  });
}

export const isOfSchoolYear = (child: Pick<CohortRow, 'ncYear'>): boolean =>
  child.ncYear !== null && child.ncYear >= schoolYears[0] && child.ncYear <= schoolYears[1];
