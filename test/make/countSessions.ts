import { type AttendanceCodeSet, DEFAULT_ATTENDANCE_CODE_SETS } from '#domain/attendance/attendanceCodes.ts';
import { categoryOf } from '#domain/attendance/categoryOf.ts';
import type { SessionCounts } from '#domain/attendance/sessionCounts.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** One session's mark. */
export type SessionMark = { readonly date: PlainDate; readonly code: string };

/**
 * Sessions by category, and the marks that are no code of their date's set (`unread`, in the order met; no mark, `-` or
 * blank, is passed over silently). An unread mark is in no count: it must be mended, not guessed.
 *
 * For millions of marks use `countWeekMarks`, which counts packed weeks without allocating.
 *
 * Source: domain section 6 (possible = attendance + absence).
 * Example: marks `/`, `\`, `I`, `O`, `#` of October 2024 give attended 2, authorised 1, unauthorised 1, notPossible 1.
 */
export const countSessions = (
  marks: Iterable<SessionMark>,
  sets: readonly AttendanceCodeSet[] = DEFAULT_ATTENDANCE_CODE_SETS,
): SessionCounts & { readonly unread: readonly SessionMark[] } => {
  const counts = { attended: 0, authorised: 0, unauthorised: 0, notPossible: 0 };
  const unread: SessionMark[] = [];
  for (const mark of marks) {
    const category = categoryOf(mark.code, mark.date, sets);
    if (category === 'attending' || category === 'attendingElsewhere') counts.attended += 1;
    else if (category !== null) counts[category] += 1;
    else if (mark.code !== '-' && mark.code.trim() !== '') unread.push(mark);
  }
  return { ...counts, unread };
};
