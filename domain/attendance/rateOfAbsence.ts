import { absentSessions, possibleSessions, type SessionCounts } from './sessionCounts.ts';

/**
 * A rate with both of its numbers. `percentage` is unrounded and null when nothing was possible: an absence of sessions is
 * not an absence rate of 0.
 */
export type Rate = { readonly numerator: number; readonly denominator: number; readonly percentage: number | null };

const rate = (numerator: number, denominator: number): Rate => ({
  numerator,
  denominator,
  percentage: denominator === 0 ? null : (numerator * 100) / denominator,
});

/**
 * Overall absence: sessions missed, authorised or not, as a percentage of possible sessions.
 *
 * Source: DfE, "Pupil absence in schools in England: methodology", overall absence rate; domain section 6.
 * Example: 340 attended, 30 authorised and 10 unauthorised give 40 of 380, 10.526… %.
 */
export const rateOfAbsence = (counts: SessionCounts): Rate => rate(absentSessions(counts), possibleSessions(counts));

/** Attendance as a percentage of possible sessions: 100 less the overall absence rate. */
export const rateOfAttendance = (counts: SessionCounts): Rate => rate(counts.attended, possibleSessions(counts));
