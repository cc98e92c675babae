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
 * (cancelled, quashed and reinstated ones do not count: domain.md section 7). A suspension counts in the locality on its
 * own date (domain.md section 1): a suspended child counts, above and below the line, where its first one was, every other
 * child in its locality on the outcomes date. In a rate each event counts in its own locality, each child in its own.
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
  return cohort.flatMap((child) => {
    const own = standing.get(child.childId) ?? [];
    const words = () => wordsOf(measure, own);
    if (measure === 'suspension-at-least-one')
      return [counted(child.childId, own[0]?.locality ?? child.locality, own.length > 0 ? 1 : 0, 1, words)];
    const events = own.map((event) => counted(child.childId, event.locality, 1, 0, words));
    return [counted(child.childId, child.locality, 0, 1, words), ...events];
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
