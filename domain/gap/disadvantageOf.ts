import type { Polarity } from '#domain/measures/measure.ts';

/**
 * How far looked-after children are behind their peers, in points: the gap itself where higher is better, its opposite
 * where lower is better. Negative when they are ahead. Maximum-gap targets are about this figure.
 *
 * Source: domain.md section 3 (a target is a maximum gap, with polarity).
 *
 * @example disadvantageOf(34, 'higher') // 34: 34 points behind at level 4
 * @example disadvantageOf(-4.2, 'lower') // 4.2: absent 4.2 points more than peers
 */
export function disadvantageOf(gap: number, polarity: Polarity): number {
  return polarity === 'higher' ? gap : 0 - gap;
}
