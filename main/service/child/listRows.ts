import type { ChildRow } from '#contract/children.ts';
import type { ReadConnection } from '#db/open.ts';
import { schoolCalendar } from '#db/queries/attendanceCalendar.ts';
import { attendanceToDate } from '#db/queries/attendanceToDate.ts';
import { readAuthority } from '#db/queries/careFacts.ts';
import { suspendedDaysToDate } from '#db/queries/childrenSuspensions.ts';
import { childrenOn } from '#db/queries/identity.ts';
import { pepsToDate } from '#db/queries/pepsToDate.ts';
import { everybody } from '#db/queries/scope.ts';
import { rateOfAttendance } from '#domain/attendance/rateOfAbsence.ts';
import { possibleSessions, zeroSessions } from '#domain/attendance/sessionCounts.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { ageOn } from '#domain/calendar/plainDate.ts';
import { twelveMonthsBefore } from '#domain/cohorts/twelveMonthCohort.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import { pepPlans } from './pepPlans.ts';

/** A row of the list with what is searched but not shown. */
export type ListedChild = { row: ChildRow; schoolIds: string[]; searched: string };

/**
 * Everybody looked after on a date, short breaks among them, with the facts of that date: a fixed number of set-based
 * queries, joined here by child. `lac12` says 'in care for 12 months without a break at the as-at date', which is the
 * outcomes cohort only when the date is its own; short breaks (V3, V4) are left out of it.
 * Source: domain.md sections 1, 4, 6, 7 and 8.
 */
export function listRows(reader: ReadConnection, asAt: string, today: string): ListedChild[] {
  const authority = readAuthority(reader);
  const attendance = attendanceToDate(reader, asAt);
  const calendar = schoolCalendar(reader, academicYearOf(asAt));
  const suspended = suspendedDaysToDate(reader, asAt, calendar);
  const peps = pepsToDate(reader, asAt);
  const nextPep = pepPlans(reader, asAt);
  const longEnough = twelveMonthsBefore(asAt);
  const listed: ListedChild[] = [];
  for (const child of childrenOn(everybody, reader, 'listed', asAt, today).values()) {
    const { childId, legal, knownAs, upn, dateOfBirth, schools, ownChild, responsibleAuthority } = child;
    const localId = child.localId ?? childId;
    const inCareSince = child.inCareSince ?? asAt;
    const since12 = child.withoutRespiteSince;
    const sessions = attendance.get(childId) ?? zeroSessions;
    const pep = peps.get(childId) ?? { rounds: [], lastHeld: null, lastOverall: null };
    const next = nextPep({ peps: pep.rounds, inCareSince, dateOfBirth, ownChild });
    const row: ChildRow = {
      ...{ childId, listName: child.listName, localId, upn, dateOfBirth },
      age: dateOfBirth === null ? null : ageOn(dateOfBirth, asAt),
      sex: child.sex,
      ncYear: child.ncYear,
      schoolId: schools[0]?.schoolId ?? null,
      schoolName: schools[0]?.name ?? null,
      ...(child.withoutSchool ? { withoutSchool: child.withoutSchool.kind } : {}),
      localityId: child.locality?.id ?? UNALLOCATED,
      localityName: child.locality?.name ?? 'Unallocated',
      ownChild,
      responsibleAuthority: ownChild ? authority.name : responsibleAuthority,
      placementType: child.placement?.placementType ?? null,
      inCareSince,
      lac12: since12 !== null && since12 <= longEnough,
      shortBreaksOnly: since12 === null,
      uasc: child.uasc,
      confidentialPlacement: child.secretPlacement,
      senStatus: child.senStatus,
      attendancePercent: rateOfAttendance(sessions).percentage,
      possibleSessions: possibleSessions(sessions),
      suspendedDays: suspended && (suspended.get(childId) ?? 0),
      lastPepHeld: pep.lastHeld,
      lastPepOverall: pep.lastOverall,
      nextPepDue: next?.due ?? null,
      pepOverdue: next?.overdue ?? false,
    };
    const searched = [
      ...(legal ? [legal.surname, legal.forename ?? ''] : []),
      ...(knownAs ? [knownAs.surname, knownAs.forename ?? ''] : []),
      upn ?? '',
      localId,
      ...schools.map((each) => each.name),
    ].join(' ');
    listed.push({ row, schoolIds: schools.map((each) => each.schoolId), searched });
  }
  return listed;
}
