import type { Rag } from '#contract/shared.ts';
import type { TargetRow } from '#db/queries/peers.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { rateForGap } from '#domain/gap/childrenNeeded.ts';
import { disadvantageOf } from '#domain/gap/disadvantageOf.ts';
import { ragOf } from '#domain/gap/ragOf.ts';
import type { Measure } from '#domain/measures/measure.ts';

const isGap = ({ kind }: TargetRow): boolean => kind === 'maximumGap';

/**
 * The target that rates a figure of a year in a report against one peer. A gap is held against a target of its own peer
 * only; a rate has no peer, so it is rated also where no peer is published. Null where neither is set.
 * @example targets 'gap to England at most 33' alone, report against Kent // null
 */
export function targetFor(
  targets: readonly TargetRow[],
  on: { academicYear: AcademicYear; peerGeography: string; hasGap: boolean },
): TargetRow | null {
  const ofYear = targets.filter((target) => target.academicYear === on.academicYear);
  const gap = ofYear.find((target) => isGap(target) && target.peer === on.peerGeography) ?? null;
  const rate = ofYear.find((target) => !isGap(target)) ?? null;
  return on.hasGap ? (gap ?? rate) : (rate ?? gap);
}

/** How a figure stands to a target; null where there is nothing to rate. `gap` is the one to the target's own peer. */
export function ratingOf(rated: {
  measure: Measure;
  target: TargetRow | null;
  value: number | null;
  gap: number | null;
  n: number;
  minimumToRate: number;
}): Rag | null {
  const { measure, target, n, minimumToRate } = rated;
  if (!measure.rated) return null;
  const overGap = target === null || isGap(target);
  const value = !overGap ? rated.value : rated.gap === null ? null : disadvantageOf(rated.gap, measure.polarity);
  if (value === null) return null;
  if (n < minimumToRate) return 'tooFew';
  return ragOf({
    value,
    target: target?.value ?? null,
    floor: target?.floor ?? null,
    polarity: overGap || target?.kind === 'maximumRate' ? 'lower' : 'higher',
    n,
    minimumN: minimumToRate,
  });
}

/** The looked-after figure that would just meet a target; null where it needs a peer's that is not published. */
export function figureNeeded(target: TargetRow, peer: number | null, measure: Measure): number | null {
  if (!isGap(target)) return target.value;
  return peer === null ? null : rateForGap({ peers: peer, maximumGap: target.value, polarity: measure.polarity });
}

/** What a target says, in words. */
export function targetWords(target: TargetRow, measure: Measure): string {
  const unit = isGap(target) ? ' points' : measure.unit === 'percent' ? ' %' : '';
  const floor = target.floor === null ? '' : `, floor ${target.floor}${unit}`;
  const words = {
    maximumGap: `gap to ${target.peer ?? 'peers'} at most`,
    minimumRate: 'at least',
    maximumRate: 'at most',
  }[target.kind];
  return `Target for ${target.academicYear}: ${words} ${target.value}${unit}${floor}`;
}
