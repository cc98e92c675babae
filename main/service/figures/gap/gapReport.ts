import type { ParsedInput } from '#contract/calls.ts';
import type { GapReport, GapRow, ReportTarget } from '#contract/reports.ts';
import { suspensionsReach } from '#db/queries/dataReaches.ts';
import { localitiesBetween } from '#db/queries/localities.ts';
import { authorityName, minimumToRate, type TargetRow, targetsOf } from '#db/queries/peers.ts';
import {
  type AcademicYear,
  academicYearsBetween,
  endOfAcademicYear,
  previousAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import type { ReachOfSuspensions } from '#domain/exclusions/reachOfSuspensions.ts';
import { disadvantageOf } from '#domain/gap/disadvantageOf.ts';
import { isMeasureId, measureOf } from '#domain/measures/catalogue.ts';
import { breaksBetween, measureInYear } from '#domain/measures/measureInYear.ts';
import { cohortWords } from '#domain/measures/standingBenchmark.ts';
import { CallFailure } from '#service/context/callFailure.ts';
import { dateInWords } from '#service/documents/dateInWords.ts';
import { type Aggregate, aggregate, byLocality } from '../measures/aggregate.ts';
import { scaleOf } from '../measures/attainmentMembers.ts';
import { kindOf, measureMembers } from '../measures/measureMembers.ts';
import type { Member } from '../measures/member.ts';
import type { ReportContext } from '../measures/reportRows.ts';
import { gapFigure } from './gapFigure.ts';
import { findingOf } from './gapFinding.ts';
import { publishedAsAt } from './publishedAsAt.ts';
import { figureNeeded, ratingOf, targetFor, targetWords } from './targetStanding.ts';

/** How far suspensions of the years shown are known, where that is not all the way. */
function reachNote(reaches: readonly [AcademicYear, ReachOfSuspensions | null][]): string[] {
  const words = reaches.flatMap(([year, reach]) =>
    reach === null || reach.covers
      ? []
      : [`${year} to ${dateInWords(reach.to)}${reach.tooShort ? ' (a part, without gap or rating)' : ''}`],
  );
  return words.length === 0 ? [] : [`Suspensions and exclusions have been received: ${words.join('; ')}.`];
}

export type GapReportInput = Omit<ParsedInput<'reports.gap'>, 'asAt'> & { asAt?: string | null };

/**
 * Gap to peers of one measure: a row a year for the county, and a row a locality for the last year (or every year).
 * Every figure is computed from child rows of the cohort; peers are the published values of the same year. A last year
 * whose peers are not published yet shows its own figures as provisional beside the last year with a full gap.
 */
export function gapReport(context: ReportContext, input: GapReportInput): GapReport {
  const { reader } = context;
  if (!isMeasureId(input.measure))
    throw new CallFailure('invalidInput', `There is no measure '${input.measure}'.`, {
      field: 'measure',
      value: input.measure,
    });
  if (input.fromYear > input.toYear)
    throw new CallFailure('invalidInput', 'The first year is after the last.', {
      field: 'fromYear',
      value: input.fromYear,
    });
  const measure = measureOf(input.measure);
  const authority = authorityName(reader);
  const peerGeography = input.peer === 'Kent' ? authority : input.peer;
  const cohortKind = input.cohort === 'LAC12' ? ('LAC12' as const) : ('LAC' as const);
  const years = academicYearsBetween(input.fromYear, input.toYear);
  const today = context.clock.today();
  const asAt = input.asAt ?? today;
  // One year more, so that the first year shown has a change.
  const firstRead = previousAcademicYear(input.fromYear);
  const members = measureMembers(context, measure, {
    fromYear: firstRead,
    toYear: input.toYear,
    lac12Only: input.cohort === 'LAC12',
    withUasc: input.uasc === 'with',
    asAt: asAt < today ? asAt : null,
  });
  const publications = publishedAsAt(context, measure, asAt);
  const peers = publications.values(peerGeography, 'ALL', '0000/00', input.toYear);
  const later = publications.later(peerGeography, input.fromYear, input.toYear);
  const lastPublished = [...peers.keys()].at(-1) ?? '9999/99';
  const published = publications.values(authority, 'LAC12', firstRead, input.toYear);
  const targets = targetsOf(reader, measure.id, authority);
  const minimum = minimumToRate(reader, asAt);
  const cohortText = `${authority}'s own children ${input.cohort === 'LAC12' ? 'looked after for 12 months or more' : 'looked after on the date'}${input.uasc === 'without' ? ', without unaccompanied asylum-seeking children' : ''}`;

  // Files of suspensions reach to a day; marks and results say for each child whether they are there.
  const reaches = new Map(
    measure.subject === 'exclusions'
      ? [previousAcademicYear(input.fromYear), ...years].map((year) => [year, suspensionsReach(reader, year, asAt)])
      : [],
  );
  /** Whether too little of a year is known to hold it against peers of the whole, or a target for it. */
  const isPartOf = (year: AcademicYear): boolean => reaches.get(year)?.tooShort === true;

  // The same members are one year's figure and the next year's comparison: added up once.
  const totals = new Map<readonly Member[], Aggregate>();
  const totalOf = (own: readonly Member[], academicYear: AcademicYear): Aggregate => {
    const total = totals.get(own) ?? aggregate(own, kindOf(measure), scaleOf(measure, academicYear));
    totals.set(own, total);
    return total;
  };
  const parts = new Map<AcademicYear, Map<string, Member[]>>();
  const localityList = localitiesBetween(reader, startOfAcademicYear(input.fromYear), endOfAcademicYear(input.toYear));
  const partsOf = (year: AcademicYear): Map<string, Member[]> => {
    const groups =
      parts.get(year) ??
      byLocality(
        members.get(year) ?? [],
        localityList.map((locality) => locality.id),
      );
    parts.set(year, groups);
    return groups;
  };

  const rowOf = (
    academicYear: AcademicYear,
    group: { localityId: string | null; name: string; isCounty: boolean },
    own: readonly Member[],
    before: readonly Member[] | null,
  ): GapRow => {
    const inYear = measureInYear(measure, academicYear);
    const total = totalOf(own, academicYear);
    const earlier = previousAcademicYear(academicYear);
    const earlierValue = before ? totalOf(before, earlier).value : null;
    const earlierPeer = peers.get(earlier)?.value;
    const isPart = isPartOf(academicYear);
    const peer = inYear.applies && !isPart ? (peers.get(academicYear) ?? null) : null;
    const { figure, peerNote } = gapFigure({
      measure,
      academicYear,
      cohortKind,
      cohortWords: cohortText,
      aggregate: total,
      peer,
      peerGeography,
      before:
        earlierValue !== null && earlierPeer !== undefined && !isPartOf(earlier)
          ? { academicYear: earlier, gap: earlierPeer - earlierValue }
          : null,
      targets: isPart ? [] : targets,
      minimumToRate: minimum,
      localityId: group.localityId,
      withoutUasc: input.uasc === 'without',
      noTests: inYear.applies ? null : inYear.words,
      isPart,
      asAt,
    });
    return {
      academicYear,
      ...group,
      inCohort: total.inCohort,
      withResult: total.children,
      missing: total.missing,
      excluded: total.excluded,
      // Where nobody has a result nothing is known: neither nought reached nor a span from 0 to 100.
      reached: total.kind === 'share' && total.children > 0 ? total.numerator : null,
      lookedAfter: inYear.applies ? total.value : null,
      lookedAfterAbsent: !inYear.applies ? 'noTests' : total.value === null ? 'notAvailable' : null,
      bounds: inYear.applies && total.children > 0 && total.missing > 0 ? total.bounds : null,
      interval: total.interval,
      peer: peer?.value ?? null,
      peerNote: !inYear.applies
        ? inYear.words
        : isPart
          ? 'a part of the year has no gap'
          : later.years.has(academicYear)
            ? 'peer published later'
            : peerNote,
      provisional: inYear.applies && total.value !== null && peer === null && academicYear > lastPublished,
      published:
        group.isCounty && input.cohort === 'LAC12' && input.uasc === 'with'
          ? (published.get(academicYear)?.value ?? null)
          : null,
      gap: figure,
      seriesBreak: breaksBetween(measure, earlier, academicYear)[0]?.reason ?? null,
      drill: figure.drill,
    };
  };

  const county = years.map((year) =>
    rowOf(
      year,
      { localityId: null, name: authority, isCounty: true },
      members.get(year) ?? [],
      members.get(previousAcademicYear(year)) ?? [],
    ),
  );
  const lastFull = county.findLast((row) => row.gap.value !== null);
  const last = county.at(-1);
  // Peers or results of the last year are not out yet, unlike those of a year without tests.
  const awaited = last !== undefined && last.gap.value === null && last.gap.absent !== 'noTests';
  const localityYears = input.everyYear
    ? years
    : [...(awaited && lastFull ? [lastFull.academicYear] : []), ...years.slice(-1)];
  const localities = input.by === 'county' ? [] : localityYears.flatMap((year) => localityRows(year));

  function localityRows(year: AcademicYear): GapRow[] {
    const now = partsOf(year);
    const before = partsOf(previousAcademicYear(year));
    return [
      ...localityList.map(({ id, name }) => ({ localityId: id, name })),
      { localityId: 'unallocated', name: 'Unallocated' },
    ].map((group) =>
      rowOf(year, { ...group, isCounty: false }, now.get(group.localityId) ?? [], before.get(group.localityId) ?? []),
    );
  }

  const targetYear = ((awaited && lastFull) || last)?.academicYear ?? input.toYear;
  const standings = new Map(
    targets
      .filter((target) => years.includes(target.academicYear))
      .map((target) => [target, standingOf(target, members.get(target.academicYear) ?? [])]),
  );
  /** How the county stands to a target, against the target's own peer, whatever the report's. */
  function standingOf(target: TargetRow, own: readonly Member[]): ReportTarget {
    const { academicYear } = target;
    const total = totalOf(own, academicYear);
    const values =
      target.peer === null || target.peer === peerGeography
        ? peers
        : publications.values(target.peer, 'ALL', academicYear, academicYear);
    const peer = target.kind === 'maximumGap' ? (values.get(academicYear)?.value ?? null) : null;
    const gap = peer === null || total.value === null ? null : peer - total.value;
    return {
      ...target,
      words: targetWords(target, measure),
      needed: figureNeeded(target, peer, measure),
      gapAllowed: target.kind === 'maximumGap' ? disadvantageOf(target.value, measure.polarity) : null,
      gap,
      rag: isPartOf(academicYear)
        ? null
        : ratingOf({ measure, target, value: total.value, gap, n: total.children, minimumToRate: minimum }),
    };
  }
  const targetOf = (row: GapRow): ReportTarget | null => {
    if (isPartOf(row.academicYear)) return null;
    const found = targetFor(targets, {
      academicYear: row.academicYear,
      peerGeography,
      hasGap: row.gap.value !== null,
    });
    return found && (standings.get(found) ?? null);
  };
  const ofTargetYear = county.find((row) => row.academicYear === targetYear);
  const usedPeers = years.flatMap((year) => peers.get(year) ?? []);
  return {
    measure: {
      id: measure.id,
      name: measure.name,
      shortName: measure.shortName,
      unit: measure.unit,
      polarity: measure.polarity,
    },
    title: `Gap to all pupils in ${peerGeography}: ${measure.name}`,
    finding: findingOf(measure, county, members, targetOf, peerGeography),
    asAt,
    cohortWords: `${cohortText}, as at ${dateInWords(asAt)}`,
    peerWords: usedPeers[0] ? `${peerGeography}, ${cohortWords(usedPeers[0])}` : `${peerGeography}, all pupils`,
    county,
    localities,
    target: ofTargetYear ? targetOf(ofTargetYear) : null,
    targets: [...standings.values()].filter((target) => target.academicYear === targetYear),
    definition: measure.definition,
    sources: [
      ...new Map(
        usedPeers.map((peer) => [peer.source, { words: peer.source, url: peer.url === '' ? null : peer.url }]),
      ).values(),
    ],
    notes: [
      `${cohortText}, computed from the children in this store; respite is left out. A child counts in its locality on 31 March of the year (sessions: on their own date).`,
      ...years
        .flatMap((year) => {
          const inYear = measureInYear(measure, year);
          if (!inYear.applies) return [`${year}: ${inYear.words}.`];
          return [
            ...(inYear.seriesBreak ? [`From ${year}: ${inYear.seriesBreak.reason}.`] : []),
            ...(inYear.notPublished ? [`${year}: ${inYear.notPublished}.`] : []),
          ];
        })
        .filter((note, index, all) => all.indexOf(note) === index),
      ...reachNote(years.map((year) => [year, reaches.get(year) ?? null])),
      ...(later.note === null ? [] : [later.note]),
      'True numbers, for the team only. Exports suppress counts of 1 to 5.',
    ],
  };
}
