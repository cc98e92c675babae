import { absentSessions, possibleSessions, type SessionCounts } from './sessionCounts.ts';

/** Twenty-five school days in sessions. */
export const SESSIONS_IN_25_DAYS = 50;

/**
 * Whether a child missed 25 school days or more in the year, for any reason: 50 sessions. Null when nothing was possible.
 *
 * Source: indicator CF/C24 ("missed at least 25 days' schooling"), the measure of the 2011 seed; domain sections 3 and 6.
 * Example: 50 sessions missed is in, 49 is out.
 */
export const missed25DaysOrMore = (counts: SessionCounts): boolean | null =>
  possibleSessions(counts) === 0 ? null : absentSessions(counts) >= SESSIONS_IN_25_DAYS;
