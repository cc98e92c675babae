import type { GapRow } from '#contract/reports.ts';
import type { TargetRow } from '#db/queries/peers.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { childrenNeeded, rateForGap } from '#domain/gap/childrenNeeded.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { differenceMoreThanChance } from '#domain/statistics/differenceMoreThanChance.ts';
import { aggregate } from '../measures/aggregate.ts';
import { kindOf } from '../measures/measureMembers.ts';
import type { Member } from '../measures/member.ts';

const one = (value: number) => value.toFixed(1);

/**
 * The county's finding of the last year with a gap, in one or two sentences: size, change since the year before and
 * whether that is more than chance, and how many children would have met the target.
 */
export function findingOf(
  measure: Measure,
  county: readonly GapRow[],
  members: ReadonlyMap<AcademicYear, readonly Member[]>,
  target: TargetRow | null,
  peerGeography: string,
): string {
  const last = county.findLast((row) => row.gap.value !== null);
  if (!last || last.gap.value === null)
    return county.some((row) => row.lookedAfter !== null)
      ? `No value for ${peerGeography} was published for these years, so there is no gap to show.`
      : 'There are no results of the cohort in these years.';
  const { value: gap, change } = last.gap;
  const ahead = (measure.polarity === 'higher') === gap < 0 && gap !== 0;
  const sentence = `The gap was ${one(Math.abs(gap))} points in ${last.academicYear}${ahead ? ', in favour of looked-after children' : ''}`;
  return [`${sentence}${changeWords(measure, last, change, members)}.`, neededWords(measure, last, target)]
    .filter(Boolean)
    .join(' ');
}

function changeWords(
  measure: Measure,
  row: GapRow,
  change: GapRow['gap']['change'],
  members: ReadonlyMap<AcademicYear, readonly Member[]>,
): string {
  if (!change) return row.seriesBreak ? `; the year before is not comparable (${row.seriesBreak})` : '';
  const words =
    change.direction === 'same'
      ? `the same as in ${change.since}`
      : `${one(change.size)} ${change.word} than in ${change.since}`;
  // The test is for two groups without a child in common, which only assessed years are.
  if (kindOf(measure) !== 'share' || measure.keyStage === null) return `, ${words}`;
  const now = aggregate(members.get(row.academicYear) ?? [], 'share');
  const before = aggregate(members.get(change.since) ?? [], 'share');
  const test = differenceMoreThanChance(
    { numerator: now.numerator, denominator: now.denominator },
    { numerator: before.numerator, denominator: before.denominator },
  );
  return `, ${words}: ${test?.moreThanChance ? 'more than chance in the looked-after percentage' : 'no more than chance'}`;
}

function neededWords(measure: Measure, row: GapRow, target: TargetRow | null): string {
  if (
    !target ||
    target.academicYear !== row.academicYear ||
    kindOf(measure) !== 'share' ||
    row.reached === null ||
    row.peer === null
  )
    return '';
  const wanted =
    target.kind === 'maximumGap'
      ? rateForGap({ peers: row.peer, maximumGap: target.value, polarity: measure.polarity })
      : target.value;
  const needed = childrenNeeded({
    numerator: row.reached,
    denominator: row.withResult,
    target: wanted,
    polarity: measure.polarity,
  });
  if (needed === null) return '';
  if (needed === 0) return 'The target was met.';
  return `${needed} ${measure.polarity === 'higher' ? 'more' : 'fewer'} ${needed === 1 ? 'child' : 'children'} would have met the target.`;
}
