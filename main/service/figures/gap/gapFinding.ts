import type { GapRow, ReportTarget } from '#contract/reports.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { halfUp } from '#domain/format/halfUp.ts';
import { childrenNeeded } from '#domain/gap/childrenNeeded.ts';
import type { Measure } from '#domain/measures/measure.ts';
import { differenceMoreThanChance } from '#domain/statistics/differenceMoreThanChance.ts';
import { aggregate } from '../measures/aggregate.ts';
import { kindOf } from '../measures/measureMembers.ts';
import type { Member } from '../measures/member.ts';

const one = (value: number) => halfUp(value, 1);

/**
 * The county's finding of the last year with a gap: size, change since the year before and whether that is more than
 * chance, and how many children would have met the target; and the own figure of a newer year whose peers are not
 * published yet. A target of a rate is told also where there is no gap.
 */
export function findingOf(
  measure: Measure,
  county: readonly GapRow[],
  members: ReadonlyMap<AcademicYear, readonly Member[]>,
  targetOf: (row: GapRow) => ReportTarget | null,
  peerGeography: string,
): string {
  const last = county.findLast((row) => row.gap.value !== null);
  const newest = county.findLast((row) => row.lookedAfter !== null);
  if (!newest) return 'There are no results of the cohort in these years.';
  if (!last || last.gap.value === null)
    return [
      `No value for ${peerGeography} was published for these years, so there is no gap to show.`,
      ownWords(measure, newest),
      neededWords(measure, newest, targetOf(newest)),
    ]
      .filter(Boolean)
      .join(' ');
  const { value: gap, change } = last.gap;
  const ahead = (measure.polarity === 'higher') === gap < 0 && gap !== 0;
  const sentence = `The gap was ${one(Math.abs(gap))} points in ${last.academicYear}${ahead ? ', in favour of looked-after children' : ''}`;
  return [
    `${sentence}${changeWords(measure, last, change, members)}.`,
    neededWords(measure, last, targetOf(last)),
    newest.provisional ? `${ownWords(measure, newest)} Peers of that year are not published yet.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** The looked-after figure by itself: 'In 2024/25 it was 41.2 % (provisional).' */
const ownWords = (measure: Measure, row: GapRow): string =>
  `The looked-after figure of ${row.academicYear} was ${one(row.lookedAfter ?? 0)}${measure.unit === 'percent' ? ' %' : ''}${row.provisional ? ' (provisional)' : ''}.`;

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
      : change.word === 'reversed'
        ? `a change of ${one(change.size)}, for in ${change.since} it was in favour of ${change.better ? 'their peers' : 'looked-after children'}`
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

function neededWords(measure: Measure, row: GapRow, target: ReportTarget | null): string {
  if (!target || target.needed === null || kindOf(measure) !== 'share' || row.reached === null) return '';
  const needed = childrenNeeded({
    numerator: row.reached,
    denominator: row.withResult,
    target: target.needed,
    polarity: measure.polarity,
  });
  if (needed === null) return '';
  if (needed === 0) return 'The target was met.';
  return `${needed} ${measure.polarity === 'higher' ? 'more' : 'fewer'} ${needed === 1 ? 'child' : 'children'} would have met the target.`;
}
