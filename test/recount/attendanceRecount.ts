import { daysOn } from '#test/make/untidyHistories.ts';
import {
  type CohortChild,
  cohortOn,
  holds,
  lastLocality,
  localityOn,
  type Spell,
  schoolYearOf,
  spellOn,
  spells,
  written,
} from './careRecount.ts';
import type { RawChild, RawFacts } from './rawFacts.ts';

// Written from domain.md sections 4, 6 and 7 and the decisions of figures.md (D1, D7, D9, D10, D12, N1, N4).

const attended = '/ \\ L K V P W B J'.split(' ');
const authorised = 'C1 M J1 S C2 C T R I E F H'.split(' ');
const unauthorised = 'G N O U'.split(' ');
/** 4 attended (3 elsewhere), 2 authorised, 1 unauthorised, 0 not possible. */
const kinds = new Map<string, number>([
  ...attended.map((code) => [code, '/\\L'.includes(code) ? 4 : 3] as const),
  ...authorised.map((code) => [code, 2] as const),
  ...unauthorised.map((code) => [code, 1] as const),
]);

export type Day = { date: string; possible: number; absent: number; unauthorised: number };

/** One mark for a session that several schools marked: the main school's, else who saw the child, else the milder one. */
function oneMark(marks: { code: string; main: boolean; enrolment: string }[]): number {
  const real = marks.map((mark) => ({ ...mark, kind: mark.code === 'D' ? 0 : (kinds.get(mark.code) ?? 0) }));
  const possible = real.filter(({ kind }) => kind > 0);
  possible.sort((a, b) => Number(b.main) - Number(a.main) || b.kind - a.kind || (a.enrolment < b.enrolment ? -1 : 1));
  return possible[0]?.kind ?? 0;
}

/** A child's school days with marks, in date order. */
export function daysOf(child: RawChild): Day[] {
  const main = new Set(child.enrolments.filter((each) => each.main).map(({ id }) => id));
  const days: Day[] = [];
  for (const [monday, weeks] of [...Map.groupBy(child.weeks, (week) => week.monday)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  ))
    for (let day = 0; day < 5; day += 1) {
      const sum: Day = { date: daysOn(monday, day), possible: 0, absent: 0, unauthorised: 0 };
      for (const slot of [day * 2, day * 2 + 1]) {
        const marks = weeks.flatMap(({ enrolment, marks: all }) => {
          const code = all.slice(slot * 2, slot * 2 + 2).trim();
          return code === '' || code === '-' ? [] : [{ code, main: main.has(enrolment), enrolment }];
        });
        const kind = oneMark(marks);
        if (kind > 0) sum.possible += 1;
        if (kind === 1 || kind === 2) sum.absent += 1;
        if (kind === 1) sum.unauthorised += 1;
      }
      if (sum.possible > 0) days.push(sum);
    }
  return days;
}

export type Cell = { numerator: number; denominator: number; inCohort: number; withData: number; missing: number };
/** By locality, 'unallocated' among them, and 'county'. */
export type Cells = Map<string, Cell>;

export const cellOf = (cells: Cells, locality: string): Cell => {
  const cell = cells.get(locality) ?? { numerator: 0, denominator: 0, inCohort: 0, withData: 0, missing: 0 };
  cells.set(locality, cell);
  return cell;
};
const add = (cells: Cells, locality: string, part: Partial<Cell>): void => {
  const cell = cellOf(cells, locality);
  for (const [key, value] of Object.entries(part) as [keyof Cell, number][]) cell[key] += value;
};
/** A child in one locality and in the county. */
const once = (cells: Cells, locality: string, part: Partial<Cell>): void => {
  add(cells, locality, part);
  add(cells, 'county', part);
};

export const absenceMeasures = [
  'absence-overall',
  'absence-unauthorised',
  'absence-persistent-10',
  'absence-persistent-15',
  'absence-severe-50',
  'absence-missed-25-days',
] as const;
export type AbsenceMeasure = (typeof absenceMeasures)[number];
const exists: Record<AbsenceMeasure, [number, number]> = {
  'absence-overall': [2005, 9999],
  'absence-unauthorised': [2005, 9999],
  'absence-persistent-10': [2012, 9999],
  'absence-persistent-15': [2008, 2014],
  'absence-severe-50': [2015, 9999],
  'absence-missed-25-days': [1999, 9999],
};

/** Facts of a population with what is worked out of them once. */
export class Recount {
  readonly facts: RawFacts;
  readonly #days = new Map<RawChild, Map<number, Day[]>>();
  readonly #spells = new Map<RawChild, Spell[]>();
  readonly #places = new Map<string, string>();
  constructor(facts: RawFacts) {
    this.facts = facts;
  }

  days(child: RawChild, first: number, until: string): Day[] {
    let years = this.#days.get(child);
    years ??= Map.groupBy(daysOf(child), (day) => schoolYearOf(day.date));
    this.#days.set(child, years);
    return (years.get(first) ?? []).filter((day) => day.date <= until);
  }
  spells(child: RawChild): Spell[] {
    const known = this.#spells.get(child) ?? spells(child, true);
    this.#spells.set(child, known);
    return known;
  }
  placeOn(child: RawChild, date: string): string | null {
    if (!spellOn(this.spells(child), date)) return null;
    const key = child.id + date;
    const known = this.#places.get(key) ?? localityOn(this.facts, child, date);
    this.#places.set(key, known);
    return known;
  }

  /** The outcomes cohort of a year, each child where it was on its last day in care in it, or until a date. */
  cohort(first: number, until = `${first + 1}-08-31`): CohortChild[] {
    const date = `${first + 1}-${first <= 2009 ? '09-30' : '03-31'}`;
    return this.#placed(cohortOn(this.facts, date, `${first + 1}-03-31`), until);
  }
  /** The cohort of a date, for what is shown to the date. */
  cohortToDate(date: string): CohortChild[] {
    return this.#placed(
      cohortOn(this.facts, date, date).filter((each) => each.lac12),
      date,
    );
  }
  #placed(cohort: CohortChild[], until: string): CohortChild[] {
    return cohort.map((each) => ({
      ...each,
      locality: lastLocality(this.facts, each.child, this.spells(each.child), until) ?? each.locality,
    }));
  }

  absence(measure: AbsenceMeasure, first: number, cohort: readonly CohortChild[], until: string): Cells {
    const cells: Cells = new Map();
    const [from, to] = exists[measure];
    if (first < from || first > to) return cells;
    const five =
      first <= 2012 && ['absence-overall', 'absence-unauthorised', 'absence-persistent-15'].includes(measure);
    const fifth = this.facts.halfTerms.find(
      (half) => half.year === written(first) && half.term === 'summer' && half.half === 1,
    );
    const last = five && fifth && fifth.end < until ? fifth.end : until;
    for (const { child, locality } of cohort) {
      const days = this.days(child, first, last);
      const possible = days.reduce((sum, day) => sum + day.possible, 0);
      const absent = days.reduce((sum, day) => sum + day.absent, 0);
      if (possible === 0) once(cells, locality, { inCohort: 1, missing: 1 });
      else if (measure === 'absence-overall' || measure === 'absence-unauthorised') {
        const places = new Set<string>();
        for (const day of days) {
          const place = this.placeOn(child, day.date) ?? locality;
          places.add(place);
          const numerator = measure === 'absence-overall' ? day.absent : day.unauthorised;
          once(cells, place, { numerator, denominator: day.possible });
        }
        for (const place of places) add(cells, place, { inCohort: 1, withData: 1 });
        add(cells, 'county', { inCohort: 1, withData: 1 });
      } else {
        const missed = {
          'absence-persistent-10': absent * 10 >= possible,
          'absence-persistent-15': absent >= (first <= 2012 ? 46 : 56),
          'absence-severe-50': absent * 2 >= possible,
          'absence-missed-25-days': absent >= 50,
        }[measure];
        once(cells, locality, { inCohort: 1, withData: 1, numerator: missed ? 1 : 0, denominator: 1 });
      }
    }
    return cells;
  }

  /**
   * Persistent absentees so far, by the rule in force (domain.md section 6; figures.md: the threshold is that of the date):
   * 10 % of one's own sessions since 2015/16, before that fixed numbers at the end of each half-term.
   */
  persistentOn(cohort: readonly CohortChild[], asAt: string): Cells {
    const first = schoolYearOf(asAt);
    if (first >= 2015) return this.absence('absence-persistent-10', first, cohort, asAt);
    const cells: Cells = new Map();
    const steps = first <= 2009 ? [14, 28, 40, 52, 64] : [10, 22, 30, 38, 46, 56].slice(0, first <= 2012 ? 5 : 6);
    const halves = this.facts.halfTerms.filter(({ year }) => year === written(first));
    const ended = halves.sort((a, b) => (a.start < b.start ? -1 : 1)).filter(({ end }) => end <= asAt);
    const counted = ended.slice(0, steps.length);
    if (first < 2005) return cells;
    for (const { child, locality } of cohort) {
      const days = this.days(child, first, counted.at(-1)?.end ?? '0000-00-00');
      const sum = (key: 'possible' | 'absent') => days.reduce((total, day) => total + day[key], 0);
      if (sum('possible') === 0) once(cells, locality, { inCohort: 1, missing: 1 });
      else {
        const missed = sum('absent') >= (steps[counted.length - 1] as number);
        once(cells, locality, { inCohort: 1, withData: 1, numerator: missed ? 1 : 0, denominator: 1 });
      }
    }
    return cells;
  }

  /** The last day of a year that files of suspensions of the authority's own children reach to. */
  suspensionsTo(first: number): string | null {
    const days = [...this.facts.children.values()].flatMap((child) =>
      child.suspensions
        .map(({ start }) => start)
        .filter((start) => schoolYearOf(start) === first && child.own.some((each) => holds(each, start))),
    );
    return days.sort().at(-1) ?? null;
  }

  exclusions(measure: string, first: number, cohort: readonly CohortChild[], until: string): Cells {
    const cells: Cells = new Map();
    if (first < (measure === 'exclusion-permanent-rate' ? 2002 : 2008)) return cells;
    const inYear = (start: string) => schoolYearOf(start) === first;
    const known = this.suspensionsTo(first) !== null;
    const category = measure === 'exclusion-permanent-rate' ? 'PERM' : 'SUSP';
    for (const { child, locality } of cohort) {
      if (!known) {
        once(cells, locality, { inCohort: 1, missing: 1 });
        continue;
      }
      const events = child.suspensions.filter(
        (each) => each.status === 'issued' && each.category === category && inYear(each.start) && each.start <= until,
      );
      once(cells, locality, { inCohort: 1, withData: 1, denominator: 1 });
      if (measure === 'suspension-at-least-one') once(cells, locality, { numerator: events.length > 0 ? 1 : 0 });
      else for (const event of events) once(cells, this.placeOn(child, event.start) ?? locality, { numerator: 1 });
    }
    return cells;
  }

  /** Standing suspended days of the year up to a date, school day by school day; a lunchtime is half a day. */
  suspendedDays(child: RawChild, date: string): number {
    const first = schoolYearOf(date);
    let sessions = 0;
    for (const { category, start, sessions: length, status } of child.suspensions) {
      if (status !== 'issued' || category === 'PERM' || start > date) continue;
      let left = length;
      for (let day = start; left > 0 && day <= date; day = daysOn(day, 1)) {
        if (!this.#isSchoolDay(day)) continue;
        const given = Math.min(left, category === 'LNCH' ? 1 : 2);
        if (schoolYearOf(day) === first) sessions += given;
        left -= given;
      }
    }
    return sessions / 2;
  }
  #isSchoolDay(date: string): boolean {
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    return (
      weekday > 0 &&
      weekday < 6 &&
      !this.facts.bankHolidays.has(date) &&
      this.facts.halfTerms.some((half) => half.start <= date && date <= half.end)
    );
  }
}
