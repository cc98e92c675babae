import type { SessionCounts } from './sessionCounts.ts';
import { possibleSessions } from './sessionCounts.ts';

/** What is known of one child's attendance over a period. */
export type AttendanceEvidence = {
  /** Sessions counted from marks, or null where no mark is held. */
  readonly sessions: SessionCounts | null;
  /** A percentage that a school or a return gave without sessions, or null. */
  readonly percentage: number | null;
};

/** How much of a cohort stands behind an attendance figure. The three parts add up to `children`. */
export type AttendanceCoverage = {
  readonly withMarks: number;
  readonly percentageOnly: number;
  readonly nothing: number;
  /** N: all children of the cohort. */
  readonly children: number;
};

/**
 * Coverage of an attendance figure: marks for n, a percentage only for n, nothing for n, of N. A child whose marks hold no
 * possible session at all has no attendance to speak of, and counts under what else is known of it.
 *
 * Source: domain section 6: "Coverage is part of every figure".
 * Example: of four children two with marks, one with 92.5 % from school and one with nothing: 2, 1, 1 of 4.
 */
export const attendanceCoverage = (children: Iterable<AttendanceEvidence>): AttendanceCoverage => {
  let withMarks = 0;
  let percentageOnly = 0;
  let nothing = 0;
  for (const child of children) {
    if (child.sessions !== null && possibleSessions(child.sessions) > 0) withMarks += 1;
    else if (child.percentage !== null) percentageOnly += 1;
    else nothing += 1;
  }
  return { withMarks, percentageOnly, nothing, children: withMarks + percentageOnly + nothing };
};

/**
 * The sessions a count of children (persistent, severe, 25 days) may use: those of children with marks. A percentage
 * without sessions never enters such a measure, because no number of sessions can be read from it.
 *
 * Source: domain section 6. Example: of the four children above, two enter.
 */
export const sessionsForCounting = (children: Iterable<AttendanceEvidence>): SessionCounts[] => {
  const counted: SessionCounts[] = [];
  for (const { sessions } of children) {
    if (sessions !== null && possibleSessions(sessions) > 0) counted.push(sessions);
  }
  return counted;
};
