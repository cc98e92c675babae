import type { PlainDate } from './plainDate.ts';
import type { TermHalf } from './terms.ts';

/**
 * The half-term a date falls in, or null in a holiday (a half-term break and a weekend between two halves included).
 * Weekends and bank holidays inside a half-term do belong to it; `isSchoolDay` tells whether school was open.
 *
 * Source: an authority's published term dates, kept as dated rows (architecture section 4).
 * Example: with Kent's default calendar `termOn('2024-10-01', terms)` is the first half of the autumn term of 2024/25,
 * and `termOn('2024-10-30', terms)`, in the October break, is null.
 */
export const termOn = (date: PlainDate, terms: readonly TermHalf[]): TermHalf | null => {
  for (const each of terms) if (date >= each.start && date <= each.end) return each;
  return null;
};
