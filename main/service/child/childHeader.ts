import type { ChildRecord } from '#contract/children.ts';
import { type DatedFact, factOn } from '#db/queries/careFacts.ts';
import type {
  ChildPerson,
  DateOfBirthFact,
  EnrolmentRow,
  EpisodeRow,
  IdentifierFact,
  LocalityFact,
  NameFact,
  PeriodRow,
  Sourced,
} from '#db/queries/childRecord.ts';
import type { ChildOn } from '#db/queries/identity.ts';
import type { SecretFact } from '#db/queries/secrecy.ts';
import { ageOn, type PlainDate } from '#domain/calendar/plainDate.ts';
import { isRespite } from '#domain/cohorts/episode.ts';
import { twelveMonthsBefore } from '#domain/cohorts/twelveMonthCohort.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import { textNameOf } from './names.ts';

export type ChildFacts = {
  person: ChildPerson;
  names: (NameFact & Sourced)[];
  identifiers: (IdentifierFact & Sourced)[];
  datesOfBirth: (DateOfBirthFact & Sourced)[];
  professionals: (DatedFact & { kind: 'socialWorker' | 'reviewingOfficer'; name: string })[];
  sen: (DatedFact & Sourced & { status: string })[];
  carePeriods: PeriodRow[];
  localities: LocalityFact[];
  episodes: (EpisodeRow & Sourced)[];
  secrets: SecretFact[];
  enrolments: (EnrolmentRow & Sourced)[];
};

/** A change of legal status alone (L) is no new placement; every other start of an episode is (SSDA903, RNE). */
const placementsUpTo = (episodes: readonly EpisodeRow[], asAt: PlainDate): number =>
  episodes.filter((episode) => episode.start <= asAt && episode.reasonStarted !== 'L' && !isRespite(episode)).length;

/**
 * Who the child is on a date: the facts then in force. `placements` and `schools` count all up to the date, short breaks
 * and dual registrations left out; `lac12` as in the list of children. The designated teacher is read with the school.
 */
export function childHeader(
  child: ChildOn,
  facts: ChildFacts,
  on: { asAt: PlainDate; authority: { laCode: string; name: string } },
): Omit<ChildRecord['header'], 'designatedTeacher'> {
  const { asAt, authority } = on;
  const { listName, dateOfBirth, ownChild, locality, placement, withoutRespiteSince, inCareSince, sealed } = child;
  const localId = child.localId ?? child.childId;
  const [school] = child.schools;
  const main = facts.enrolments.filter((each) => each.kind === 'main');
  const professional = (kind: 'socialWorker' | 'reviewingOfficer') =>
    factOn(
      facts.professionals.filter((each) => each.kind === kind),
      asAt,
    )?.name ?? null;
  return {
    listName,
    textName: textNameOf(child.legal, localId),
    knownAs: child.knownAs && textNameOf(child.knownAs, localId),
    localId,
    upn: child.upn,
    dateOfBirth,
    dateOfBirthDisputed: child.dateOfBirthDisputed,
    age: dateOfBirth === null ? null : ageOn(dateOfBirth, asAt),
    sex: child.sex,
    ethnicity: facts.person.ethnicity,
    firstLanguage: facts.person.firstLanguage,
    uasc: child.uasc,
    ownChild,
    responsibleAuthority: ownChild ? authority.name : child.responsibleAuthority,
    ncYear: child.ncYear,
    school: school ? { id: school.schoolId, name: school.name, urn: school.urn } : null,
    ...(child.withoutSchool ? { withoutSchool: child.withoutSchool } : {}),
    localityName: locality ? (locality.name ?? 'Unallocated') : 'No locality',
    localityId: locality ? (locality.id ?? UNALLOCATED) : null,
    lac12: withoutRespiteSince !== null && withoutRespiteSince <= twelveMonthsBefore(asAt),
    lookedAfter: inCareSince !== null,
    inCareSince,
    placementType: placement?.placementType ?? null,
    placementDistrict: placement?.district ?? null,
    placements: placementsUpTo(facts.episodes, asAt),
    schools: new Set(main.flatMap(({ from, schoolId }) => (from <= asAt && schoolId !== null ? [schoolId] : []))).size,
    confidentialPlacement: child.secretPlacement,
    senStatus: child.senStatus,
    socialWorker: professional('socialWorker'),
    reviewingOfficer: professional('reviewingOfficer'),
    sealed,
  };
}
