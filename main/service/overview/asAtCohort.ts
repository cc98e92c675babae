import type { ReadConnection } from '#db/open.ts';
import { type CareFacts, careFactsOn, readAuthority } from '#db/queries/careFacts.ts';
import type { CohortRow } from '#db/queries/cohorts.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { twelveMonthsBefore } from '#domain/cohorts/twelveMonthCohort.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import { schoolYears } from '../measures/attendanceMembers.ts';

/** One of the authority's own children looked after on the date; a cohort row with its school. */
export type ChildAsAt = CohortRow & { inCareSince: PlainDate; schoolId: string | null; schoolName: string | null };

/** The authority's own children looked after on a date, respite left out. `lac12`: in care twelve months on that date. */
export function ownChildrenAsAt(
  reader: ReadConnection,
  asAt: PlainDate,
  facts: CareFacts = careFactsOn(reader, asAt),
): ChildAsAt[] {
  const { laCode } = readAuthority(reader);
  const children: ChildAsAt[] = [];
  for (const { childId } of facts.children) {
    const since = facts.withoutRespiteSince.get(childId);
    if (since === undefined || facts.authorities.get(childId) !== laCode) continue;
    const school = facts.schools.get(childId)?.[0] ?? null;
    children.push({
      childId,
      academicYear: academicYearOf(asAt),
      inCareSince: since,
      ncYear: ncYearOn(
        asAt,
        school && { start: school.enrolmentStart, ncYear: school.ncYear },
        facts.datesOfBirth.get(childId) || null,
      ),
      locality: facts.localities.get(childId)?.id ?? UNALLOCATED,
      lac12: since <= twelveMonthsBefore(asAt) ? 1 : 0,
      uasc: facts.uasc.has(childId) ? 1 : 0,
      senStatus: facts.sen.get(childId) ?? null,
      schoolId: school?.schoolId ?? null,
      schoolName: school?.schoolName ?? null,
    });
  }
  return children;
}

export const isOfSchoolYear = (child: Pick<CohortRow, 'ncYear'>): boolean =>
  child.ncYear !== null && child.ncYear >= schoolYears[0] && child.ncYear <= schoolYears[1];
