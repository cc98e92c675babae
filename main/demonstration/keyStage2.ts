import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { DemoChild } from './demoChild.ts';
import type { TargetRates } from './publishedRates.ts';
import type { Random } from './random.ts';
import { byPromise, countOf, type DemoResult } from './results.ts';

type Met = Map<DemoChild, Set<string>>;

/**
 * Who met which of several standards, so that each one and all of them together come to the counts wanted. `all` first
 * meet everything; what each subject has left over goes to the next children in turn, none of whom gets every subject.
 */
function meet(children: readonly DemoChild[], wanted: Readonly<Record<string, number>>, all: number): Met {
  const met: Met = new Map(children.map((child) => [child, new Set<string>()]));
  const subjects = Object.keys(wanted);
  const together = Math.min(all, ...Object.values(wanted));
  for (const child of children.slice(0, together)) for (const subject of subjects) met.get(child)?.add(subject);
  const rest = children.slice(together);
  const left = subjects.map((subject) => ({
    subject,
    count: Math.min(rest.length, (wanted[subject] ?? 0) - together),
  }));
  const places = left.reduce((sum, { count }) => sum + count, 0);
  // Laid end to end round a ring that is long enough, no child is passed once for every subject.
  const ring = Math.min(
    rest.length,
    Math.max(Math.ceil((places / (subjects.length - 1)) * 1.3), ...left.map(({ count }) => count)),
  );
  let at = 0;
  for (const { subject, count } of left)
    for (let n = 0; n < count; n += 1, at += 1) met.get(rest[at % ring] as DemoChild)?.add(subject);
  return met;
}

/** A share of children who reach a standard that goes with others: first those who met most, then by promise. */
function alsoMeets(met: Met, subject: string, count: number, beside: readonly string[]): void {
  const has = (child: DemoChild): number => beside.filter((other) => met.get(child)?.has(other)).length;
  const order = [...met.keys()].sort((a, b) => has(b) - has(a));
  for (const child of order.slice(0, count)) met.get(child)?.add(subject);
}

const scaledScore = (random: Random, met: boolean): string => {
  if (met) return String(Math.min(118, 100 + Math.floor(random.exponential(4))));
  if (random.chance(0.14))
    return random.weighted([
      ['B', 70],
      ['A', 12],
      ['U', 10],
      ['J', 8],
    ]);
  return String(Math.max(80, 99 - Math.floor(random.exponential(5.5))));
};
const writing = (random: Random, met: boolean): string => {
  if (met) return random.chance(0.1) ? 'GDS' : 'EXS';
  return random.weighted([
    ['WTS', 70],
    ['PKF', 14],
    ['BLW', 12],
    ['D', 2],
    ['A', 2],
  ]);
};
const level = (random: Random, met: boolean): string => {
  if (met) return random.chance(0.2) ? '5' : '4';
  return random.weighted([
    ['3', 62],
    ['2', 12],
    ['B', 15],
    ['N', 6],
    ['A', 5],
  ]);
};
const assessedLevel = (random: Random, met: boolean): string => {
  if (met) return random.chance(0.2) ? '5' : '4';
  return random.weighted([
    ['3', 65],
    ['2', 20],
    ['1', 8],
    ['W', 5],
    ['D', 2],
  ]);
};

/**
 * Key stage 2 results of one year: levels to 2014/15 (writing by teacher assessment from 2011/12), scaled scores with
 * writing by teacher assessment since; none in 2019/20 and 2020/21. A few children have no result, a few an outcome code.
 *
 * Source: domain.md section 5; benchmarks of the 12-month cohort, met to the nearest child.
 */
export function keyStage2Results(
  random: Random,
  children: readonly DemoChild[],
  year: AcademicYear,
  rates: TargetRates,
): DemoResult[] {
  if (year === '2019/20' || year === '2020/21') return [];
  const shuffled = random.shuffled(children);
  const missing = children.length < 10 ? 0 : Math.max(1, Math.round(children.length * 0.03));
  const left = children.length < 40 ? 0 : 1;
  const counted = byPromise(random, shuffled.slice(missing + left));
  const rate = (measure: Parameters<TargetRates>[0]): number =>
    countOf(rates(measure, year)?.value ?? 45, counted.length);
  const results: DemoResult[] = [];
  const add = (child: DemoChild, subject: string, component: DemoResult['component'], value: string): void => {
    results.push({ child, academicYear: year, keyStage: 'KS2', subject, component, value, entry: 'first' });
  };

  if (year >= '2015/16') {
    const met = meet(
      counted,
      {
        reading: rate('ks2-reading-expected'),
        writing: rate('ks2-writing-expected'),
        maths: rate('ks2-maths-expected'),
      },
      rate('ks2-rwm-expected'),
    );
    alsoMeets(met, 'gps', rate('ks2-gps-expected'), ['reading', 'writing']);
    for (const [child, has] of met) {
      for (const subject of ['reading', 'maths', 'gps'])
        add(child, subject, 'scaledScore', scaledScore(random, has.has(subject)));
      add(child, 'writing', 'teacherAssessment', writing(random, has.has('writing')));
    }
    for (const child of shuffled.slice(missing, missing + left)) {
      for (const subject of ['reading', 'maths', 'gps']) add(child, subject, 'scaledScore', 'L');
      add(child, 'writing', 'teacherAssessment', 'L');
    }
    return results;
  }

  const fourSubjects = year >= '2011/12';
  const english = rate('ks2-english-level4');
  const met = fourSubjects
    ? meet(
        counted,
        { reading: rate('ks2-reading-level4'), writing: rate('ks2-writing-level4'), maths: rate('ks2-maths-level4') },
        rate('ks2-rwm-level4'),
      )
    : meet(counted, { english, maths: rate('ks2-maths-level4') }, rate('ks2-english-maths-level4'));
  if (fourSubjects) alsoMeets(met, 'english', english, ['reading', 'writing', 'maths']);
  else {
    alsoMeets(met, 'reading', Math.min(counted.length, english + Math.round(counted.length * 0.07)), ['english']);
    alsoMeets(met, 'writing', Math.round(english * 0.85), ['english']);
  }
  const byTeacher = (subject: string): boolean =>
    fourSubjects && (subject === 'writing' || (subject === 'english' && year > '2011/12'));
  for (const [child, has] of met)
    for (const subject of ['english', 'reading', 'writing', 'maths'])
      if (byTeacher(subject)) add(child, subject, 'teacherAssessment', assessedLevel(random, has.has(subject)));
      else add(child, subject, 'level', level(random, has.has(subject)));
  for (const child of shuffled.slice(missing, missing + left))
    for (const subject of ['english', 'reading', 'writing', 'maths'])
      add(child, subject, byTeacher(subject) ? 'teacherAssessment' : 'level', 'L');
  return results;
}
