import { type AcademicYear, academicYearsBetween } from '#domain/calendar/academicYear.ts';
import { defaultNcYear } from '#domain/calendar/ncYear.ts';
import { daysBetween, mondayOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { isStanding } from '#domain/exclusions/suspension.ts';
import { suspensionDates } from '#domain/exclusions/suspensionDates.ts';
import { type AttendancePlan, planAbsence } from './attendancePlan.ts';
import { schoolAgedCohort } from './cohorts.ts';
import { type DemoChild, type DemoEnrolment, periodCovering } from './demoChild.ts';
import type { TargetRates } from './publishedRates.ts';
import type { Random } from './random.ts';
import type { SchoolCalendar } from './schoolCalendar.ts';
import type { DemoSuspension } from './suspensions.ts';

/** The last school day of the second snapshot. */
const LAST_MARK = '2025-03-28';
/** Schools were closed to most pupils; some looked-after children stayed at home, not required to attend. */
const LOCKDOWN = { from: '2021-01-04', to: '2021-03-05' } as const;
/** The codes of August 2024 split 'other circumstances' and gave the part-time timetable a code of its own. */
const NEW_CODES = '2024-08-19';

export type DemoWeek = { enrolmentId: string; weekStart: PlainDate; marks: string };

type SchoolDay = { date: PlainDate; enrolment: DemoEnrolment; closed: boolean };
type YearAtSchool = AttendancePlan & { days: SchoolDay[] };

/**
 * The packed weeks of session marks of one academic year, child by child: illness in spells, appointments, holidays,
 * truancy, suspensions, part-time timetables and dual registration. Only days in care and on a school's roll are marked.
 */
export function* attendanceWeeks(
  random: Random,
  children: readonly DemoChild[],
  year: AcademicYear,
  rates: TargetRates,
  calendar: SchoolCalendar,
  suspensions: ReadonlyMap<DemoChild, readonly DemoSuspension[]>,
): Generator<{ child: DemoChild; weeks: DemoWeek[] }> {
  const cohort = new Set(schoolAgedCohort(children, year));
  const days = calendar.daysOf(year).filter((day) => day <= LAST_MARK);
  const plans: YearAtSchool[] = [];
  for (const child of children) {
    const ncYear = defaultNcYear(child.dateOfBirth, year);
    if (child.respite || ncYear === null || ncYear < 0 || ncYear > 11) continue;
    const atSchool = daysAtSchool(random, child, year, days);
    // Some schools have sent nothing for a child: the figure's coverage says so.
    if (atSchool.length === 0 || random.chance(0.015)) continue;
    const possible = atSchool.filter((day) => !day.closed).length * 2;
    plans.push({
      child,
      year,
      days: atSchool,
      possible,
      inCohort: cohort.has(child),
      kind: 'other',
      absent: 0,
      unauthorised: 0,
    });
  }
  planAbsence(random, plans, year, rates);
  for (const plan of plans)
    yield {
      child: plan.child,
      weeks: weeksOf(plan, layMarks(random, plan, suspensions.get(plan.child) ?? [], calendar)),
    };
}

/** The academic years with session marks. */
export const attendanceYears = academicYearsBetween('2020/21', '2024/25');

function daysAtSchool(random: Random, child: DemoChild, year: AcademicYear, days: readonly PlainDate[]): SchoolDay[] {
  const main = child.enrolments.filter((each) => each.academicYear === year && each.kind === 'main');
  if (main.length === 0) return [];
  const atHome = year === '2020/21' && random.chance(0.45);
  const found: SchoolDay[] = [];
  for (const date of days) {
    const enrolment = main.find((each) => each.start <= date && (each.end ?? '9999') >= date);
    if (!enrolment || !periodCovering(child, date)) continue;
    found.push({ date, enrolment, closed: atHome && date >= LOCKDOWN.from && date <= LOCKDOWN.to });
  }
  return found;
}

/** One code for each session of the plan's days, exactly as many absences as planned. */
function layMarks(
  random: Random,
  plan: YearAtSchool,
  suspensions: readonly DemoSuspension[],
  calendar: SchoolCalendar,
): string[] {
  const { days } = plan;
  const marks: string[] = new Array(days.length * 2).fill('');
  for (const [index, day] of days.entries()) if (day.closed) marks[index * 2] = marks[index * 2 + 1] = 'X';
  const left = { authorised: plan.absent - plan.unauthorised, unauthorised: plan.unauthorised };
  const put = (slot: number, code: string, kind: keyof typeof left): boolean => {
    if (slot < 0 || slot >= marks.length || marks[slot] !== '' || left[kind] === 0) return false;
    marks[slot] = code;
    left[kind] -= 1;
    return true;
  };

  const at = new Map(days.map((day, index) => [day.date, index * 2]));
  for (const suspension of suspensions.filter((each) => each.category === 'SUSP' && isStanding(each))) {
    for (const { date, sessions } of suspensionDates(suspension, calendar.isSchoolDay)) {
      const slot = at.get(date);
      if (slot === undefined) continue;
      for (let n = 0; n < sessions; n += 1)
        // Education is arranged from day one for a looked-after child: what is not absence is education elsewhere.
        if (!put(slot + n, 'E', 'authorised') && marks[slot + n] === '')
          marks[slot + n] = date >= NEW_CODES ? 'K' : 'B';
    }
  }
  if (plan.kind !== 'other' && days.some((day) => day.enrolment.partTimeSessions !== null)) {
    const enough = Math.floor(left.authorised * 0.6);
    for (let index = 0, used = 0; index < days.length && used < enough; index += 1)
      if (put(index * 2 + 1, (days[index] as SchoolDay).date >= NEW_CODES ? 'C2' : 'C', 'authorised')) used += 1;
  }
  const long = plan.kind === 'severe' ? 50 : plan.kind === 'persistent' ? 12 : 5;
  const spell = (code: string, length: number, kind: keyof typeof left): void => {
    const from = random.int(0, marks.length - 1);
    let slot = from;
    // The whole year round, so that the last absences find their place however full the year is.
    for (let looked = 0; looked < marks.length && length > 0 && left[kind] > 0; looked += 1) {
      if (put(slot, code, kind)) length -= 1;
      slot = (slot + 1) % marks.length;
    }
  };
  if (left.unauthorised >= 8 && random.chance(0.2)) spell('G', Math.min(10, left.unauthorised), 'unauthorised');
  const free = (): boolean => marks.includes('');
  while (left.authorised > 0 && free()) {
    if (random.chance(0.25)) spell('M', 1, 'authorised');
    else if (random.chance(0.03)) spell(random.pick(['R', 'C', 'S']), 2, 'authorised');
    else spell('I', random.int(2, Math.max(2, long)), 'authorised');
  }
  while (left.unauthorised > 0 && free())
    spell(
      random.weighted([
        ['O', 78],
        ['U', 15],
        ['N', 7],
      ]),
      random.int(1, long),
      'unauthorised',
    );
  for (let slot = 0; slot < marks.length; slot += 1) {
    if (marks[slot] !== '') continue;
    const other = random.next();
    marks[slot] = other < 0.015 ? 'L' : other < 0.021 ? 'V' : other < 0.025 ? 'B' : slot % 2 === 0 ? '/' : '\\';
  }
  return marks;
}

/** The marks as packed weeks of each enrolment. On Thursdays and Fridays of a dual registration the other school marks. */
function weeksOf(plan: YearAtSchool, marks: readonly string[]): DemoWeek[] {
  const weeks = new Map<string, { enrolmentId: string; weekStart: PlainDate; slots: string[] }>();
  const put = (enrolmentId: string, date: PlainDate, session: number, code: string): void => {
    const weekStart = mondayOf(date);
    const key = `${enrolmentId}|${weekStart}`;
    let week = weeks.get(key);
    if (!week) {
      week = { enrolmentId, weekStart, slots: new Array(10).fill('  ') };
      weeks.set(key, week);
    }
    week.slots[weekday(weekStart, date) * 2 + session] = code.padEnd(2);
  };
  const dual = plan.child.enrolments.filter((each) => each.academicYear === plan.year && each.kind === 'dual');
  for (const [index, { date, enrolment }] of plan.days.entries()) {
    const other = dual.find((each) => each.start <= date && (each.end ?? '9999') >= date);
    const elsewhere = other !== undefined && weekday(mondayOf(date), date) >= 3;
    for (const session of [0, 1]) {
      const code = marks[index * 2 + session] as string;
      put(enrolment.id, date, session, elsewhere ? 'D' : code);
      if (other) put(other.id, date, session, elsewhere ? code : 'D');
    }
  }
  return [...weeks.values()].map(({ enrolmentId, weekStart, slots }) => ({
    enrolmentId,
    weekStart,
    marks: slots.join(''),
  }));
}

/** The weekday of a school day, Monday 0 to Friday 4, given the Monday of its week. */
const weekday = (monday: PlainDate, date: PlainDate): number => daysBetween(monday, date);
