import type { Figure } from '#contract/shared.ts';
import type { TargetRow } from '#db/queries/peers.ts';
import { ragOf } from '#domain/gap/ragOf.ts';
import { measureOf } from '#domain/measures/catalogue.ts';
import type { MeasureId } from '#domain/measures/measure.ts';
import { targetWords } from '../gap/targetStanding.ts';

/** A rate with its rating against the year's target, where one was set; unrated and unchanged where none was. */
export function rateByTarget(
  figure: Figure,
  measure: MeasureId,
  targets: readonly TargetRow[],
  minimumN: number,
): Figure {
  const target = targets.find(({ kind }) => kind !== 'maximumGap');
  if (!target || figure.value === null) return figure;
  const rag = ragOf({
    value: figure.value,
    target: target.value,
    floor: target.floor,
    polarity: target.kind === 'minimumRate' ? 'higher' : 'lower',
    n: figure.n ?? 0,
    minimumN,
  });
  return {
    ...figure,
    rag,
    target: { value: target.value, floor: target.floor, words: targetWords(target, measureOf(measure)) },
  };
}
