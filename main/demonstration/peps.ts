import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { defaultNcYear } from '#domain/calendar/ncYear.ts';
import { addDays, ageOn, dayOfWeek, laterOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { type PepEvent, type PepReason, pepDueDates } from '#domain/peps/pepDueDates.ts';
import type { PepStatus } from '#domain/peps/pepLifecycle.ts';
import { defaultPepSections } from '#domain/peps/pepSections.ts';
import type { DemoChild, DemoPeriod, DemoSchool } from './demoChild.ts';
import {
  contentFor,
  evidenceFor,
  type Grade,
  noSchoolReason,
  reasonFor,
  type TargetWords,
  targetsFor,
} from './pepWords.ts';
import { SNAPSHOT_DATE } from './profile2011.ts';
import type { Random } from './random.ts';

/** PEPs of three years, and those due in the term after the snapshot. */
const FIRST_DUE = '2022-04-01';
const LAST_DUE = '2025-07-31';
/** From this day plans carry their targets and from the next their texts: older ones keep dates, grades and reasons. */
const TARGETS_FROM = '2023-09-01';
const CONTENT_FROM = '2024-09-01';

export type DemoPep = {
  school: DemoSchool | null;
  reason: PepReason;
  status: PepStatus;
  due: PlainDate;
  held: PlainDate | null;
  submitted: PlainDate | null;
  signedOff: PlainDate | null;
  gradedBy: string | null;
  gradedOn: PlainDate | null;
  noSchoolReason: string | null;
  sections: { section: string; filled: boolean; content: string | null; grade: Grade | null; reason: string | null }[];
  targets: (TargetWords & { whenBy: PlainDate; evaluation: string; evidence: string | null })[];
  /** An amendment of the signed-off plan: a second version with the same dates. */
  amendedOn: PlainDate | null;
};

const weekday = (date: PlainDate): PlainDate => {
  const day = dayOfWeek(date);
  return day <= 5 ? date : addDays(date, 5 - day);
};

/** Moves of placement and of school, and the first of September of a new key stage, in one time in care. */
function eventsOf(child: DemoChild, period: DemoPeriod): PepEvent[] {
  const end = period.end ?? '9999';
  const moves = child.episodes
    .filter(
      (each) =>
        (each.reasonStarted === 'P' || each.reasonStarted === 'B') && each.start > period.start && each.start < end,
    )
    .map((each): PepEvent => ({ kind: 'placementMove', on: each.start }));
  const main = child.enrolments.filter((each) => each.kind === 'main');
  const changes = main.flatMap((each, index): PepEvent[] => {
    const before = main[index - 1];
    const changed = before !== undefined && before.school !== each.school && each.ncYear !== 7 && each.ncYear !== 12;
    return changed && each.start > period.start && each.start < end ? [{ kind: 'schoolChange', on: each.start }] : [];
  });
  const stages = [2022, 2023, 2024].flatMap((year): PepEvent[] => {
    const on = `${year}-09-01`;
    const ncYear = defaultNcYear(child.dateOfBirth, academicYearOf(on));
    return ncYear === null || on <= period.start || on >= end ? [] : [{ kind: 'newKeyStage', on, ncYear }];
  });
  return [...moves, ...changes, ...stages];
}

/**
 * The PEPs of one child in the three years to the snapshot, each due by the authority's dated rule, about nine in ten on
 * time; a red one goes back to the designated teacher, a signed-off one is locked. Those who left before the day it was due
 * keep the row and leave the denominator.
 *
 * Source: domain.md section 8; due dates by `pepDueDates`.
 */
export function pepsOf(
  random: Random,
  child: DemoChild,
  bankHolidays: ReadonlySet<PlainDate>,
  judges: readonly string[],
  qualityOf: (school: DemoSchool | null) => number,
): DemoPep[] {
  const peps: DemoPep[] = [];
  for (const period of child.periods) {
    if ((period.end ?? '9999') < FIRST_DUE) continue;
    const dues = pepDueDates({
      careStart: period.start,
      careEnd: period.end,
      events: eventsOf(child, period),
      until: LAST_DUE,
      bankHolidays,
    });
    for (const { due, reasons } of dues) {
      const ncYear = defaultNcYear(child.dateOfBirth, academicYearOf(due));
      if (due < FIRST_DUE || ncYear === null || ageOn(child.dateOfBirth, due) >= 18) continue;
      peps.push(onePep(random, child, { due, reason: reasons[0] ?? 'review', ncYear, period, judges, qualityOf }));
    }
  }
  return peps;
}

type Asked = {
  due: PlainDate;
  reason: PepReason;
  ncYear: number;
  period: DemoPeriod;
  judges: readonly string[];
  qualityOf: (school: DemoSchool | null) => number;
};

/** The day it was held; null when it has not been, or will not be because the child left before. */
function heldOn(random: Random, due: PlainDate, period: DemoPeriod, quality: number): PlainDate | null {
  if (period.end !== null && period.end < due) return null;
  const late = random.chance(0.145 - 0.09 * quality);
  const day = weekday(
    late ? addDays(due, random.int(2, 45)) : laterOf(addDays(due, -random.int(4, 32)), addDays(period.start, 4)),
  );
  if (day > SNAPSHOT_DATE || (period.end !== null && day >= period.end)) return null;
  if (late && random.chance(0.25)) return null;
  // Few plans are written long before the term they are due in ends.
  return due > SNAPSHOT_DATE && random.chance(0.5) ? null : day;
}

function onePep(random: Random, child: DemoChild, { due, reason, ncYear, period, judges, qualityOf }: Asked): DemoPep {
  const on = child.enrolments.findLast(
    (each) => each.kind === 'main' && each.start <= due && (each.end ?? '9999') >= due,
  );
  const school = on?.school ?? null;
  const quality = qualityOf(school);
  const held = heldOn(random, due, period, quality);
  const pep: DemoPep = {
    school,
    reason,
    due,
    held,
    status: 'due',
    submitted: null,
    signedOff: null,
    gradedBy: null,
    gradedOn: null,
    noSchoolReason: school === null && ncYear >= 0 && ncYear <= 11 ? noSchoolReason(random) : null,
    sections: [],
    targets: [],
    amendedOn: null,
  };
  if (held === null) {
    if (due > SNAPSHOT_DATE || !random.chance(0.3)) return pep;
    return { ...pep, status: 'draft', sections: sectionsOf(random, pep, quality, false) };
  }
  const submitted =
    random.chance(0.93) && held <= due ? weekday(addDays(held, random.int(0, 4))) : addDays(held, random.int(3, 12));
  const inTime = held <= due && submitted > due && random.chance(0.8) ? due : submitted;
  if (inTime > SNAPSHOT_DATE) return { ...pep, status: 'draft', sections: sectionsOf(random, pep, quality, false) };
  pep.submitted = inTime < held ? held : inTime;
  pep.targets = targetsOf(random, held, ncYear);
  const judgedOn = addDays(pep.submitted, random.int(1, 9));
  if (judgedOn > SNAPSHOT_DATE)
    return { ...pep, status: 'submitted', sections: sectionsOf(random, pep, quality, false) };
  pep.gradedBy = random.pick(judges);
  pep.gradedOn = judgedOn;
  pep.sections = sectionsOf(random, pep, quality, true);
  if (pep.sections.some(({ grade }) => grade === 'red')) {
    // A red plan goes back with the reasons and mostly comes round again, mended.
    const again = addDays(judgedOn, random.int(14, 35));
    if (again > SNAPSHOT_DATE || random.chance(0.2)) return { ...pep, status: 'returned' };
    pep.gradedOn = again;
    pep.sections = pep.sections.map((each) =>
      each.grade === 'red'
        ? {
            ...each,
            filled: true,
            grade: 'amber',
            reason: `Sent back and mended since. ${reasonFor(random, each.section, 'amber')}`,
          }
        : each,
    );
  }
  pep.status = 'signedOff';
  pep.signedOff = pep.gradedOn;
  const amended = addDays(pep.gradedOn, random.int(5, 25));
  if (amended <= SNAPSHOT_DATE && random.chance(0.005)) pep.amendedOn = amended;
  return pep;
}

function sectionsOf(random: Random, pep: DemoPep, quality: number, graded: boolean): DemoPep['sections'] {
  const red = 0.026 - 0.02 * quality;
  const amber = 0.24 - 0.16 * quality;
  return defaultPepSections.map(({ section }) => {
    const grade: Grade = random.weighted([
      ['red', red],
      ['amber', amber],
      ['green', 1 - red - amber],
    ]);
    const filled = graded ? grade === 'green' || random.chance(grade === 'red' ? 0.4 : 0.97) : random.chance(0.6);
    return {
      section,
      filled,
      content: filled && (pep.held ?? pep.due) >= CONTENT_FROM ? contentFor(random, section) : null,
      grade: graded ? grade : null,
      reason: graded ? reasonFor(random, section, grade) : null,
    };
  });
}

function targetsOf(random: Random, held: PlainDate, ncYear: number): DemoPep['targets'] {
  if (held < TARGETS_FROM) return [];
  const whenBy = weekday(addDays(held, random.int(70, 110)));
  return targetsFor(random, ncYear).map((words) => {
    const evaluation =
      whenBy > SNAPSHOT_DATE
        ? random.weighted([
            ['notEvaluated', 60],
            ['underWay', 35],
            ['notBegun', 5],
          ])
        : random.weighted([
            ['met', 50],
            ['partlyMet', 28],
            ['notMet', 14],
            ['underWay', 5],
            ['notBegun', 3],
          ]);
    return { ...words, whenBy, evaluation, evidence: evidenceFor(random, evaluation) };
  });
}
