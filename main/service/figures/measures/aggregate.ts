import { meanInterval } from '#domain/statistics/meanInterval.ts';
import type { Interval } from '#domain/statistics/proportion.ts';
import { wilsonInterval } from '#domain/statistics/wilsonInterval.ts';
import type { Member, MemberKind } from './member.ts';

/** What a group of members adds up to, with everything an honest figure shows beside its value. */
export type Aggregate = {
  kind: MemberKind;
  /** Percent, score or count, unrounded; null when nobody counts. */
  value: number | null;
  numerator: number;
  denominator: number;
  /** Children with a result, or with sessions; each once. */
  children: number;
  inCohort: number;
  missing: number;
  excluded: { reason: string; count: number }[];
  bounds: { lowest: number; highest: number } | null;
  interval: Interval | null;
};

/**
 * Adds members up. `scale` gives the ends a missing score could have (Attainment 8), for the bounds.
 * inCohort = children + missing + excluded, each child once.
 */
export function aggregate(
  members: readonly Member[],
  kind: MemberKind,
  scale: { min: number; max: number } | null = null,
): Aggregate {
  let numerator = 0;
  let denominator = 0;
  let missing = 0;
  const excluded = new Map<string, number>();
  const children = new Set<string>();
  const scores: number[] = [];
  for (const member of members) {
    if (member.state === 'counted') {
      // In a rate a child is counted once, where it counts below the line; its events may count elsewhere.
      if (kind !== 'rate' || member.denominator > 0) children.add(member.childId);
      numerator += member.numerator;
      denominator += member.denominator;
      if (kind === 'mean') scores.push(member.numerator);
    } else if (member.state === 'missing') missing += 1;
    else excluded.set(member.reason ?? '', (excluded.get(member.reason ?? '') ?? 0) + 1);
  }
  const excludedChildren = [...excluded.values()].reduce((sum, count) => sum + count, 0);
  const per = kind === 'share' || kind === 'sessions' || kind === 'rate' ? 100 : 1;
  const value = kind === 'count' ? children.size : denominator === 0 ? null : (per * numerator) / denominator;
  const low = scale?.min ?? 0;
  const high = scale?.max ?? 1;
  const hasBounds = (kind === 'share' || (kind === 'mean' && scale !== null)) && denominator + missing > 0;
  return {
    kind,
    value,
    numerator,
    denominator,
    children: children.size,
    inCohort: children.size + missing + excludedChildren,
    missing,
    excluded: [...excluded].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
    bounds: hasBounds
      ? {
          lowest: (per * (numerator + missing * low)) / (denominator + missing),
          highest: (per * (numerator + missing * high)) / (denominator + missing),
        }
      : null,
    interval:
      kind === 'share'
        ? wilsonInterval({ numerator, denominator })
        : kind === 'mean'
          ? meanInterval(scores).interval
          : null,
  };
}

/** Members by locality; every locality given is there, empty or not, and 'unallocated' last. */
export function byLocality(members: readonly Member[], localityIds: readonly string[]): Map<string, Member[]> {
  const groups = new Map<string, Member[]>([...localityIds, 'unallocated'].map((id) => [id, []]));
  for (const member of members) {
    const group = groups.get(member.locality);
    if (group) group.push(member);
    else groups.get('unallocated')?.push(member);
  }
  return groups;
}
