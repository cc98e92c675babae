import { daysUntil, sumDays } from '#db/derived/sessionDays.ts';
import type { ReadConnection } from '#db/open.ts';
import { type SchoolCalendar, schoolCalendar } from '#db/queries/attendanceCalendar.ts';
import { suspensionsReachingInto } from '#db/queries/childrenSuspensions.ts';
import { openPossibleLeavers, withoutSchoolSince } from '#db/queries/needs.ts';
import { ruleValueOn } from '#db/queries/packs.ts';
import { pepsDueBetween } from '#db/queries/pepsDue.ts';
import { sessionDays } from '#db/queries/sessionsToDate.ts';
import { absentSessions, addSessions, possibleSessions, type SessionCounts } from '#domain/attendance/sessionCounts.ts';
import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { addDays, daysBetween } from '#domain/calendar/plainDate.ts';
import { schoolDays } from '#domain/calendar/schoolDays.ts';
import { termOn } from '#domain/calendar/termOn.ts';
import { addWorkingDays } from '#domain/calendar/workingDays.ts';
import { withoutSchoolWords } from '#domain/enrolment/withoutSchool.ts';
import { suspensionLimits } from '#domain/exclusions/suspensionLimits.ts';
import { needsOrder } from '#domain/needs/needsOrder.ts';
import { dateInWords } from '#service/documents/dateInWords.ts';
import { counted, type Member } from '../measures/member.ts';
import { isOfSchoolYear } from './asAtCohort.ts';
import { type InScope, type Need, word } from './need.ts';
import { excluded, newInCare, pepsOverdue, stillSecret } from './needsOfPlace.ts';
import type { Snapshot } from './snapshot.ts';

/** Below this share of sessions a child is an education welfare officer's priority (domain.md section 1). */
const PRIORITY_ATTENDANCE = 85;
/** From this many suspended days in a year a child nears the limit of 45. */
const NEARS_LIMIT = 40;

/**
 * What somebody has to act on in a locality or (null) the county, in the order of the profile; each entry has the children behind
 * it, and its title and detail speak of exactly those.
 */
export function needsOf(reader: ReadConnection, snapshot: Snapshot, localityId: string | null): Need[] {
  const inScope: InScope = (locality) => localityId === null || locality === localityId;
  const calendar = schoolCalendar(reader, snapshot.academicYear);
  const { terms, bankHolidays } = calendar;
  const days = schoolDays(
    terms.filter((half) => half.academicYear === snapshot.academicYear),
    bankHolidays,
  );
  const needs = [
    excluded(reader, snapshot, inScope),
    newInCare(snapshot, bankHolidays, inScope),
    pepsOverdue(reader, snapshot, inScope),
    pepsDueSoon(reader, snapshot, bankHolidays, inScope),
    toGrade(snapshot, inScope),
    lowAttendance(reader, snapshot, termOn(snapshot.asAt, terms)?.start ?? null, inScope),
    suspended(reader, snapshot, calendar, inScope),
    withoutSchool(reader, snapshot, days, inScope),
    leavers(reader, snapshot, inScope),
    stillSecret(reader, snapshot, inScope),
    unallocated(snapshot, inScope),
  ];
  const order = needsOrder(ruleValueOn(reader, 'needsOrder', snapshot.asAt));
  return needs.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

const localities = (snapshot: Snapshot) => new Map(snapshot.children.map((child) => [child.childId, child]));

function pepsDueSoon(
  reader: ReadConnection,
  snapshot: Snapshot,
  bankHolidays: ReadonlySet<string>,
  inScope: InScope,
): Need {
  const children = localities(snapshot);
  const until = addWorkingDays(snapshot.asAt, 10, bankHolidays);
  const due = pepsDueBetween(reader, snapshot.asAt, until, snapshot.asAt).filter(
    (pep) => children.has(pep.childId) && inScope(pep.locality) && (pep.held === null || pep.held > snapshot.asAt),
  );
  const without = due.filter((pep) => children.get(pep.childId)?.schoolId == null).length;
  return {
    key: 'pepsDueSoon',
    title: `${word(due.length, 'PEP')} due within ten working days`,
    detail: without === 0 ? `by ${dateInWords(until)}` : `${without} without a school place`,
    members: due.map((pep) => counted(pep.childId, pep.locality, 1, 1, () => `due ${dateInWords(pep.due)}`)),
  };
}

function toGrade(snapshot: Snapshot, inScope: InScope): Need {
  const waiting = snapshot.children
    .filter((child) => inScope(child.locality))
    .flatMap(({ childId, locality }) =>
      (snapshot.peps.get(childId)?.toGrade ?? []).map((submitted) => ({ childId, locality, submitted })),
    )
    .sort((a, b) => (a.submitted < b.submitted ? -1 : 1));
  const oldest = waiting[0];
  const ago = oldest ? daysBetween(oldest.submitted, snapshot.asAt) : 0;
  return {
    key: 'pepsToGrade',
    title: `${word(waiting.length, 'PEP')} to grade`,
    detail: oldest ? `oldest returned ${ago} ${word(ago, 'day')} ago` : 'none waiting',
    members: waiting.map((pep) =>
      counted(pep.childId, pep.locality, 1, 1, () => `returned ${dateInWords(pep.submitted)}`),
    ),
  };
}

function lowAttendance(reader: ReadConnection, snapshot: Snapshot, from: string | null, inScope: InScope): Need {
  const children = localities(snapshot);
  const members: Member[] = [];
  const sums = new Map<string, SessionCounts>();
  if (from !== null) {
    const year = academicYearOf(snapshot.asAt);
    const [first, end] = [daysUntil(year, addDays(from, -1)), daysUntil(year, snapshot.asAt)];
    for (const { childId, days } of sessionDays(reader, year)) {
      if (!children.has(childId)) continue;
      const counts = sumDays(days, first, end);
      const before = sums.get(childId);
      sums.set(childId, before ? addSessions(before, counts) : counts);
    }
  }
  for (const [childId, counts] of sums) {
    const child = children.get(childId);
    if (!child || !inScope(child.locality)) continue;
    const possible = possibleSessions(counts);
    if (possible > 0 && counts.attended * 100 < possible * PRIORITY_ATTENDANCE)
      members.push(
        counted(
          childId,
          child.locality,
          1,
          1,
          () => `${absentSessions(counts)} of ${possible} sessions missed since ${dateInWords(from ?? '')}`,
        ),
      );
  }
  return {
    key: 'lowAttendance',
    title: `${word(members.length, 'child', 'children')} under 85\u00a0% attendance this half-term`,
    detail: from === null ? 'no half-term on this date' : `since ${dateInWords(from)}`,
    members,
  };
}

function suspended(reader: ReadConnection, snapshot: Snapshot, calendar: SchoolCalendar, inScope: InScope): Need {
  const children = localities(snapshot);
  const year = academicYearOf(snapshot.asAt);
  let near = 0;
  const members: Member[] = [];
  for (const [childId, list] of suspensionsReachingInto(reader, snapshot.asAt)) {
    const child = children.get(childId);
    if (!child || !inScope(child.locality)) continue;
    const standing = suspensionLimits(list, year, calendar);
    if (standing.daysInYear >= NEARS_LIMIT) near += 1;
    if (standing.alerts.some((alert) => alert.kind === 'aboveFifteenInTerm' || alert.kind === 'aboveYearLimit'))
      members.push(
        counted(
          childId,
          children.get(childId)?.locality ?? 'unallocated',
          1,
          1,
          () => `${standing.daysInYear} suspended days this year`,
        ),
      );
  }
  return {
    key: 'suspendedDays',
    title: 'past 15 suspended days in a term',
    detail: near === 0 ? 'none nears 45 this year' : `${near} near${near === 1 ? 's' : ''} 45 this year`,
    members,
  };
}

function withoutSchool(reader: ReadConnection, snapshot: Snapshot, days: readonly string[], inScope: InScope): Need {
  const schoolless = snapshot.children.filter(
    (child) => child.schoolId === null && isOfSchoolYear(child) && inScope(child.locality),
  );
  const ended = withoutSchoolSince(
    reader,
    snapshot.asAt,
    schoolless.map((child) => child.childId),
  );
  const waiting = schoolless
    .map((child) => {
      const since = [ended.get(child.childId) ?? child.inCareSince, child.inCareSince].sort().at(-1) as string;
      return { child, since, schoolDays: days.filter((day) => day > since && day <= snapshot.asAt).length };
    })
    .sort((a, b) => b.schoolDays - a.schoolDays);
  return {
    key: 'withoutSchool',
    title: 'without a school place',
    detail: waiting[0]
      ? `longest ${waiting[0].schoolDays} school ${word(waiting[0].schoolDays, 'day')} this year`
      : 'every school-age child has one',
    members: waiting.map(({ child, since }) =>
      counted(child.childId, child.locality, 1, 1, () =>
        child.withoutSchool === null
          ? `no enrolment since ${dateInWords(since)}`
          : `${withoutSchoolWords(child.withoutSchool)}; at no school since ${dateInWords(since)}`,
      ),
    ),
  };
}

function leavers(reader: ReadConnection, snapshot: Snapshot, inScope: InScope): Need {
  const children = localities(snapshot);
  const open = openPossibleLeavers(reader, snapshot.asAt).filter((row) =>
    inScope(children.get(row.childId)?.locality ?? 'unallocated'),
  );
  return {
    key: 'possibleLeavers',
    title: `possible ${word(open.length, 'leaver')} in the last list`,
    detail: 'nothing closes by itself',
    members: open.map((row) =>
      counted(
        row.childId,
        children.get(row.childId)?.locality ?? 'unallocated',
        1,
        1,
        () => `missing from the list of ${dateInWords(row.noticedOn)}`,
      ),
    ),
  };
}

function unallocated(snapshot: Snapshot, inScope: InScope): Need {
  const members = snapshot.lookedAfter.filter(
    (member) => member.locality === 'unallocated' && inScope(member.locality),
  );
  return {
    key: 'unallocated',
    title: 'in no locality',
    detail: 'placement district not known or not in a locality',
    members,
  };
}
