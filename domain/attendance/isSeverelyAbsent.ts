import { absentSessions, possibleSessions, type SessionCounts } from './sessionCounts.ts';

/** Share of own possible sessions that makes absence severe, in per cent. */
export const SEVERE_ABSENCE_PERCENTAGE = 50;

/**
 * Whether a child missed half or more of its own possible sessions; null when nothing was possible.
 *
 * Source: DfE, "Working together to improve school attendance": severely absent pupils miss 50 % or more; domain section 6.
 * Example: 190 of 380 missed is severe; 189 of 380 is not.
 */
export const isSeverelyAbsent = (counts: SessionCounts): boolean | null => {
  const possible = possibleSessions(counts);
  return possible === 0 ? null : absentSessions(counts) * 100 >= possible * SEVERE_ABSENCE_PERCENTAGE;
};
