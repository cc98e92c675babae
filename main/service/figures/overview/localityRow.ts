import type { LocalityRow } from '#contract/overview.ts';
import type { Drill, Figure } from '#contract/shared.ts';
import type { ReadConnection } from '#db/open.ts';
import { localityStaff } from '#db/queries/localityStaff.ts';
import { minimumToRate, targetsOf } from '#db/queries/peers.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { ReachOfSuspensions } from '#domain/exclusions/reachOfSuspensions.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { dateInWords } from '#service/documents/dateInWords.ts';
import { aggregate } from '../measures/aggregate.ts';
import type { Member, MemberKind } from '../measures/member.ts';
import { figureOf } from './figureOf.ts';
import { gapOf, type Headline } from './headlineGap.ts';
import { rateByTarget } from './rateByTarget.ts';
import { pepTermOf, type Snapshot } from './snapshot.ts';

/** A row of the locality table: a locality, 'unallocated', or (null) the county. */
export type Group = { localityId: string | null; name: string; isCounty: boolean };

/** The children behind an overview figure. */
export const drillTo = (figure: string, asAt: PlainDate, localityId: string | null): Drill => ({
  figure,
  asAt,
  academicYear: null,
  localityId,
  measure: null,
});

/** The members that count in a group. */
export const only = (members: readonly Member[], group: { localityId: string | null }) =>
  group.localityId === null ? members : members.filter((member) => member.locality === group.localityId);

/** A figure of the overview: its members and what to say of it. */
export type Part = {
  key: string;
  kind: MemberKind;
  members: readonly Member[];
  cohort: string;
  definition: string;
  source: string;
  coverageWords?: string;
};

/** ', received to 14 November 2024' where files do not reach to the date; nothing where they do, or none came. */
export const receivedWords = (reach: ReachOfSuspensions | null): string =>
  reach === null || reach.covers ? '' : `, received to ${dateInWords(reach.to)}`;

/** The measure whose targets hold for persistent absence by the rule of a year; none had the 20 % of 2009/10 and before. */
const persistentMeasureOf = (year: AcademicYear): MeasureId | null =>
  year >= '2015/16' ? 'absence-persistent-10' : year >= '2010/11' ? 'absence-persistent-15' : null;

/** Every figure of the overview as at the snapshot's date, before it is split by locality. */
export function partsOf(reader: ReadConnection, snapshot: Snapshot, county: string) {
  const inYear = `${snapshot.academicYear} to ${dateInWords(snapshot.asAt)}`;
  const outcomes = `${county}'s own school-age children in care for 12 months on the date`;
  const marks = `Session marks in this store, ${inYear}`;
  const part = (
    key: string,
    kind: MemberKind,
    members: readonly Member[],
    cohort: string,
    definition: string,
    source: string,
    coverage?: string,
  ): Part => ({ key, kind, members, cohort, definition, source, ...(coverage ? { coverageWords: coverage } : {}) });
  return {
    children: part(
      'children',
      'count',
      snapshot.lookedAfter,
      `${county}'s own children`,
      'Children looked after on the date, respite left out. Children of other authorities placed here are not among them.',
      'Episodes of care in this store',
    ),
    lac12: part(
      'lac12',
      'count',
      snapshot.lac12,
      `${county}'s own children`,
      'Looked after continuously for at least 12 months on the date, respite left out.',
      'Episodes of care in this store',
    ),
    absence: part(
      'absence',
      'sessions',
      snapshot.attendance('absence-overall'),
      outcomes,
      measureOf('absence-overall').definition,
      marks,
      'marks',
    ),
    persistentAbsence: part(
      'persistentAbsence',
      'share',
      snapshot.persistent.members,
      outcomes,
      snapshot.persistent.words === null
        ? 'No rule of persistent absence is known for the year.'
        : `Persistent absentees by the rule of ${snapshot.academicYear}: ${snapshot.persistent.words}.`,
      marks,
      'marks',
    ),
    suspended: part(
      'suspended',
      'share',
      snapshot.suspended,
      outcomes,
      `${measureOf('suspension-at-least-one').definition} Only standing suspensions count.`,
      `Suspensions in this store, ${inYear}${receivedWords(snapshot.suspensionsReach)}`,
    ),
    pepsOnTime: part(
      'pepsOnTime',
      'share',
      snapshot.pepsOnTime,
      `PEPs of ${county}'s own children due this term by the date`,
      'PEPs held on or before the due date, of those due. Children not looked after on the due date are out.',
      `PEPs in this store, due from ${dateInWords(pepTermOf(snapshot.asAt).start)}`,
    ),
    persistentMeasure: persistentMeasureOf(snapshot.academicYear),
    suspensionsTooShort: snapshot.suspensionsReach?.tooShort === true,
    quality: snapshot.pepQuality,
    staff: localityStaff(reader, snapshot.asAt),
    targets: (measure: MeasureId) =>
      targetsOf(reader, measure, county).filter((target) => target.academicYear === snapshot.academicYear),
    minimumToRate: minimumToRate(reader, snapshot.asAt),
  };
}

/** The figures of one locality, or of the county. */
export function localityRow(
  group: Group,
  parts: ReturnType<typeof partsOf>,
  gaps: Record<'ks2' | 'ks4', Headline | null>,
  asAt: PlainDate,
): LocalityRow {
  const figure = (part: Part): Figure =>
    figureOf(aggregate(only(part.members, group), part.kind), {
      cohort: part.cohort,
      definition: part.definition,
      source: part.source,
      ...(part.coverageWords ? { coverageWords: part.coverageWords } : {}),
      drill: drillTo(part.key, asAt, group.localityId),
    });
  const rated = (part: Part & { measure: MeasureId }): Figure =>
    rateByTarget(figure(part), part.measure, parts.targets(part.measure), parts.minimumToRate);
  const children = figure(parts.children);
  const quality = { green: 0, amber: 0, red: 0, notGraded: 0, notHeld: 0 };
  for (const { member, quality: own } of parts.quality)
    if (group.localityId === null || member.locality === group.localityId) quality[own] += 1;
  const staff =
    group.localityId === null
      ? [...parts.staff.values()].reduce((sum, fte) => sum + fte, 0)
      : (parts.staff.get(group.localityId) ?? 0);
  return {
    ...group,
    children,
    lac12: figure(parts.lac12),
    ks2Gap: gapOf(gaps.ks2, group.localityId, asAt),
    ks4Gap: gapOf(gaps.ks4, group.localityId, asAt),
    absence: rated({ ...parts.absence, measure: 'absence-overall' }),
    persistentAbsence:
      parts.persistentMeasure === null
        ? figure(parts.persistentAbsence)
        : rated({ ...parts.persistentAbsence, measure: parts.persistentMeasure }),
    // Part of the time says nothing of a target for all of it.
    suspended: parts.suspensionsTooShort
      ? figure(parts.suspended)
      : rated({ ...parts.suspended, measure: 'suspension-at-least-one' }),
    pepsOnTime: rated({ ...parts.pepsOnTime, measure: 'pep-on-time' }),
    pepQuality: { ...quality, drill: drillTo('pepQuality', asAt, group.localityId) },
    caseload: {
      ...children,
      value: staff === 0 ? null : (children.value ?? 0) / staff,
      unit: 'ratio',
      absent: staff === 0 ? 'notAvailable' : null,
      numerator: children.value,
      denominator: staff === 0 ? null : staff,
      n: null,
      definition: 'Children looked after for each full-time equivalent member of the core team.',
      source: 'Staff of the locality in the authority profile',
      drill: null,
    },
  };
}
