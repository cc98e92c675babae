import { marksSaid } from '#domain/attendance/marksSaid.ts';
import { markToCome } from '#domain/attendance/markToCome.ts';
import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { FactKind } from '#domain/facts/factRows.ts';
import { isUrn } from '#domain/identifiers/isUrn.ts';
import { possibleOfName } from '#domain/schools/schoolOfName.ts';
import type { SchoolRow } from '#domain/schools/schoolRow.ts';
import { foldText } from '#domain/words/foldText.ts';
import { createChildFinder, isFault, sealedFault } from '#service/imports/apply/findChild.ts';
import { severalSchools, unknownSchool } from '#service/imports/apply/findPlaces.ts';
import type { ImportRun } from '#service/imports/apply/importRun.ts';
import type { PlannedWeek } from '#service/imports/plan/marksInHand.ts';
import { schoolsInHand } from '../schools/schoolsInHand.ts';
import type { Fault } from '../types.ts';
import { type AttendanceWeekRow, partsOfSchool } from './format.ts';

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
  /** The schools that a number, or a name with what stands beside it, may mean; those that became another are one. */
  const schoolsOf = (school: string): readonly Meant[] => {
    const { called, ...beside } = partsOfSchool(school);
    if (isUrn(called)) return [schools.ofUrn(called) ?? []].flat().map(({ id }) => ({ ids: [id], called }));
    const possible = possibleOfName(schools.named(called), beside);
    const lineOf = ({ id }: SchoolRow) => run.lines().schoolOn(id, '9999-12-31');
    const lines = [...Map.groupBy(possible, lineOf).values()];
    return lines.map((rows) => ({
      ids: rows.map(({ id }) => id),
      // Of several of one name each goes by what tells it apart.
      called: lines.length === 1 ? foldText(called) : `${foldText(called)} ${besideOf(rows[0])}`,
    }));
  };

  /** What a file may call the schools: by number or name, before and after they became others. */
  const namesOf = ({ ids, called }: Meant): string[] => {
    const rows = ids.flatMap((id) => run.lines().allOf(id)).flatMap((id) => schools.ofId(id) ?? []);
    const names = rows.flatMap((row) => [row.urn ?? [], foldText(row.name), `${foldText(row.name)} ${besideOf(row)}`]);
    return [...new Set([called, ...names.flat()])];
  };

  /** What is said of each week of a school: a county's year speaks of some twenty thousand, a hundred thousand times. */
  const texts = new Map<string, Map<string, string>>();
  const textsOf = (school: string): ((weekStart: string) => string) => {
    const ofSchool = texts.get(school) ?? new Map<string, string>();
    texts.set(school, ofSchool);
    return (weekStart) => {
      const known = ofSchool.get(weekStart) ?? `marks ${school} ${weekStart}`;
      ofSchool.set(weekStart, known);
      return known;
    };
  };

  const told = new Set<string>();
  /** Says once of a school that several have its name: the child's own enrolment told which is meant. */
  const tellByEnrolment = (school: string, row: number) => {
    if (told.has(school)) return;
    told.add(school);
    const value = partsOfSchool(school).called;
    const reason =
      'Several schools here have this name: marks are taken for the one at which the child is enrolled in the week. Add a column school_laestab or school_postcode, or give the URN, to be sure';
    run.warn({ row, field: 'school_name', value, reason });
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
    const meant = schoolsOf(first.school);
    if (meant.length === 0) {
      refuseAll(weeks, unknownSchool(partsOfSchool(first.school).called), into);
      return;
    }
    const ofChild = run.facts.of(child.id, MARKS_KINDS).enrolments;
    let [from, to] = [first.weekStart, first.weekStart];
    for (const { weekStart } of weeks) {
      if (weekStart < from) from = weekStart;
      if (weekStart > to) to = weekStart;
    }
    const later = run.saidLater(child.id);
    const places = meant.map((school) => {
      const enrolments = ofChild
        .filter(({ schoolId }) => schoolId !== null && school.ids.some((id) => run.lines().isSame(schoolId, id)))
        .sort((a, b) => (a.startDate > b.startDate ? -1 : 1));
      const held = new Map<string, { enrolmentId: string; marks: string }>();
      for (const { id } of enrolments)
        for (const [monday, marks] of run.marks.of(id, from, to)) held.set(monday, { enrolmentId: id, marks });
      return { enrolments, held, whatOf: textsOf(school.called), names: later.size > 0 ? namesOf(school) : [] };
    });
    const said = new Set<string>();
    const plannedOf = new Map<string, PlannedWeek[]>();
    for (const week of weeks) {
      const friday = addDays(week.weekStart, 4);
      const sealed = sealedFault(child, 'date', friday);
      const found = places.flatMap(({ enrolments, held, ...place }) => {
        const here = held.get(week.weekStart);
        const covering = enrolments.find(
          ({ startDate, endDate }) => startDate <= friday && (endDate === null || endDate >= week.weekStart),
        );
        const enrolmentId = here?.enrolmentId ?? covering?.id;
        return enrolmentId === undefined ? [] : [{ ...place, here, enrolmentId }];
      });
      const [place, another] = found;
      const toCome = friday > run.today ? markToCome(week.weekStart, week.marks, run.today) : null;
      if (sealed) into.refused.push({ week, fault: sealed });
      else if (toCome) into.refused.push({ week, fault: stillToCome(toCome) });
      else if (place === undefined) into.refused.push({ week, fault: notEnrolled(week) });
      else if (another !== undefined)
        into.refused.push({ week, fault: severalSchools(partsOfSchool(first.school).called) });
      else if (week.marked === 0) into.unchanged += week.rows;
      else {
        const { here, enrolmentId, names, whatOf } = place;
        const isOlder = names.some((name) => later.has(`marks ${name} ${week.weekStart}`));
        if (meant.length > 1) tellByEnrolment(first.school, week.firstRow);
        said.add(whatOf(week.weekStart));
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

/** One school that a file may mean, under all ids it has had; what its marks go by in what is said. */
type Meant = { readonly ids: readonly string[]; readonly called: string };

const besideOf = (school: SchoolRow | undefined): string => school?.laestab ?? school?.postcode ?? school?.id ?? '';

const stillToCome = ({ date, code }: { date: PlainDate; code: string }): Fault => ({
  field: 'date',
  value: date,
  reason: `This day is still to come, and ${code} is known on the day alone: check whether day and month are the wrong way round`,
});

const notEnrolled = ({ weekStart, school }: AttendanceWeekRow): Fault => ({
  field: isUrn(school) ? 'school_urn' : 'school_name',
  value: partsOfSchool(school).called,
  reason: `The child is not enrolled at this school in the week of ${weekStart}: bring in the enrolment first, or correct the school or its dates`,
});
