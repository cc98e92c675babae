import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { type AttendanceCodeSet, DEFAULT_ATTENDANCE_CODE_SETS } from './attendanceCodes.ts';
import { categoryOf } from './categoryOf.ts';
import { codeAt, EMPTY_WEEK, type Session, SLOTS, sessionAt, type WeekMarks, withCodeAt } from './weekMarks.ts';

/** One enrolment's packed week. */
export type EnrolmentWeek = {
  readonly enrolmentId: string;
  /** Whether it is the main registration; of two conflicting marks the main school's counts. */
  readonly isMain: boolean;
  readonly marks: WeekMarks;
};

/** Two or more enrolments marked one session as possible: listed, and counted once by the mark that was kept. */
export type SessionConflict = {
  readonly date: PlainDate;
  readonly session: Session;
  readonly kept: { readonly enrolmentId: string; readonly code: string };
  readonly set: readonly { readonly enrolmentId: string; readonly code: string }[];
};

const RANK = { attending: 5, attendingElsewhere: 4, authorised: 3, unauthorised: 2, notPossible: 1 } as const;

/**
 * One child's week out of the marks of all its enrolments. `D` (dual registered elsewhere) is ignored; a mark that is not a
 * possible session gives way to one that is; two possible marks for one session are a listed conflict of which one
 * counts: the main registration's, else attendance before absence (somebody saw the child), authorised before
 * unauthorised, then the lower enrolment id, so that the order of the input never matters. A lone `D` stays, as not possible.
 *
 * Source: domain section 6 ("two real marks for one session are a listed conflict that counts once").
 * Example: `/ ` at the main school and `B ` at the alternative provision on one morning count once, as `/`, and are listed.
 */
export const mergeSessions = (
  weekBeginning: PlainDate,
  weeks: readonly EnrolmentWeek[],
  sets: readonly AttendanceCodeSet[] = DEFAULT_ATTENDANCE_CODE_SETS,
): { readonly marks: WeekMarks; readonly conflicts: readonly SessionConflict[] } => {
  const [only] = weeks;
  if (only === undefined) return { marks: EMPTY_WEEK, conflicts: [] };
  if (weeks.length === 1) return { marks: only.marks, conflicts: [] };
  let marks = EMPTY_WEEK;
  const conflicts: SessionConflict[] = [];
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const { date, session } = sessionAt(weekBeginning, slot);
    const candidates = weeks
      .map((week) => ({ ...week, code: codeAt(week.marks, slot) }))
      .filter((each) => each.code !== '' && each.code !== '-')
      .map((each) => {
        const category = each.code === 'D' ? 'notPossible' : categoryOf(each.code, date, sets);
        // A mark that cannot be read still outranks "not possible": hiding it behind one would lose the problem.
        return { ...each, rank: each.code === 'D' ? 0 : category === null ? 1.5 : RANK[category] };
      })
      .sort(
        (a, b) =>
          Number(b.rank >= 1.5) - Number(a.rank >= 1.5) ||
          Number(b.rank > 0) - Number(a.rank > 0) ||
          Number(b.isMain) - Number(a.isMain) ||
          b.rank - a.rank ||
          (a.enrolmentId < b.enrolmentId ? -1 : 1),
      );
    const [kept] = candidates;
    if (kept === undefined) continue;
    marks = withCodeAt(marks, slot, kept.code);
    const real = candidates.filter((each) => each.rank >= 1.5);
    if (real.length < 2) continue;
    const set = real.slice(1).map(({ enrolmentId, code }) => ({ enrolmentId, code }));
    conflicts.push({ date, session, kept: { enrolmentId: kept.enrolmentId, code: kept.code }, set });
  }
  return { marks, conflicts };
};
