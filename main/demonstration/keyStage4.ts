import { attainment8 } from '#domain/attainment/attainment8.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { DemoChild } from './demoChild.ts';
import { type LetterGroup, lettersOf } from './keyStage4Letters.ts';
import type { TargetRates } from './publishedRates.ts';
import type { Random } from './random.ts';
import { byPromise, countOf, type DemoResult } from './results.ts';

/** A subject with its grade as a number, 0 for ungraded; written as a letter where the year still has letters. */
type Graded = { subject: string; grade: number };
type Group = 'both5' | 'both4' | 'below';
type Candidate = { child: DemoChild; group: Group; grades: Graded[]; score: number };

const OPEN = [
  'art',
  'religious-studies',
  'food-preparation',
  'media-studies',
  'drama',
  'design-technology',
  'physical-education',
  'sociology',
];
const LETTERS = ['U', 'G', 'E', 'D', 'C', 'C', 'B', 'A', 'A*', 'A*'];
const CORE = new Set(['english-language', 'english-literature', 'maths']);

/** The grade as written in a year's results: 2016/17 has numbers for English and maths only. */
const written = ({ subject, grade }: Graded, year: AcademicYear): string => {
  const numbered = year >= '2017/18' || CORE.has(subject);
  const one = numbered ? (grade === 0 ? 'U' : String(grade)) : (LETTERS[grade] as string);
  if (subject !== 'combined-science') return one;
  return numbered ? `${one}-${one}` : `${one}${one}`;
};

const scoreOf = (grades: readonly Graded[], year: AcademicYear): number =>
  attainment8(
    grades.map((graded) => ({
      ...{ subject: graded.subject, value: written(graded, year), academicYear: year },
      entry: 'first' as const,
    })),
    year,
  )?.score ?? 0;

function draft(random: Random, group: Group): Graded[] {
  const grades: Graded[] = [];
  const add = (subject: string, low: number, high: number): void => {
    grades.push({ subject, grade: random.int(low, high) });
  };
  const options = random.shuffled(OPEN);
  const humanity = random.pick(['history', 'geography']);
  if (group === 'below') {
    const level = Math.min(3, Math.floor(random.exponential(1.5)));
    const [english, maths] = random.weighted<readonly [number, number]>([
      [[level, level], 74],
      [[random.int(4, 5), random.int(1, 3)], 18],
      [[random.int(1, 3), 4], 8],
    ]);
    add('english-language', english, english);
    if (english > 0 && random.chance(0.7)) add('english-literature', Math.max(0, english - 1), Math.min(english, 5));
    add('maths', maths, maths);
    if (level === 0 && random.chance(0.6)) return grades;
    if (random.chance(0.7)) add('combined-science', 0, Math.min(level + 1, 3));
    if (random.chance(0.3)) add(humanity, 0, level + 1);
    for (const subject of options.slice(0, random.int(0, 3))) add(subject, level, level + 2);
    return grades;
  }
  const low = group === 'both5' ? 5 : 4;
  add('english-language', low, low + 2);
  add('english-literature', low - 1, low + 1);
  if (group === 'both5') add('maths', 5, 7);
  else add('maths', 4, 4);
  add('combined-science', low - 1, low + 1);
  if (random.chance(0.7)) add(humanity, low - 1, low + 2);
  if (random.chance(0.2)) add(random.pick(['french', 'spanish', 'arabic']), low - 1, low + 2);
  for (const subject of options.slice(0, random.int(2, 4))) add(subject, low - 1, low + 2);
  return grades;
}

/** Moves single grades up or down until the mean Attainment 8 is the one wanted; English and maths stay as they are at first. */
function drawMeanTo(random: Random, candidates: readonly Candidate[], wanted: number, year: AcademicYear): void {
  const total = (): number => candidates.reduce((sum, { score }) => sum + score, 0);
  for (let tries = 0; tries < 12_000; tries += 1) {
    const difference = wanted - total() / candidates.length;
    if (Math.abs(difference) < 0.04) return;
    const candidate = random.pick(candidates);
    const touchCore = tries > 6000 && candidate.group === 'below';
    const free = candidate.grades.filter(({ subject }) => touchCore || !CORE.has(subject));
    if (free.length === 0) continue;
    const graded = random.pick(free);
    const roof = CORE.has(graded.subject) ? 3 : candidate.group === 'below' ? 6 : 9;
    const next = graded.grade + Math.sign(difference);
    if (next < 0 || next > roof || (CORE.has(graded.subject) && graded.grade > 3)) continue;
    graded.grade = next;
    candidate.score = scoreOf(candidate.grades, year);
  }
}

/** Mean points over the six English Baccalaureate places; a place not entered counts nothing. */
function ebaccPoints(grades: readonly Graded[]): number {
  const best = (subjects: readonly string[]): number =>
    Math.max(0, ...grades.filter(({ subject }) => subjects.includes(subject)).map(({ grade }) => grade));
  const science = best(['combined-science']);
  const language = Math.max(
    0,
    ...grades.filter(({ subject }) => ['french', 'spanish', 'arabic'].includes(subject)).map(({ grade }) => grade),
  );
  return (
    (best(['english-language', 'english-literature']) +
      best(['maths']) +
      2 * science +
      best(['history', 'geography']) +
      language) /
    6
  );
}

/**
 * Key stage 4 results of one year: letters to 2015/16 (five A*-C with and without English and maths), 9 to 1 since
 * (grade 4 and 5 in English and maths, mean Attainment 8). A few children have no result at all, a few a resit.
 *
 * Source: domain.md section 5; benchmarks of the 12-month cohort, met to the nearest child and a tenth of a point.
 */
export function keyStage4Results(
  random: Random,
  children: readonly DemoChild[],
  year: AcademicYear,
  rates: TargetRates,
): DemoResult[] {
  const shuffled = random.shuffled(children);
  const missing = children.length < 10 ? 0 : Math.max(1, Math.round(children.length * 0.04));
  const counted = byPromise(random, shuffled.slice(missing));
  const count = (measure: Parameters<TargetRates>[0]): number =>
    countOf(rates(measure, year)?.value ?? 12, counted.length);
  const results: DemoResult[] = [];
  const add = (child: DemoChild, subject: string, value: string, more: Partial<DemoResult> = {}): void => {
    results.push({
      child,
      academicYear: year,
      keyStage: 'KS4',
      subject,
      component: 'grade',
      value,
      entry: 'first',
      ...more,
    });
  };
  if (year <= '2015/16') {
    const both = count('ks4-5ac-english-maths');
    const any = Math.max(both, count('ks4-5ac'));
    for (const [index, child] of counted.entries()) {
      const group: LetterGroup = index < both ? 'withEnglishAndMaths' : index < any ? 'anySubjects' : 'fewer';
      for (const [subject, grade] of lettersOf(random, group, year)) add(child, subject, grade);
      if (group === 'fewer' && random.chance(0.05)) add(child, 'maths', 'E', { entry: 'resit' });
    }
    return results;
  }
  const five = count('ks4-grade5-english-maths');
  const four = Math.max(five, count('ks4-grade4-english-maths'));
  const candidates = counted.map((child, index): Candidate => {
    const group: Group = index < five ? 'both5' : index < four ? 'both4' : 'below';
    const grades = draft(random, group);
    return { child, group, grades, score: scoreOf(grades, year) };
  });
  const mean = rates('ks4-attainment8', year)?.value;
  if (mean !== undefined && candidates.length > 20) drawMeanTo(random, candidates, mean, year);
  for (const { child, group, grades } of candidates) {
    for (const graded of grades) add(child, graded.subject, written(graded, year));
    if (year >= '2017/18') add(child, 'ks4-ebacc-aps', ebaccPoints(grades).toFixed(2), { component: 'headline' });
    const maths = grades.find(({ subject }) => subject === 'maths');
    if (group === 'below' && maths && maths.grade > 0 && maths.grade < 4 && random.chance(0.04))
      add(child, 'maths', written({ subject: 'maths', grade: maths.grade }, year), { entry: 'resit' });
  }
  return results;
}
