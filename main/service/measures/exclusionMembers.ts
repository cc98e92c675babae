import type { CohortRow } from '#db/queries/cohorts.ts';
import type { SuspensionRow } from '#db/queries/suspensionsSince.ts';
import { isStanding, suspendedDays } from '#domain/exclusions/suspension.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { counted, type Member, type MemberKind } from './member.ts';

export type ExclusionMeasureId = Extract<MeasureId, `suspension-${string}` | `exclusion-${string}`>;

export const exclusionKind = (measure: ExclusionMeasureId): MemberKind =>
  measure === 'suspension-at-least-one' ? 'share' : 'rate';

/**
 * Members of an exclusion measure of one academic year: every child of the cohort, with the standing suspensions
 * (cancelled, quashed and reinstated ones do not count: domain.md section 7). Each child counts in its locality on the
 * outcomes date, so that numerator and denominator are the same children.
 */
export function exclusionMembers(
  measure: ExclusionMeasureId,
  cohort: readonly CohortRow[],
  suspensions: readonly SuspensionRow[],
): Member[] {
  const standing = new Map<string, SuspensionRow[]>();
  for (const row of suspensions) {
    if (!isStanding({ status: row.status as 'issued' })) continue;
    if ((measure === 'exclusion-permanent-rate') !== (row.category === 'PERM') || row.category === 'LNCH') continue;
    const list = standing.get(row.childId);
    if (list) list.push(row);
    else standing.set(row.childId, [row]);
  }
  return cohort.map((child) => {
    const own = standing.get(child.childId) ?? [];
    return counted(
      child.childId,
      child.locality,
      measure === 'suspension-at-least-one' ? Math.min(own.length, 1) : own.length,
      1,
      () => wordsOf(measure, own),
    );
  });
}

function wordsOf(measure: ExclusionMeasureId, own: readonly SuspensionRow[]): string {
  if (own.length === 0) return 'none';
  if (measure === 'exclusion-permanent-rate') return 'permanently excluded';
  const days = own.reduce(
    (sum, row) => sum + suspendedDays({ category: row.category as 'SUSP', sessions: row.sessions }),
    0,
  );
  return `${own.length} suspension${own.length === 1 ? '' : 's'}, ${days} days`;
}
