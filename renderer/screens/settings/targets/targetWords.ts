import type { CallOutput } from '#contract/calls.ts';
import type { TargetKind } from '#domain/measures/measureOfBenchmark.ts';

/** A target as the settings list it. */
export type Target = CallOutput<'settings.targets'>['rows'][number];

/** What a kind of target says: chosen in the form, and before the number in the list. */
export const kindWords: Record<TargetKind, { choose: string; before: string }> = {
  maximumGap: { choose: 'a gap of at most', before: 'gap at most' },
  minimumRate: { choose: 'a rate of at least', before: 'at least' },
  maximumRate: { choose: 'a rate of at most', before: 'at most' },
};

/** The unit behind a target's number: a gap between percentages is in points. */
export function unitWords(unit: string, kind: TargetKind): string {
  if (unit === 'percent') return kind === 'maximumGap' ? 'points' : '%';
  return unit === 'points' ? 'points' : '';
}
