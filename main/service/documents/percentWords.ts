import { halfUp } from '#domain/format/halfUp.ts';

/**
 * A rate as printed: one decimal, or words where there is nothing to divide by; never 0 for unknown.
 * @example percentWords(223, 244)  // '91.4 %'
 * @example percentWords(0, 0)      // 'not available'
 */
export function percentWords(numerator: number, denominator: number): string {
  return denominator > 0 ? `${halfUp((numerator * 100) / denominator, 1)} %` : 'not available';
}
