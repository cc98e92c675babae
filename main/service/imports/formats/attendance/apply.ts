import { marksSaid } from '#domain/attendance/marksSaid.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import type { FactKind } from '#domain/facts/factRows.ts';
import { isUrn } from '#domain/identifiers/isUrn.ts';
import { foldText } from '#domain/words/foldText.ts';
import { createChildFinder, isFault, sealedFault } from '#service/imports/apply/findChild.ts';
import { unknownSchool } from '#service/imports/apply/findPlaces.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import type { PlannedWeek } from '#service/imports/plan/marksInHand.ts';
import { schoolsInHand } from '../schools/schoolsInHand.ts';
import type { Fault } from '../types.ts';
import type { AttendanceWeekRow } from './format.ts';

/** Counts are of the file's rows, one a session; a week that cannot be placed is refused with all its rows. */
export type AppliedWeeks = {
  added: number;
  changed: number;
  unchanged: number;
  refused: { week: AttendanceWeekRow; fault: Fault }[];
};

export const noWeeksApplied = (): AppliedWeeks => ({ added: 0, changed: 0, unchanged: 0, refused: [] });

/** The facts of a child that say where its marks belong. */
export const MARKS_KINDS: readonly FactKind[] = ['child', 'enrolments'];

/**
 * Brings in the weeks of one child at one school, read together with one look-up each for the child, its enrolments and the
 * weeks that are here already. Marks belong to the enrolment that covers the week; a week that is here is laid over by
 * `marksSaid` (architecture.md section 4). Rows without a mark and repeats are unchanged.
 */
export function createAttendanceApplier(run: ImportRun) {
  const children = createChildFinder(run);
  const schools = schoolsInHand(run);
  /** The schools that a number or a name may mean: of several of one name the child's own enrolment tells. */
  const schoolsOf = (called: string): readonly string[] =>
    (isUrn(called) ? [schools.ofUrn(called) ?? []].flat() : schools.named(called)).map(({ id }) => id);

  /** What a file may call the schools: by number or name, before and after they became others. */
  const namesOf = (ids: readonly string[], called: string): string[] => {
    const rows = ids.flatMap((id) => run.lines().allOf(id)).flatMap((id) => schools.ofId(id) ?? []);
    return [
      ...new Set([
        isUrn(called) ? called : foldText(called),
        ...rows.flatMap(({ urn, name }) => [urn ?? [], foldText(name)].flat()),
      ]),
    ];
  };

  /** What is said of each week of a school: a county's year speaks of some twenty thousand, a hundred thousand times. */
  const texts = new Map<string, Map<string, string>>();
  const textsOf = (school: string): ((weekStart: string) => string) => {
    const ofSchool = texts.get(school) ?? new Map<string, string>();
    texts.set(school, ofSchool);
    const called = isUrn(school) ? school : foldText(school);
    return (weekStart) => {
      const known = ofSchool.get(weekStart) ?? `marks ${called} ${weekStart}`;
      ofSchool.set(weekStart, known);
      return known;
    };
  };

  const refuseAll = (weeks: readonly AttendanceWeekRow[], fault: Fault, into: AppliedWeeks) => {
    for (const week of weeks) into.refused.push({ week, fault });
  };

  /** Applies weeks that all have the same `localId` and `school`. */
  return (weeks: readonly AttendanceWeekRow[], into: AppliedWeeks): void => {
    const [first] = weeks;
    if (!first) return;
    const child = children.known(first.localId);
    if (isFault(child)) {
      refuseAll(weeks, child, into);
      return;
    }
    const schoolIds = schoolsOf(first.school);
    if (schoolIds.length === 0) {
      refuseAll(weeks, unknownSchool(first.school), into);
      return;
    }
    const enrolments = run.facts
      .of(child.id, MARKS_KINDS)
      .enrolments.filter(
        (each) => each.schoolId !== null && schoolIds.some((id) => run.lines().isSame(each.schoolId ?? '', id)),
      )
      .sort((a, b) => (a.startDate > b.startDate ? -1 : 1));
    let [from, to] = [first.weekStart, first.weekStart];
    for (const { weekStart } of weeks) {
      if (weekStart < from) from = weekStart;
      if (weekStart > to) to = weekStart;
    }
    const held = new Map<string, { enrolmentId: string; marks: string }>();
    for (const { id } of enrolments)
      for (const [monday, marks] of run.marks.of(id, from, to)) held.set(monday, { enrolmentId: id, marks });
    const later = run.saidLater(child.id);
    const whatOf = textsOf(first.school);
    const names = later.size > 0 ? namesOf(schoolIds, first.school) : [];
    const said = new Set<string>();
    const plannedOf = new Map<string, PlannedWeek[]>();
    for (const week of weeks) {
      const friday = addDays(week.weekStart, 4);
      const what = whatOf(week.weekStart);
      const isOlder = names.some((name) => later.has(`marks ${name} ${week.weekStart}`));
      const sealed = sealedFault(child, 'date', friday);
      const here = held.get(week.weekStart);
      const covering = enrolments.find(
        ({ startDate, endDate }) => startDate <= friday && (endDate === null || endDate >= week.weekStart),
      );
      const enrolmentId = here?.enrolmentId ?? covering?.id;
      if (sealed) into.refused.push({ week, fault: sealed });
      else if (enrolmentId === undefined) into.refused.push({ week, fault: notEnrolled(week) });
      else if (week.marked === 0) into.unchanged += week.rows;
      else {
        said.add(what);
        const { marks, added, changed } = marksSaid(here?.marks ?? null, week.marks, isOlder);
        if (added + changed > 0) {
          const planned = { monday: week.weekStart, marks, held: here !== undefined };
          const ofEnrolment = plannedOf.get(enrolmentId);
          if (ofEnrolment) ofEnrolment.push(planned);
          else plannedOf.set(enrolmentId, [planned]);
        }
        into.added += added;
        into.changed += changed;
        into.unchanged += week.rows - added - changed;
      }
    }
    for (const [enrolmentId, planned] of plannedOf) run.marks.put(enrolmentId, planned);
    run.say(child.id, [...said]);
  };
}

const notEnrolled = (week: AttendanceWeekRow): Fault => ({
  field: isUrn(week.school) ? 'school_urn' : 'school_name',
  value: week.school,
  reason: `The child is not enrolled at this school in the week of ${week.weekStart}: bring in the enrolment first, or correct the school or its dates`,
});
