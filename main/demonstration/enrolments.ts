import { newId } from '#db/newId.ts';
import {
  type AcademicYear,
  academicYearOf,
  academicYearsBetween,
  endOfAcademicYear,
  startOfAcademicYear,
} from '#domain/calendar/academicYear.ts';
import { defaultNcYear } from '#domain/calendar/ncYear.ts';
import { addDays, earlierOf, laterOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { DemoChild, DemoEnrolment, DemoPeriod, DemoSchool } from './demoChild.ts';
import { SNAPSHOT_DATE } from './profile2011.ts';
import type { Random } from './random.ts';
import type { SchoolFinder } from './schools.ts';

const FIRST_YEAR = '2005/06';
/** Years from which no child is moved out of its year group, so that nobody is assessed twice or never. */
const OUT_OF_YEAR = new Set([2, 3, 4]);

const phaseFor = (random: Random, ncYear: number, special: boolean): DemoSchool['phase'] => {
  if (ncYear > 11) return '16-plus';
  if (special && random.chance(0.5)) return 'special';
  return ncYear <= 6 ? 'primary' : 'secondary';
};

const placedIn = (child: DemoChild, date: PlainDate): string | null =>
  child.episodes.findLast((each) => each.start <= date)?.district ?? child.episodes[0]?.district ?? null;

/**
 * The schools of a child's time in care, one enrolment for each academic year so that each carries its national
 * curriculum year: the same school on from year to year, another at eleven, after some moves, and now and then without.
 */
export function enrol(random: Random, finder: SchoolFinder, child: DemoChild, period: DemoPeriod): void {
  const last = period.end ?? SNAPSHOT_DATE;
  const from = laterOf(period.start, startOfAcademicYear(FIRST_YEAR));
  if (last <= from) return;
  let school: DemoSchool | null = null;
  let district: string | null = null;
  const special = child.sen.some((span) => span.status === 'E' || span.status === 'S') || random.chance(0.04);
  const outOfYear = random.chance(0.015);
  for (const year of academicYearsBetween(academicYearOf(from), academicYearOf(addDays(last, -1)))) {
    const usual = defaultNcYear(child.dateOfBirth, year);
    if (usual === null || usual < -1 || (usual === -1 && random.chance(0.5))) continue;
    if (usual > 11 && random.chance(0.25)) continue;
    const ncYear = outOfYear && OUT_OF_YEAR.has(usual) ? usual - 1 : usual;
    const known = child.enrolments.some((each) => each.academicYear === year);
    const begin = startOfAcademicYear(year);
    const enteredNow = academicYearOf(period.start) === year;
    const started = enteredNow && (known || random.chance(0.3)) ? laterOf(begin, period.start) : begin;
    const ends =
      year === academicYearOf(SNAPSHOT_DATE) && period.end === null ? null : earlierOf(endOfAcademicYear(year), last);
    if (ends !== null && ends < started) continue;
    // Without a school place for the year; those assessed in it keep theirs.
    if (usual !== 6 && usual !== 11 && random.chance(0.012)) {
      school = null;
      continue;
    }
    const phase = phaseFor(random, ncYear, special);
    const now = placedIn(child, started);
    const mustMove =
      school !== null &&
      (((ncYear === 7 || ncYear === 12) && school.phase !== 'special') ||
        (ncYear === 12 && school.phase === 'special'));
    if (school === null || mustMove || (now !== district && random.chance(0.35)) || random.chance(0.03)) {
      const keepsKind: DemoSchool['phase'] =
        school !== null && school.phase === 'special' && ncYear <= 11 ? 'special' : phase;
      school = finder.find(keepsKind, now, school);
      district = now;
    }
    addYear(random, finder, child, { year, ncYear, school, started, ends });
    school = child.enrolments.findLast((each) => each.kind === 'main')?.school ?? school;
  }
}

/** The enrolments of one academic year: usually one, two when the child moves in it, a dual one at times. */
function addYear(
  random: Random,
  finder: SchoolFinder,
  child: DemoChild,
  {
    year,
    ncYear,
    school,
    started,
    ends,
  }: { year: AcademicYear; ncYear: number; school: DemoSchool; started: PlainDate; ends: PlainDate | null },
): void {
  const enrolment = (
    at: DemoSchool,
    start: PlainDate,
    end: PlainDate | null,
    kind: 'main' | 'dual' = 'main',
  ): DemoEnrolment => ({
    id: newId(),
    academicYear: year,
    school: at,
    ncYear,
    kind,
    partTimeSessions: null,
    alternativeProvision: at.phase === 'pupil-referral-unit',
    start,
    end,
  });
  const lastDay = ends ?? SNAPSHOT_DATE;
  const move = child.episodes.find(
    (each) =>
      each.start > addDays(started, 20) &&
      each.start < addDays(lastDay, -30) &&
      each.reasonStarted !== 'L' &&
      each.reasonStarted !== 'T',
  );
  if (move && ncYear <= 10 && random.chance(0.3)) {
    const next = finder.find(school.phase, move.district, school);
    child.enrolments.push(enrolment(school, started, addDays(move.start, -1)), enrolment(next, move.start, ends));
  } else {
    const one = enrolment(school, started, ends);
    if (ncYear >= 1 && ncYear <= 11 && random.chance(0.015)) one.partTimeSessions = random.int(4, 7);
    child.enrolments.push(one);
    if (ncYear >= 8 && ncYear <= 11 && school.phase === 'secondary' && random.chance(0.02)) {
      const from = laterOf(started, `${year.slice(0, 4)}-11-04`);
      const to = earlierOf(lastDay, addDays(from, 100));
      if (to > from)
        child.enrolments.push(enrolment(finder.find('pupil-referral-unit', school.district), from, to, 'dual'));
    }
  }
}
