import type { ChildOutcome } from './result.ts';

/**
 * The outcome of a measure that needs several standards at once (reading, writing and maths; English and maths).
 *
 * One standard not met settles it, whatever the others are. Otherwise one exclusion excludes, then one missing result
 * leaves it missing, and only when every part is met is the whole met. With no parts it is missing.
 * Source: domain.md section 5 ("RWM needs all three").
 *
 * @example combineOutcomes(['met', 'met', 'met']) // 'met'
 * @example combineOutcomes(['met', 'missing', 'notMet']) // 'notMet'
 * @example combineOutcomes(['met', 'missing', { excluded: 'L left the school' }]) // { excluded: 'L left the school' }
 */
export function combineOutcomes(parts: readonly ChildOutcome[]): ChildOutcome {
  if (parts.includes('notMet')) return 'notMet';
  const excluded = parts.find((part) => typeof part === 'object');
  if (excluded !== undefined) return excluded;
  return parts.length === 0 || parts.includes('missing') ? 'missing' : 'met';
}
