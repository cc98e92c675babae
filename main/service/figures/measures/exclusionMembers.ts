import type { CohortRow } from '#db/queries/cohorts.ts';
import type { SuspensionRow } from '#db/queries/suspensionsSince.ts';
import { isStanding, suspendedDays } from '#domain/exclusions/suspension.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { counted, type Member, type MemberKind, missing } from './member.ts';

export type ExclusionMeasureId = Extract<MeasureId, `suspension-${string}` | `exclusion-${string}`>;

export const exclusionKind = (measure: ExclusionMeasureId): MemberKind =>
  measure === 'suspension-at-least-one' ? 'share' : 'rate';

/**
 * Members of an exclusion measure of one academic year: every child of the cohort, with the standing suspensions
 * (cancelled, quashed and reinstated ones do not count: domain.md section 7). A lunchtime suspension is half a day towards
 * the limits, but no suspension in a rate that is set against published ones; the words of a member tell both.
 *
 * Each child counts once, in its `locality` (of its last day in care up to the date, see `inLastLocality`). In a rate each
 * event counts in the locality of its own day, or with the child where it was not in care then. `suspensions` null: none of
 * the year has reached the store, so every child is missing.
 */
export function exclusionMembers(
  measure: ExclusionMeasureId,
  cohort: readonly CohortRow[],
  suspensions: readonly SuspensionRow[] | null,
): Member[] {
  if (suspensions === null)
    return cohort.map((child) => missing(child.childId, child.locality, () => 'no suspensions of this year received'));
  const standing = Map.groupBy(
    suspensions.filter((row) => isStanding({ status: row.status as 'issued' })),
    (row) => row.childId,
  );
  const counts = measure === 'exclusion-permanent-rate' ? 'PERM' : 'SUSP';
  return cohort.flatMap((child) => {
    const own = standing.get(child.childId) ?? [];
    const events = own.filter((row) => row.category === counts);
    const words = () => wordsOf(measure, own);
    if (measure === 'suspension-at-least-one')
      return [counted(child.childId, child.locality, events.length > 0 ? 1 : 0, 1, words)];
    return [
      counted(child.childId, child.locality, 0, 1, words),
      ...events.map((event) => counted(child.childId, event.locality ?? child.locality, 1, 0, words)),
    ];
  });
}

const many = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

function wordsOf(measure: ExclusionMeasureId, own: readonly SuspensionRow[]): string {
  const of = (category: string) => own.filter((row) => row.category === category);
  if (measure === 'exclusion-permanent-rate') return of('PERM').length > 0 ? 'permanently excluded' : 'none';
  const [suspensions, lunchtimes] = [of('SUSP'), of('LNCH')];
  if (suspensions.length + lunchtimes.length === 0) return 'none';
  const days = [...suspensions, ...lunchtimes].reduce(
    (sum, row) => sum + suspendedDays({ category: row.category as 'SUSP', sessions: row.sessions }),
    0,
  );
  const said = [
    suspensions.length === 0 ? 'no suspension' : many(suspensions.length, 'suspension'),
    ...(lunchtimes.length === 0 ? [] : [many(lunchtimes.length, 'lunchtime suspension')]),
  ];
  return `${said.join(', ')}, ${many(days, 'day')}`;
}
