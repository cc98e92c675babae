import type { ChildRecord } from '#contract/children.ts';
import { type DatedFact, factOn, identityOn, localIdOn } from '#db/queries/careFacts.ts';
import type {
  ChildPerson,
  DateOfBirthFact,
  EnrolmentRow,
  EpisodeRow,
  IdentifierFact,
  LocalityFact,
  NameFact,
  PeriodRow,
} from '#db/queries/childRecord.ts';
import type { SecretFact } from '#db/queries/secrecy.ts';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { ageOn, type PlainDate } from '#domain/calendar/plainDate.ts';
import { birthNowKnown } from '#domain/cohorts/birthNowKnown.ts';
import { isRespite } from '#domain/cohorts/episode.ts';
import { placementOn } from '#domain/cohorts/placementOn.ts';
import { twelveMonthsBefore } from '#domain/cohorts/twelveMonthCohort.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import { isSecretPlacement } from '#domain/secrecy/isSecretPlacement.ts';
import { listNameOf, textNameOf } from './names.ts';

export type ChildFacts = {
  person: ChildPerson;
  names: NameFact[];
  identifiers: IdentifierFact[];
  datesOfBirth: DateOfBirthFact[];
  authorities: (DatedFact & { laCode: string })[];
  uasc: DatedFact[];
  professionals: (DatedFact & { kind: 'socialWorker' | 'reviewingOfficer'; name: string })[];
  sen: (DatedFact & { status: string })[];
  carePeriods: PeriodRow[];
  localities: LocalityFact[];
  episodes: EpisodeRow[];
  secrets: SecretFact[];
  enrolments: EnrolmentRow[];
};

/** Care covers its first day and not the day it ended. */
const covers = (span: { start: PlainDate; end: PlainDate | null }, date: PlainDate): boolean =>
  span.start <= date && (span.end === null || span.end > date);

/** A change of legal status alone (L) is no new placement; every other start of an episode is (SSDA903, RNE). */
const placementsUpTo = (episodes: readonly EpisodeRow[], asAt: PlainDate): number =>
  episodes.filter((episode) => episode.start <= asAt && episode.reasonStarted !== 'L' && !isRespite(episode)).length;

/**
 * Who the child is on a date: the facts then in force. `placements` and `schools` count all up to the date, short breaks
 * and dual registrations left out; `lac12` as in the list of children. The designated teacher is read with the school.
 */
export function childHeader(
  childId: string,
  facts: ChildFacts,
  on: { asAt: PlainDate; sealed: boolean; authority: { laCode: string; name: string } },
): Omit<ChildRecord['header'], 'designatedTeacher'> {
  const { asAt, sealed, authority } = on;
  const ids = (kind: string) => facts.identifiers.filter((each) => each.kind === kind);
  const localId = localIdOn(ids('localId'), asAt, authority.laCode) ?? childId;
  const named = (kind: NameFact['kind']) => (sealed ? [] : facts.names.filter((name) => name.kind === kind));
  const name = identityOn(named('legal'), asAt);
  const knownAs = factOn(named('knownAs'), asAt);
  const born = birthNowKnown(facts.datesOfBirth);
  const main = facts.enrolments.filter((each) => each.kind === 'main');
  const enrolment = factOn(main, asAt) ?? factOn(facts.enrolments, asAt);
  const period = (kind: PeriodRow['kind']) =>
    facts.carePeriods.find((each) => each.kind === kind && covers(each, asAt)) ?? null;
  const inCare = period('all');
  const withoutRespite = period('withoutRespite');
  const placement = inCare && placementOn(facts.episodes, asAt);
  const locality = factOn(facts.localities, asAt);
  const responsible = factOn(facts.authorities, asAt)?.laCode ?? null;
  const professional = (kind: 'socialWorker' | 'reviewingOfficer') =>
    factOn(
      facts.professionals.filter((each) => each.kind === kind),
      asAt,
    )?.name ?? null;
  return {
    listName: listNameOf(name, localId),
    textName: textNameOf(name, localId),
    knownAs: knownAs && textNameOf(knownAs, localId),
    localId,
    upn: sealed ? null : (identityOn(ids('upn'), asAt)?.value ?? null),
    dateOfBirth: born?.dateOfBirth ?? null,
    dateOfBirthDisputed: born?.disputed === 1,
    age: born ? ageOn(born.dateOfBirth, asAt) : null,
    sex: facts.person.sex,
    ethnicity: facts.person.ethnicity,
    firstLanguage: facts.person.firstLanguage,
    uasc: factOn(facts.uasc, asAt) !== null,
    ownChild: responsible === authority.laCode,
    responsibleAuthority: responsible === authority.laCode ? authority.name : responsible,
    ncYear: ncYearOn(asAt, enrolment && { start: enrolment.from, ncYear: enrolment.ncYear }, born?.dateOfBirth ?? null),
    school: enrolment && { id: enrolment.schoolId, name: enrolment.schoolName, urn: enrolment.urn },
    localityName: locality ? (locality.name ?? 'Unallocated') : 'No locality',
    localityId: locality ? (locality.id ?? UNALLOCATED) : null,
    lac12: withoutRespite !== null && withoutRespite.start <= twelveMonthsBefore(asAt),
    lookedAfter: inCare !== null,
    inCareSince: inCare?.start ?? null,
    placementType: placement?.placementType ?? null,
    placementDistrict: placement?.placementDistrict ?? null,
    placements: placementsUpTo(facts.episodes, asAt),
    schools: new Set(main.filter((each) => each.from <= asAt).map((each) => each.schoolId)).size,
    confidentialPlacement: isSecretPlacement(facts, asAt),
    senStatus: factOn(facts.sen, asAt)?.status ?? null,
    socialWorker: professional('socialWorker'),
    reviewingOfficer: professional('reviewingOfficer'),
    sealed,
  };
}
