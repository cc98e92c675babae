import type { ChildRow } from '#contract/children.ts';
import type { ReadConnection } from '#db/open.ts';
import { schoolCalendar } from '#db/queries/attendanceCalendar.ts';
import { attendanceToDate } from '#db/queries/attendanceToDate.ts';
import { careFactsOn, readAuthority } from '#db/queries/careFacts.ts';
import { suspendedDaysToDate } from '#db/queries/childrenSuspensions.ts';
import { pepsToDate } from '#db/queries/pepsToDate.ts';
import { rateOfAttendance } from '#domain/attendance/rateOfAbsence.ts';
import { possibleSessions, zeroSessions } from '#domain/attendance/sessionCounts.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { ageOn } from '#domain/calendar/plainDate.ts';
import { twelveMonthsBefore } from '#domain/cohorts/twelveMonthCohort.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import { isSecretPlacement } from '#domain/secrecy/isSecretPlacement.ts';
import { isSealed, listNameOf } from './names.ts';
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
  const facts = careFactsOn(reader, asAt);
  const attendance = attendanceToDate(reader, asAt);
  const calendar = schoolCalendar(reader, academicYearOf(asAt));
  const suspended = suspendedDaysToDate(reader, asAt, calendar);
  const peps = pepsToDate(reader, asAt);
  const nextPep = pepPlans(reader, asAt);
  const longEnough = twelveMonthsBefore(asAt);
  const listed: ListedChild[] = [];
  for (const { childId, inCareSince, sex, sealedOn } of facts.children) {
    const sealed = isSealed(sealedOn, asAt, today);
    const name = sealed ? null : (facts.legalNames.get(childId) ?? null);
    const knownAs = sealed ? null : (facts.knownAs.get(childId) ?? null);
    const localId = facts.localIds.get(childId) ?? childId;
    const upn = sealed ? null : (facts.upns.get(childId) ?? null);
    const dateOfBirth = facts.datesOfBirth.get(childId) ?? null;
    const schools = facts.schools.get(childId) ?? [];
    const school = schools[0] ?? null;
    const locality = facts.localities.get(childId) ?? { id: UNALLOCATED, name: null };
    const responsible = facts.authorities.get(childId) ?? null;
    const placement = facts.placements.get(childId) ?? null;
    const since12 = facts.withoutRespiteSince.get(childId);
    const sessions = attendance.get(childId) ?? zeroSessions;
    const pep = peps.get(childId) ?? { rounds: [], lastHeld: null, lastOverall: null };
    const next = nextPep({
      peps: pep.rounds,
      inCareSince,
      dateOfBirth,
      ownChild: responsible === authority.laCode,
    });
    const row: ChildRow = {
      childId,
      listName: listNameOf(name, localId),
      localId,
      upn,
      dateOfBirth,
      age: dateOfBirth === null ? null : ageOn(dateOfBirth, asAt),
      sex,
      ncYear: ncYearOn(asAt, school && { start: school.enrolmentStart, ncYear: school.ncYear }, dateOfBirth),
      schoolId: school?.schoolId ?? null,
      schoolName: school?.schoolName ?? null,
      localityId: locality.id,
      localityName: locality.name ?? 'Unallocated',
      ownChild: responsible === authority.laCode,
      responsibleAuthority: responsible === authority.laCode ? authority.name : responsible,
      placementType: placement?.placementType ?? null,
      inCareSince,
      lac12: since12 !== undefined && since12 <= longEnough,
      shortBreaksOnly: since12 === undefined,
      uasc: facts.uasc.has(childId),
      confidentialPlacement: isSecretPlacement(
        {
          secrets: facts.secrets.get(childId) ?? [],
          episodes: placement === null ? [] : [{ ...placement, end: null }],
        },
        asAt,
      ),
      senStatus: facts.sen.get(childId) ?? null,
      attendancePercent: rateOfAttendance(sessions).percentage,
      possibleSessions: possibleSessions(sessions),
      suspendedDays: suspended && (suspended.get(childId) ?? 0),
      lastPepHeld: pep.lastHeld,
      lastPepOverall: pep.lastOverall,
      nextPepDue: next?.due ?? null,
      pepOverdue: next?.overdue ?? false,
    };
    const searched = [
      ...(name ? [name.surname, name.forename] : []),
      ...(knownAs ? [knownAs.surname, knownAs.forename] : []),
      upn ?? '',
      localId,
      ...schools.map((each) => each.schoolName),
    ].join(' ');
    listed.push({ row, schoolIds: schools.map((each) => each.schoolId), searched });
  }
  return listed;
}
