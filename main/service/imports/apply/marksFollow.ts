import { addDays, mondayOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';
import type { ImportRun } from './importRun.ts';

type Rows = readonly EnrolmentRow[];

const LAST = '9999-12-31';

/**
 * Weeks of marks go where the child was: those of an enrolment that is gone to the one that has its days now, and those that hang
 * on the wrong side of a conversion to the other side, from the first whole week on; the week in which the day lies stays where it
 * is. No mark is lost: a session that has one at the other enrolment keeps that.
 */
export const marksFollow = (run: ImportRun, row: number, before: Rows, after: Rows): void =>
  run.whenTaken(() => follow(run, row, before, after));

function follow(run: ImportRun, row: number, before: Rows, after: Rows): void {
  const now = new Map(after.map((each) => [each.id, each]));
  const lines = run.lines();
  for (const was of before) {
    const stands = now.get(was.id);
    const isAway = stands ? outsideOf(stands, run) : () => true;
    if (isAway === null) continue;
    const weeks = [...run.marks.of(was.id, '', LAST).keys()].filter(isAway);
    if (weeks.length === 0) continue;
    const same = (one: EnrolmentRow, other: EnrolmentRow) =>
      one.schoolId !== null && other.schoolId !== null && lines.isSame(one.schoolId, other.schoolId);
    const wasOne = new Set(before.filter((each) => same(each, was)).map(({ id }) => id));
    const ofLine = after.filter((each) => each.id !== was.id && (same(each, stands ?? was) || wasOne.has(each.id)));
    const homes = new Map(weeks.map((monday) => [monday, homeOf(monday, ofLine, was, run) ?? null]));
    for (const home of new Set(homes.values())) {
      if (home === null && !stands) throw new Error('An enrolment with marks would go, and nothing has its days.');
      if (home !== null) run.marks.move(was.id, home.id, (monday) => homes.get(monday) === home);
    }
    if (!stands)
      run.warn({
        row,
        reason: `${weeks.length === 1 ? 'One week' : `${weeks.length} weeks`} of marks from ${weeks.sort()[0]} on lie outside the enrolment as it is said now: they are kept with it. Look whether the child had left`,
      });
  }
}

/** The weeks that are not the school's of an enrolment, because another of its names was in force; null where none is. */
function outsideOf({ schoolId }: EnrolmentRow, run: ImportRun): ((monday: PlainDate) => boolean) | null {
  const [became, was] = schoolId ? [run.lines().after(schoolId), run.lines().before(schoolId)] : [null, null];
  if (!became && !was) return null;
  const [last, first] = [became && mondayOf(addDays(became.on, 6)), was && mondayOf(was.on)];
  return (monday) => (last !== null && monday >= last) || (first !== null && monday < first);
}

/** The enrolment that has a week's days: at the school as it was called then, of the same kind, else the nearest before. */
function homeOf(monday: PlainDate, rows: Rows, was: EnrolmentRow, run: ImportRun): EnrolmentRow | undefined {
  const friday = addDays(monday, 4);
  const score = ({ schoolId, kind, startDate, endDate }: EnrolmentRow): number =>
    (startDate <= friday && (endDate === null || endDate >= monday) ? 8 : 0) +
    (schoolId !== null && run.lines().schoolOn(schoolId, monday) === schoolId ? 4 : 0) +
    (startDate <= friday ? 2 : 0) +
    (kind === was.kind ? 1 : 0);
  return [...rows].sort((a, b) => score(b) - score(a) || (a.startDate > b.startDate ? -1 : 1))[0];
}
