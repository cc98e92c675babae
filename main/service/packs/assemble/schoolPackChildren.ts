import type { ReadConnection } from '#db/open.ts';
import { readBankHolidays } from '#db/queries/attendanceCalendar.ts';
import { suspensionsReach } from '#db/queries/dataReaches.ts';
import type { ChildOn } from '#db/queries/identity.ts';
import { packTerms } from '#db/queries/packs.ts';
import { schoolsAttended } from '#db/queries/packsNames.ts';
import { packCare, packEnrolments, packWeeks } from '#db/queries/packsRecords.ts';
import { type PepRow, pepsOfChildren, sectionsOfPeps, targetsOfPeps } from '#db/queries/peps.ts';
import { type ResultRow, resultsOfChildren, targetsOfChildren } from '#db/queries/results.ts';
import { issuedBy } from '#db/queries/resultsAsAt.ts';
import { suspensionsOfChildren } from '#db/queries/suspensions.ts';
import { persistentAbsenceRule } from '#domain/attendance/persistentAbsenceRule.ts';
import { type AcademicYear, addAcademicYears, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { mondayOf } from '#domain/calendar/plainDate.ts';
import { schoolDays } from '#domain/calendar/schoolDays.ts';
import type { NextPepDue } from '#domain/peps/nextPepDue.ts';
import { pepsAsAt } from '#domain/peps/pepsAsAt.ts';
import { pepPlans } from '#service/child/pepPlans.ts';
import type { ChildPack, LastPep, Section, SmartTarget } from '../model/packModel.ts';
import { pointsOfPupils } from '../model/packPoints.ts';
import { packQuestions } from '../model/packQuestions.ts';
import { longDate } from '../model/packWords.ts';
import { attainmentOfPack } from './schoolPackAttainment.ts';
import { attendanceOfPack, EARLIER_YEARS } from './schoolPackAttendance.ts';
import { type HeaderSetting, headerOfPupil, localIdOf } from './schoolPackChild.ts';
import { choosePassages, NO_TARGET, type Passage, type PassageChoice } from './schoolPackPassages.ts';
import { lastPepOfPack, lastPepOn, smartTargetsOfPack } from './schoolPackPeps.ts';
import { type AroundSecret, secretsOf } from './schoolPackSecrets.ts';
import { suspensionsOfPack } from './schoolPackSuspensions.ts';

export interface ChildrenSetting extends HeaderSetting {
  academicYear: AcademicYear;
  /** Percentage of sessions attended that is asked for. */
  attendanceTarget: number;
  schoolId: string;
  around: AroundSecret;
  choice: PassageChoice;
}

/**
 * The children's parts of a pack, in the order given, each with the passages of free text there are. A fixed number of
 * queries, whatever the number of children; text that does not go is taken out before the questions are made from the rest.
 */
export function buildChildren(
  reader: ReadConnection,
  pupils: readonly ChildOn[],
  setting: ChildrenSetting,
): { pack: ChildPack; passages: Passage[] }[] {
  const { asAt, academicYear } = setting;
  const ids = pupils.map(({ childId }) => childId);
  const earliest = mondayOf(startOfAcademicYear(addAcademicYears(academicYear, -EARLIER_YEARS)));
  const terms = packTerms(reader);
  const bankHolidays = readBankHolidays(reader);
  const open = new Set(schoolDays(terms, bankHolidays));
  const reach = suspensionsReach(reader, academicYear, asAt);
  const weeks = packWeeks(reader, ids, earliest, asAt);
  const enrolments = packEnrolments(reader, ids);
  const attended = schoolsAttended(reader, ids, setting.schoolId);
  const results = resultsOfChildren(reader, ids);
  const issued = issuedBy<ResultRow>(reader, asAt);
  const outlooks = targetsOfChildren(reader, ids);
  const suspensions = suspensionsOfChildren(reader, ids);
  const peps = pepsOfChildren(reader, ids);
  const last = new Map(ids.map((childId) => [childId, lastPepOn(peps.get(childId) ?? [], asAt)]));
  const lastIds = [...last.values()].flatMap((pep) => (pep === null ? [] : [pep.id]));
  const sections = sectionsOfPeps(reader, lastIds);
  const targets = targetsOfPeps(reader, lastIds);
  const absence = persistentAbsenceRule(academicYear);
  const rules = {
    attendancePercent: setting.attendanceTarget,
    // Until 2014/15 fixed numbers of sessions decided, which a part of a year cannot be held against: nothing is claimed.
    persistentAbsencePercent: absence?.method === 'ownPossibleSessions' ? absence.percentage : Number.POSITIVE_INFINITY,
  };
  const nextPep = pepPlans(reader, asAt);
  const care = packCare(reader, ids);
  const plansOf = (identity: ChildOn) => {
    const { childId, inCareSince, dateOfBirth } = identity;
    const pep = last.get(childId) ?? null;
    const next = nextPep({
      peps: pepsAsAt(peps.get(childId) ?? [], asAt),
      inCareSince,
      dateOfBirth,
      ownChild: identity.ownChild,
    });
    if (pep === null) return noPep(asAt, next);
    const smart = smartTargetsOfPack(targets.get(pep.id) ?? []);
    return {
      lastPep: {
        available: true,
        value: lastPepOfPack(pep, sections.get(pep.id) ?? [], next, care.get(childId) ?? [], asAt),
      },
      smartTargets:
        smart.length === 0 ? { available: false, reason: whyNoTarget(pep, asAt) } : { available: true, value: smart },
    } satisfies { lastPep: Section<LastPep>; smartTargets: Section<SmartTarget[]> };
  };
  const texts = [
    ...[...sections.values()].flat().map(({ reason }) => reason ?? ''),
    ...[...targets.values()]
      .flat()
      .flatMap(({ what, who, where, howOften, evidence }) => [what, who, where ?? '', howOften ?? '', evidence ?? '']),
  ];
  const pointsOf = pointsOfPupils(reader, { schoolId: setting.schoolId, asAt, texts });
  return pupils.map((identity) => {
    const { childId } = identity;
    const header = headerOfPupil(identity, setting);
    const text = {
      childId,
      secret: identity.secretPlacement,
      namesSecret: secretsOf(identity, setting.around, asAt, attended.get(childId)),
      pointsIn: pointsOf(identity),
    };
    const { plans, passages } = choosePassages(plansOf(identity), text, setting.choice);
    const { lastPep, smartTargets } = plans;
    const facts: Omit<ChildPack, 'questions'> = {
      localId: localIdOf(identity),
      header,
      attendance: attendanceOfPack(
        { weeks: weeks.get(childId) ?? [], enrolments: enrolments.get(childId) ?? [] },
        { asAt, terms, bankHolidays, targetPercent: setting.attendanceTarget },
      ),
      attainment: attainmentOfPack(issued(results.get(childId) ?? []), outlooks.get(childId) ?? [], asAt),
      suspensions: suspensionsOfPack(suspensions.get(childId) ?? [], {
        asAt,
        isSchoolDay: (date) => open.has(date),
        reach,
        anotherAuthority: header.otherAuthority !== undefined,
      }),
      lastPep,
      smartTargets,
    };
    return { pack: { ...facts, questions: packQuestions(facts, rules) }, passages };
  });
}

const noPep = (
  asAt: string,
  next: NextPepDue | null,
): { lastPep: Section<LastPep>; smartTargets: Section<SmartTarget[]> } => {
  const reason = `no PEP is recorded up to ${longDate(asAt)}`;
  const due = next === null ? '' : `; one ${next.overdue ? 'was' : 'is'} due by ${longDate(next.due)}`;
  return { lastPep: { available: false, reason: reason + due }, smartTargets: { available: false, reason } };
};

const whyNoTarget = (pep: PepRow, asAt: string): string =>
  pep.held === null || pep.held > asAt ? 'the PEP that was due has not been held' : NO_TARGET;
