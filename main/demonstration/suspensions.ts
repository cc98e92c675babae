import {
  type AcademicYear,
  academicYearsBetween,
  endOfAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import { defaultNcYear } from '#domain/calendar/ncYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { DEFAULT_EXCLUSION_REASONS, type ExclusionCategory } from '#domain/exclusions/exclusionReasons.ts';
import type { ExclusionStatus } from '#domain/exclusions/suspension.ts';
import { schoolAgedCohort } from './cohorts.ts';
import { type DemoChild, type DemoSchool, periodCovering } from './demoChild.ts';
import { SNAPSHOT_DATE } from './profile2011.ts';
import type { TargetRates } from './publishedRates.ts';
import type { Random } from './random.ts';
import type { SchoolCalendar } from './schoolCalendar.ts';

export type DemoSuspension = {
  child: DemoChild;
  school: DemoSchool | null;
  category: ExclusionCategory;
  start: PlainDate;
  sessions: number;
  reasons: string[];
  status: ExclusionStatus;
  examAffected: boolean;
};

const WEIGHTS: Readonly<Record<string, number>> = {
  DB: 38,
  PP: 16,
  VA: 15,
  PA: 9,
  VP: 6,
  DM: 4,
  DA: 4,
  OW: 4,
  BU: 2,
  MT: 2,
  TH: 2,
  RA: 2,
  SM: 1,
  OT: 8,
  DS: 1,
  LG: 1,
  PH: 1,
};
/** Most sessions in a year that the demonstration gives one child: well inside 45 days. */
const MOST_SESSIONS = 60;

const reasonsOn = (random: Random, date: PlainDate): string[] => {
  const valid = DEFAULT_EXCLUSION_REASONS.filter(
    (each) => (each.validFrom ?? date) <= date && (each.validTo ?? date) >= date,
  ).map((each) => [each.code, WEIGHTS[each.code] ?? 1] as const);
  const count = random.weighted([
    [1, 70],
    [2, 24],
    [3, 6],
  ]);
  const chosen = new Set<string>();
  while (chosen.size < count) chosen.add(random.weighted(valid));
  return [...chosen];
};

/**
 * Suspensions and exclusions of Kent's own children from 2008/09: in each year as many children of the school-aged
 * 12-month cohort with at least one standing suspension as published, some with several, some taken back.
 *
 * Source: benchmarks 'suspension-at-least-one' and 'exclusion-permanent-rate'; domain.md section 7.
 */
export function makeSuspensions(
  random: Random,
  children: readonly DemoChild[],
  rates: TargetRates,
  calendar: SchoolCalendar,
): DemoSuspension[] {
  const all: DemoSuspension[] = [];
  for (const year of academicYearsBetween('2008/09', '2024/25')) {
    const rate = (rates('suspension-at-least-one', year)?.value ?? 10) / 100;
    const cohort = schoolAgedCohort(children, year);
    const inCohort = new Set(cohort);
    const byAge = (child: DemoChild) => {
      const ncYear = defaultNcYear(child.dateOfBirth, year) ?? 0;
      return (ncYear >= 7 ? 3 : ncYear >= 3 ? 0.8 : 0.15) * (child.uasc ? 0.4 : 1) * (child.sex === 'M' ? 1.4 : 1);
    };
    const order = cohort
      .map((child) => ({ child, key: random.next() ** (1 / byAge(child)) }))
      .sort((a, b) => b.key - a.key);
    const wanted = Math.round(rate * cohort.length);
    const suspended: DemoChild[] = [];
    for (const { child } of order) {
      if (suspended.length === wanted) break;
      const made = suspensionsInYear(random, child, year, calendar);
      if (made.length === 0) continue;
      suspended.push(child);
      all.push(...made);
    }
    const permanent = rates('exclusion-permanent-rate', year)?.value ?? 0.12;
    all.push(...permanentExclusions(random, suspended, year, Math.round((permanent / 100) * cohort.length), calendar));
    for (const child of children) {
      if (!child.own || child.respite || inCohort.has(child)) continue;
      const ncYear = defaultNcYear(child.dateOfBirth, year);
      if (ncYear === null || ncYear < 1 || ncYear > 11) continue;
      if (random.chance((rate * byAge(child)) / 2)) all.push(...suspensionsInYear(random, child, year, calendar));
    }
  }
  return all;
}

/** School days of the year on which the child is in care and at a school, up to the day the demonstration stands for. */
const daysAtSchool = (child: DemoChild, year: AcademicYear, calendar: SchoolCalendar): PlainDate[] => {
  const from = startOfAcademicYear(year);
  const to = endOfAcademicYear(year);
  if (!child.periods.some((period) => period.start <= to && (period.end ?? '9999') > from)) return [];
  return calendar.daysOf(year).filter((day) => day <= SNAPSHOT_DATE && periodCovering(child, day));
};

const schoolOn = (child: DemoChild, day: PlainDate): DemoSchool | null =>
  child.enrolments.findLast((each) => each.kind === 'main' && each.start <= day && (each.end ?? '9999') >= day)
    ?.school ?? null;

function suspensionsInYear(
  random: Random,
  child: DemoChild,
  year: AcademicYear,
  calendar: SchoolCalendar,
): DemoSuspension[] {
  const days = daysAtSchool(child, year, calendar).slice(3);
  if (days.length === 0) return [];
  const made: DemoSuspension[] = [];
  const count = 1 + Math.min(7, Math.floor(random.exponential(2.1)));
  let left = MOST_SESSIONS;
  const starts = Array.from({ length: count }, () => random.int(0, days.length - 1)).sort((a, b) => a - b);
  let free = -1;
  for (const at of starts) {
    const sessions = Math.min(
      left,
      random.weighted([
        [1, 8],
        [2, 26],
        [3, 10],
        [4, 24],
        [6, 16],
        [8, 6],
        [10, 9],
        [14, 1],
      ]),
    );
    if (at < free || sessions === 0) continue;
    free = at + Math.ceil(sessions / 2) + 1;
    left -= sessions;
    const start = days[at] as PlainDate;
    const base = { child, school: schoolOn(child, start), reasons: reasonsOn(random, start), start };
    const exam =
      start.slice(5) >= '05-10' && start.slice(5) <= '06-20' && defaultNcYear(child.dateOfBirth, year) === 11;
    made.push({ ...base, category: 'SUSP', sessions, status: 'issued', examAffected: exam });
    const later = days[free + random.int(1, 12)];
    if (later === undefined || !random.chance(0.08)) continue;
    const extra = { ...base, start: later, reasons: reasonsOn(random, later), examAffected: false };
    if (random.chance(0.5)) made.push({ ...extra, category: 'LNCH', sessions: random.int(1, 5), status: 'issued' });
    else
      made.push({
        ...extra,
        category: 'SUSP',
        sessions: 2,
        status: random.pick(['cancelled', 'quashed', 'reinstated'] as const),
      });
  }
  return made;
}

function permanentExclusions(
  random: Random,
  suspended: readonly DemoChild[],
  year: AcademicYear,
  count: number,
  calendar: SchoolCalendar,
): DemoSuspension[] {
  const of = (child: DemoChild, status: ExclusionStatus): DemoSuspension[] => {
    const day = daysAtSchool(child, year, calendar).at(-random.int(1, 30));
    if (day === undefined) return [];
    return [
      {
        child,
        school: schoolOn(child, day),
        category: 'PERM',
        start: day,
        sessions: 0,
        reasons: reasonsOn(random, day),
        status,
        examAffected: false,
      },
    ];
  };
  const old = random.shuffled(suspended.filter((child) => (defaultNcYear(child.dateOfBirth, year) ?? 0) >= 5));
  const standing = old.slice(0, count).flatMap((child) => of(child, 'issued'));
  const takenBack = random.chance(0.4)
    ? old
        .slice(count, count + 1)
        .flatMap((child) => of(child, random.pick(['reinstated', 'quashed', 'cancelled'] as const)))
    : [];
  return [...standing, ...takenBack];
}
