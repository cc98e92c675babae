import type { Polarity } from '#domain/measures/measure.ts';
import { disadvantageOf } from './disadvantageOf.ts';

export interface Change {
  /** Size of the change in points, never negative, unrounded. */
  readonly size: number;
  readonly direction: 'up' | 'down' | 'same';
  readonly word: 'higher' | 'lower' | 'narrower' | 'wider' | 'reversed' | 'no change';
  /** Whether the change is for the better; null where there is none. */
  readonly better: boolean | null;
}

/**
 * Direction and size of the change of a figure since before. A rate goes 'higher' or 'lower'; a gap gets 'narrower' or
 * 'wider', or is 'reversed' when the side that was behind is now ahead. A change that rounds to nothing at the shown
 * number of decimals is 'no change'.
 *
 * `polarity` is that of the measure, for gaps too. Source: domain.md section 3 ("plus direction and size of change since
 * last year").
 *
 * @example directionOfChange({ now: 33, before: 36, polarity: 'higher', of: 'gap' })
 *   // { size: 3, direction: 'down', word: 'narrower', better: true }
 * @example directionOfChange({ now: 6.1, before: 5.6, polarity: 'lower', of: 'value' })
 *   // { size: 0.5, direction: 'up', word: 'higher', better: false }
 */
export function directionOfChange(change: {
  readonly now: number;
  readonly before: number;
  readonly polarity: Polarity;
  readonly of: 'value' | 'gap';
  readonly decimals?: number;
}): Change {
  const { now, before, polarity, decimals = 1 } = change;
  const difference = now - before;
  const size = Math.abs(difference);
  if (size < 0.5 * 10 ** -decimals - 1e-9) return { size, direction: 'same', word: 'no change', better: null };
  const direction = difference > 0 ? 'up' : 'down';
  if (change.of === 'value') {
    const word = difference > 0 ? 'higher' : 'lower';
    return { size, direction, word, better: word === polarity };
  }
  const better = disadvantageOf(now, polarity) < disadvantageOf(before, polarity);
  if (now * before < 0) return { size, direction, word: 'reversed', better };
  return { size, direction, word: Math.abs(now) < Math.abs(before) ? 'narrower' : 'wider', better };
}
