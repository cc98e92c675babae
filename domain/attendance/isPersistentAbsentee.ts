import type { PersistentAbsenceRule } from './persistentAbsenceRule.ts';
import { absentSessions, possibleSessions, type SessionCounts } from './sessionCounts.ts';

/**
 * Whether a child missed enough sessions to be a persistent absentee under a year's rule. `counts` must cover the half-terms
 * the rule counts; `halfTermsCounted` says how many have gone by when the year is not over (fixed thresholds rise with it).
 * Null when nothing was possible, or the rule has no threshold for that half-term: such a child is in no numerator and no
 * denominator.
 *
 * Source: see `persistentAbsenceRule`; DfE leaves out enrolments without possible sessions.
 * Example: 38 of 380 missed is persistent in 2024/25 (10 %), 37 is not; in 2011/12 it takes 46 whatever was possible.
 */
export const isPersistentAbsentee = (
  counts: SessionCounts,
  rule: PersistentAbsenceRule,
  halfTermsCounted: number = rule.halfTerms,
): boolean | null => {
  const possible = possibleSessions(counts);
  if (possible === 0) return null;
  const missed = absentSessions(counts);
  if (rule.method === 'ownPossibleSessions') return missed * 100 >= possible * rule.percentage;
  const threshold = rule.sessionsByHalfTerm[Math.min(halfTermsCounted, rule.halfTerms) - 1];
  return threshold === undefined ? null : missed >= threshold;
};
