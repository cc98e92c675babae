import type { Figure } from '#contract/shared.ts';
import type { PeerValue, TargetRow } from '#db/queries/peers.ts';
import { type AcademicYear, endOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { directionOfChange } from '#domain/gap/directionOfChange.ts';
import { disadvantageOf } from '#domain/gap/disadvantageOf.ts';
import { gapToPeers } from '#domain/gap/gapToPeers.ts';
import { ragOf } from '#domain/gap/ragOf.ts';
import type { CohortKind } from '#domain/measures/cohortOfBenchmark.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { breaksBetween } from '#domain/measures/measureInYear.ts';
import type { Aggregate } from '../measures/aggregate.ts';

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
  const target = targetFor(input);
  const absent =
    gap !== null
      ? null
      : input.noTests
        ? 'noTests'
        : !result.ok && result.error.code === 'peerNotPublished'
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
    source: peer
      ? `${peer.source} (${input.peerGeography}, ${academicYear})`
      : `No value for ${input.peerGeography} was published for ${academicYear}`,
    rag: rate(input, gap, target),
    target: target && { value: target.value, floor: target.floor, words: targetWords(target, measure) },
    change: changeOf(input, gap),
    drill: {
      figure: 'measure',
      asAt: endOfAcademicYear(academicYear),
      academicYear,
      localityId: input.localityId,
      measure: measure.id,
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

/** A target holds for its own year and, where it is about a gap, for its own peer. */
function targetFor({ targets, academicYear, peerGeography }: GapInput): TargetRow | null {
  return (
    targets.find(
      (target) =>
        target.academicYear === academicYear && (target.kind !== 'maximumGap' || target.peer === peerGeography),
    ) ?? null
  );
}

function rate(input: GapInput, gap: number | null, target: TargetRow | null): Figure['rag'] {
  const { measure, aggregate } = input;
  if (!measure.rated || gap === null) return null;
  if (aggregate.children < input.minimumToRate) return 'tooFew';
  const overGap = target?.kind === 'maximumGap';
  const value = overGap || !target ? disadvantageOf(gap, measure.polarity) : aggregate.value;
  if (value === null) return null;
  return ragOf({
    value,
    target: target?.value ?? null,
    floor: target?.floor ?? null,
    polarity: overGap || !target ? 'lower' : measure.polarity,
    n: aggregate.children,
    minimumN: input.minimumToRate,
  });
}

/** What a target says, in words. */
export function targetWords(target: TargetRow, measure: Measure): string {
  const unit = target.kind === 'maximumGap' ? ' points' : measure.unit === 'percent' ? ' %' : '';
  const floor = target.floor === null ? '' : `, floor ${target.floor}${unit}`;
  const words = {
    maximumGap: `gap to ${target.peer ?? 'peers'} at most`,
    minimumRate: 'at least',
    maximumRate: 'at most',
  }[target.kind];
  return `Target for ${target.academicYear}: ${words} ${target.value}${unit}${floor}`;
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
