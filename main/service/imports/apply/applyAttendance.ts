import type { Row } from '#db/history/change.ts';
import { EMPTY_WEEK, SLOTS } from '#domain/attendance/weekMarks.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import type { AttendanceWeekRow } from '../formats/attendance.ts';
import type { Fault } from '../formats/types.ts';
import { createChildFinder, isFault, sealedFault } from './findChild.ts';
import { createPlaceFinder, unknownSchool } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';

type Enrolment = { id: string; start: string; end: string | null };
type StoredWeek = { enrolmentId: string; weekStart: string; marks: string };

/** Counts are of the file's rows, one a session; a week that cannot be placed is refused with all its rows. */
export type AppliedWeeks = {
  added: number;
  changed: number;
  unchanged: number;
  refused: { week: AttendanceWeekRow; fault: Fault }[];
};

export const noWeeksApplied = (): AppliedWeeks => ({ added: 0, changed: 0, unchanged: 0, refused: [] });

const BLANK = EMPTY_WEEK.slice(0, 2);

/** Two weeks of marks laid over each other: a new mark replaces, no mark leaves what is there. */
function overlay(stored: string, given: string): { marks: string; added: number; changed: number } {
  let [added, changed, marks] = [0, 0, ''];
  for (let at = 0; at < SLOTS * 2; at += 2) {
    const [before, now] = [stored.slice(at, at + 2), given.slice(at, at + 2)];
    if (now === BLANK || now === before) marks += before;
    else {
      marks += now;
      if (before === BLANK) added += 1;
      else changed += 1;
    }
  }
  return { marks, added, changed };
}

/**
 * Writes the weeks of one child at one school, read together with one look-up each for the child, its enrolments and
 * the weeks that are here already. Marks belong to the enrolment that covers the week; a week that is here merges session
 * by session and logs one before-image (architecture.md section 4). Rows without a mark and repeats are unchanged.
 * With `countOnly` it tells the same counts and writes nothing, for a preview in which nothing later reads the marks.
 */
export function createAttendanceApplier(run: ImportRun, options: { countOnly: boolean }) {
  const { writer } = run;
  const children = createChildFinder(run);
  const places = createPlaceFinder(run);
  const enrolmentsOf =
    'SELECT id, start_date AS start, end_date AS end FROM enrolment WHERE child_id = ? AND school_id = ? ORDER BY start_date DESC';
  const weeksOf =
    'SELECT enrolment_id AS enrolmentId, week_start AS weekStart, marks FROM attendance_week WHERE enrolment_id = ? AND week_start BETWEEN ? AND ?';

  const refuseAll = (weeks: readonly AttendanceWeekRow[], fault: Fault, into: AppliedWeeks) => {
    for (const week of weeks) into.refused.push({ week, fault });
  };

  /** Applies weeks that all have the same `localId` and `schoolUrn`. */
  return (weeks: readonly AttendanceWeekRow[], into: AppliedWeeks): void => {
    const [first] = weeks;
    if (!first) return;
    const child = children.known(first.localId);
    if (isFault(child)) {
      refuseAll(weeks, child, into);
      return;
    }
    const schoolId = places.school(first.schoolUrn);
    if (schoolId === null) {
      refuseAll(weeks, unknownSchool(first.schoolUrn), into);
      return;
    }
    const enrolments = run.all<Enrolment>(enrolmentsOf, child.id, schoolId);
    let [from, to] = [first.weekStart, first.weekStart];
    for (const { weekStart } of weeks) {
      if (weekStart < from) from = weekStart;
      if (weekStart > to) to = weekStart;
    }
    const stored = new Map<string, StoredWeek>();
    for (const enrolment of enrolments)
      for (const week of run.all<StoredWeek>(weeksOf, enrolment.id, from, to)) stored.set(week.weekStart, week);

    const newWeeks = new Map<string, Row[]>();
    for (const week of weeks) {
      const friday = addDays(week.weekStart, 4);
      const sealed = sealedFault(child, 'date', week.weekStart, friday);
      const covering = enrolments.find(
        (each) => each.start <= friday && (each.end === null || each.end >= week.weekStart),
      );
      const here = stored.get(week.weekStart);
      if (sealed) into.refused.push({ week, fault: sealed });
      else if (!covering && !here) into.refused.push({ week, fault: notEnrolled(week) });
      else if (week.marked === 0) into.unchanged += week.rows;
      else {
        let [added, changed] = [week.marked, 0];
        if (here) {
          const merged = overlay(here.marks, week.marks);
          [added, changed] = [merged.added, merged.changed];
          if (added + changed > 0 && !options.countOnly)
            writer.update('attendance_week', `${here.enrolmentId} ${here.weekStart}`, { marks: merged.marks });
        } else if (covering && !options.countOnly) {
          const rows = newWeeks.get(covering.id) ?? [];
          rows.push({ enrolment_id: covering.id, week_start: week.weekStart, marks: week.marks });
          newWeeks.set(covering.id, rows);
        }
        into.added += added;
        into.changed += changed;
        into.unchanged += week.rows - added - changed;
      }
    }
    for (const [enrolmentId, rows] of newWeeks) writer.insertMany('attendance_week', enrolmentId, rows);
  };
}

const notEnrolled = (week: AttendanceWeekRow): Fault => ({
  field: 'school_urn',
  value: week.schoolUrn,
  reason: `The child is not enrolled at this school in the week of ${week.weekStart}: bring in the enrolment first, or correct the school or its dates`,
});
