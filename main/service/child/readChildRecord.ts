import type { ChildRecord } from '#contract/children.ts';
import type { ReadConnection } from '#db/open.ts';
import { daysOfChild, rollupOfChild, weeksOfChild } from '#db/queries/attendance.ts';
import { fifthHalfTermEnds, schoolCalendar } from '#db/queries/attendanceCalendar.ts';
import { identityOn, readAuthority } from '#db/queries/careFacts.ts';
import {
  type ChildPerson,
  carePeriodsOfChild,
  datesOfBirthOfChild,
  enrolmentsOfChild,
  episodesOfChild,
  identifiersOfChild,
  localitiesOfChild,
  namesOfChild,
  professionalsOfChild,
  readChild,
  type Sourced,
  senOfChild,
} from '#db/queries/childRecord.ts';
import { suspensionsReach } from '#db/queries/dataReaches.ts';
import { childrenOn } from '#db/queries/identity.ts';
import { originsOfChild } from '#db/queries/origins.ts';
import { pepsOfChildren, sectionsOfPeps, targetsOfPeps } from '#db/queries/peps.ts';
import { publicationDays } from '#db/queries/publicationDays.ts';
import { resultsOfChildren, targetsOfChildren } from '#db/queries/results.ts';
import { designatedTeacherOn } from '#db/queries/schools.ts';
import { childrenInScope } from '#db/queries/scope.ts';
import { secretsOfChildren } from '#db/queries/secrecy.ts';
import { suspensionsOfChildren } from '#db/queries/suspensions.ts';
import type { Scope } from '#domain/access/scopeOf.ts';
import {
  type AcademicYear,
  academicYearOf,
  addAcademicYears,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import { academicYearOfNcYear } from '#domain/calendar/ncYear.ts';
import { mondayOf } from '#domain/calendar/plainDate.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { attainmentSection } from './attainmentSection.ts';
import { attendanceSection } from './attendanceSection.ts';
import { careSection } from './careSection.ts';
import { type ChildFacts, childHeader } from './childHeader.ts';
import { pepPlans } from './pepPlans.ts';
import { pepsSection } from './pepsSection.ts';
import { secrecySection } from './secrecySection.ts';
import { suspensionsSection } from './suspensionsSection.ts';

type Sources = <Row extends { id: string }>(rows: readonly Row[]) => (Row & Sourced)[];

/** Where each fact of a child comes from. Of a closed record nothing is told: what a file was called may hold a name. */
const sourcesOf = (reader: ReadConnection, childId: string, sealed: boolean): Sources => {
  const originOf = originsOfChild(reader, sealed ? '' : childId);
  return (rows) => rows.map((row) => ({ ...row, origin: originOf(row.id) }));
};

const readFacts = (reader: ReadConnection, childId: string, person: ChildPerson, sourced: Sources): ChildFacts => ({
  person,
  names: sourced(namesOfChild(reader, childId)),
  identifiers: sourced(identifiersOfChild(reader, childId)),
  datesOfBirth: sourced(datesOfBirthOfChild(reader, childId)),
  professionals: professionalsOfChild(reader, childId),
  sen: sourced(senOfChild(reader, childId)),
  carePeriods: carePeriodsOfChild(reader, childId),
  localities: localitiesOfChild(reader, childId),
  episodes: sourced(episodesOfChild(reader, childId)),
  enrolments: sourced(enrolmentsOfChild(reader, childId)),
  secrets: secretsOfChildren(reader, [childId]).get(childId) ?? [],
});

/** The academic year in which a child is in year 11: by the year group it is in, else by its birth date. */
function yearElevenOf({ ncYear, dateOfBirth }: ReturnType<typeof childHeader>, asAt: string): AcademicYear | null {
  if (ncYear !== null) return addAcademicYears(academicYearOf(asAt), 11 - ncYear);
  return dateOfBirth === null ? null : academicYearOfNcYear(dateOfBirth, 11);
}

/**
 * A child's whole record as at a date, on this day. Fails with 'notFound' where no child has the id.
 * A child who is no longer, or not yet, looked after on the date has a record all the same, and says so.
 */
export function readChildRecord(
  scope: Scope,
  reader: ReadConnection,
  childId: string,
  asAt: string,
  today: string,
): ChildRecord {
  const person = readChild(reader, childId);
  const child = childrenOn(childrenInScope(scope, reader, today), reader, [childId], asAt, today).get(childId);
  if (!person || !child)
    throw new CallFailure(
      'notFound',
      'There is no such child in this store. The import that brought it may be undone.',
    );
  const { sealed } = child;
  const sourced = sourcesOf(reader, childId, sealed);
  const facts = readFacts(reader, childId, person, sourced);
  const header = childHeader(child, facts, { asAt, authority: readAuthority(reader) });
  const teacher = header.school ? designatedTeacherOn(reader, header.school.id, asAt) : null;
  const peps = pepsOfChildren(reader, [childId]).get(childId) ?? [];
  const pepIds = peps.map(({ id }) => id);
  const academicYear = academicYearOf(asAt);
  const calendar = schoolCalendar(reader, academicYear);
  const care = facts.carePeriods.filter((period) => period.kind === 'all');
  return {
    childId,
    asAt,
    header: { ...header, designatedTeacher: teacher },
    attendance: attendanceSection({
      asAt,
      weeks: weeksOfChild(reader, childId, mondayOf(startOfAcademicYear(academicYear)), asAt),
      rollup: rollupOfChild(reader, childId, academicYear),
      days: daysOfChild(reader, childId, academicYear),
      fifthHalfTermEnds: fifthHalfTermEnds(reader),
      care,
      halves: calendar.terms,
    }),
    attainment: attainmentSection(
      sourced(resultsOfChildren(reader, [childId]).get(childId) ?? []),
      targetsOfChildren(reader, [childId]).get(childId) ?? [],
      asAt,
      publicationDays(reader),
      yearElevenOf(header, asAt),
    ),
    suspensions: suspensionsSection(
      sourced(suspensionsOfChildren(reader, [childId]).get(childId) ?? []),
      asAt,
      calendar,
      suspensionsReach(reader, academicYear, asAt),
    ),
    peps: pepsSection({
      peps: sourced(peps),
      sections: sectionsOfPeps(reader, pepIds),
      targets: targetsOfPeps(reader, pepIds),
      care,
      nextPep: (peps) =>
        pepPlans(
          reader,
          asAt,
        )({
          peps,
          inCareSince: header.inCareSince,
          dateOfBirth: header.dateOfBirth,
          ownChild: header.ownChild,
        }),
      asAt,
    }),
    care: careSection({ ...(asAt < today ? factsBy(facts, asAt) : facts), asAt, sealed }),
    secrecy: secrecySection(facts, today),
  };
}

/**
 * The dated facts as they stood on a day gone by: nothing that began later, and what ended later still goes on. A name or
 * number first written down later is kept where there was none before (see `identityOn`); dates of birth are told whole.
 */
function factsBy(facts: ChildFacts, asAt: string): ChildFacts {
  const begun = <Fact extends { from: string; to: string | null }>(rows: readonly Fact[]): Fact[] =>
    rows
      .filter((row) => row.from <= asAt)
      .map((row) => (row.to !== null && row.to > asAt ? { ...row, to: null } : row));
  const known = <Fact extends { from: string; to: string | null }>(rows: readonly Fact[]): Fact[] => {
    const kept = begun(rows);
    const first = kept.length === 0 ? identityOn(rows, asAt) : null;
    return first ? [first] : kept;
  };
  return {
    ...facts,
    names: [
      ...known(facts.names.filter(({ kind }) => kind === 'legal')),
      ...begun(facts.names.filter(({ kind }) => kind !== 'legal')),
    ],
    identifiers: [...Map.groupBy(facts.identifiers, ({ kind }) => kind).values()].flatMap(known),
    sen: begun(facts.sen),
    enrolments: begun(facts.enrolments),
    episodes: facts.episodes
      .filter((episode) => episode.start <= asAt)
      .map((episode) =>
        episode.end !== null && episode.end > asAt ? { ...episode, end: null, reasonCeased: null } : episode,
      ),
  };
}
