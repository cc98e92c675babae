import type { Figure } from '#contract/shared.ts';
import type { PeerValue, TargetRow } from '#db/queries/peers.ts';
import { type AcademicYear, endOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { earlierOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { directionOfChange } from '#domain/gap/directionOfChange.ts';
import { gapToPeers } from '#domain/gap/gapToPeers.ts';
import type { CohortKind } from '#domain/measures/cohortOfBenchmark.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { breaksBetween } from '#domain/measures/measureInYear.ts';
import { dateInWords } from '#service/documents/dateInWords.ts';
import type { Aggregate } from '../measures/aggregate.ts';
import { ratingOf, targetFor, targetWords } from './targetStanding.ts';

export type GapInput = {
  measure: Measure;
  academicYear: AcademicYear;
  cohortKind: CohortKind;
  cohortWords: string;
  aggregate: Aggregate;
  peer: PeerValue | null;
  peerGeography: string;
  before: { academicYear: AcademicYear; gap: number } | null;
  targets: readonly TargetRow[];
  minimumToRate: number;
  localityId: string | null;
  withoutUasc: boolean;
  /** Why the year has no figure at all ('no KS2 tests in 2020 and 2021'); null where it can have one. */
  noTests: string | null;
  /** Only a part of the year is known, which has no gap. */
  isPart: boolean;
  /** The day the report is as at. */
  asAt: PlainDate;
};

/** The gap of one group of children to its peers, as a figure with its rating, change and sources. */
export function gapFigure(input: GapInput): { figure: Figure; gap: number | null; peerNote: string | null } {
  const { measure, academicYear, aggregate, peer } = input;
  const result = gapToPeers({
    lookedAfter: {
      measureId: measure.id,
      academicYear,
      cohortKind: input.cohortKind,
      variant: '',
      vintage: '',
      value: aggregate.value,
    },
    peers: peer && { ...peer, measureId: measure.id, academicYear: peer.academicYear },
    cohort: input.cohortKind,
  });
  const gap = result.ok ? result.value.gap : null;
  const target = targetFor(input.targets, {
    academicYear,
    peerGeography: input.peerGeography,
    hasGap: gap !== null,
  });
  const absent =
    gap !== null
      ? null
      : input.noTests
        ? 'noTests'
        : !input.isPart && !result.ok && result.error.code === 'peerNotPublished'
          ? 'notPublished'
          : 'notAvailable';
  const figure: Figure = {
    value: gap,
    unit: 'points',
    absent,
    numerator: aggregate.children === 0 ? null : aggregate.numerator,
    denominator: aggregate.children === 0 ? null : aggregate.denominator,
    n: aggregate.children === 0 ? null : aggregate.children,
    cohort: input.cohortWords,
    coverage: {
      with: aggregate.children,
      of: aggregate.inCohort,
      words: measure.subject === 'attendance' ? 'children with sessions' : 'children with a result',
    },
    bounds: null,
    interval:
      gap !== null && aggregate.interval !== null && peer
        ? { low: peer.value - aggregate.interval.high, high: peer.value - aggregate.interval.low }
        : null,
    definition: `${measure.definition} Gap: all pupils minus looked after, in points.`,
    source: input.isPart
      ? `Suspensions of a part of ${academicYear} only`
      : peer
        ? `${peer.source} (${input.peerGeography}, ${academicYear})`
        : `No value for ${input.peerGeography} was published for ${academicYear} by ${dateInWords(input.asAt)}`,
    rag: ratingOf({
      measure,
      target,
      value: aggregate.value,
      gap,
      n: aggregate.children,
      minimumToRate: input.minimumToRate,
    }),
    target: target && { value: target.value, floor: target.floor, words: targetWords(target, measure) },
    change: changeOf(input, gap),
    drill: {
      figure: 'measure',
      asAt: earlierOf(endOfAcademicYear(academicYear), input.asAt),
      academicYear,
      localityId: input.localityId,
      measure: measure.id,
      issuedBy: input.asAt,
      ...(input.cohortKind === 'LAC12' ? {} : { allLookedAfter: true }),
      ...(input.withoutUasc ? { withoutUasc: true } : {}),
    },
  };
  return {
    figure,
    gap,
    peerNote:
      !result.ok && result.error.code === 'peerNotPublished'
        ? 'peer not published'
        : result.ok && result.value.labels.length > 0
          ? result.value.labels.join('; ')
          : null,
  };
}

function changeOf({ measure, academicYear, before }: GapInput, gap: number | null): Figure['change'] {
  if (gap === null || before === null) return null;
  const breaks = breaksBetween(measure, before.academicYear, academicYear);
  if (breaks.length > 0) return null;
  const change = directionOfChange({ now: gap, before: before.gap, polarity: measure.polarity, of: 'gap' });
  return {
    size: change.size,
    word: change.word,
    direction: change.direction,
    since: before.academicYear,
    better: change.better,
  };
}
