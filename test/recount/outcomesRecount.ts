import { type RawResult, standing } from './rawResults.ts';

// How one child counts in each measure of attainment, written from domain.md section 5 and decision N5 of figures.md.

/** 'excluded' leaves the denominator; a number is the child's points. */
export type Outcome = 'met' | 'notMet' | 'missing' | 'excluded' | number;
type Standing = readonly RawResult[];

const value = (of: Standing, subject: string, component: string): string | null => {
  const found = of.filter((row) => row.subject === subject && row.component === component);
  return (found.find(({ entry }) => entry === 'first') ?? found[0])?.value ?? null;
};
const coded = (code: string): Outcome =>
  'A B H J Q U N T D W'.split(' ').includes(code) ? 'notMet' : code === 'L' || code === 'M' ? 'excluded' : 'missing';
const score = (text: string | null): Outcome =>
  text === null ? 'missing' : /^\d+$/.test(text) ? (Number(text) >= 100 ? 'met' : 'notMet') : coded(text);
const level = (text: string | null): Outcome =>
  text === null ? 'missing' : /^[1-8]/.test(text) ? (Number(text[0]) >= 4 ? 'met' : 'notMet') : coded(text);
/** Statuses of the teachers' framework below the expected standard. */
const below = 'WTS HNM PKG PKF PKE PK1 PK2 PK3 PK4 PK5 PK6 BLW EM'.split(' ');
const teacher = (text: string | null): Outcome =>
  text === null ? 'missing' : text === 'EXS' || text === 'GDS' ? 'met' : below.includes(text) ? 'notMet' : coded(text);
const together = (...parts: Outcome[]): Outcome =>
  (['notMet', 'excluded', 'missing'] as const).find((each) => parts.includes(each)) ?? 'met';

const scaled = (of: Standing, subject: string) => score(value(of, subject, 'scaledScore'));
const tested = (of: Standing, subject: string) => level(value(of, subject, 'level'));
/** In English, reading or maths: by test, else by the teacher. Only the definition of all three together says 'test'. */
const anyLevel = (of: Standing, subject: string) =>
  level(value(of, subject, 'level') ?? value(of, subject, 'teacherAssessment'));
const writing = (of: Standing) => teacher(value(of, 'writing', 'teacherAssessment'));
const writingLevel = (of: Standing, year: string) =>
  year < '2011/12'
    ? tested(of, 'writing')
    : level(value(of, 'writing', 'teacherAssessment') ?? value(of, 'writing', 'level'));

// ---- Key stage 4 ----

const english = ['english', 'english-language', 'english-literature'];
const ebacc =
  `combined-science core-science additional-science biology chemistry physics computer-science history geography
  french spanish arabic german urdu`.split(/\s+/);
const to2016: Record<string, number> = { 'A*': 8, A: 7, B: 6, C: 5, D: 4, E: 3, F: 2, G: 1, U: 0 };
const since2017: Record<string, number> = { 'A*': 8.5, A: 7, B: 5.5, C: 4, D: 3, E: 2, F: 1.5, G: 1, U: 0 };

type Grade = { letter: string; points: number };
/** One grade, or the two of a double award, by the points of a year; none for X and Q, which are no results yet. */
function gradesOf(text: string, year: string): Grade[] {
  const letters = text.match(/A\*|[A-GU1-9]/g) ?? [];
  if (letters.join('') !== text.replace('-', '') || letters.length > 2) return [];
  const points = letters.map((letter) =>
    /\d/.test(letter)
      ? year < '2016/17'
        ? Number.NaN
        : Number(letter)
      : (year < '2016/17' ? to2016 : since2017)[letter],
  );
  if (points.some((each) => each === undefined || Number.isNaN(each))) return [];
  return letters.map((letter, index) => ({ letter, points: points[index] as number }));
}
const mean = (grades: readonly Grade[]) => grades.reduce((sum, { points }) => sum + points, 0) / grades.length;
/** GCSEs alone: other qualifications in a subject are results of their own, and their grades no letters. */
const gcses = (of: Standing): Standing =>
  of.filter(({ component, qualification }) => component === 'grade' && qualification === null);

type Subject = { subject: string; grades: Grade[] };
/**
 * The entry that counts of those of the year and before: the first since 2014/15 (English Baccalaureate subjects since
 * 2013/14), the best before. What was sat to summer 2013 keeps the better of it and of the next time. No grade of 2020 or 2021
 * counts in a later year.
 */
function countingSubjects(of: Standing, year: string): Subject[] {
  const graded = gcses(of)
    .filter((row) => row.year === year || (row.year !== '2019/20' && row.year !== '2020/21'))
    .map((row) => ({ ...row, grades: gradesOf(row.value, year) }))
    .filter(({ grades }) => grades.length > 0)
    .map((row) => ({ ...row, when: `${row.year} ${row.entry === 'first' ? 1 : 2}` }));
  return [...Map.groupBy(graded, ({ subject }) => subject)].map(([subject, entries]) => {
    const core = subject === 'maths' || english.includes(subject) || ebacc.includes(subject);
    const newRule = year >= (core ? '2013/14' : '2014/15');
    const later = entries.filter((each) => each.year >= '2013/14').sort((a, b) => (a.when < b.when ? -1 : 1));
    const able = newRule ? [...entries.filter((each) => each.year < '2013/14'), ...later.slice(0, 1)] : entries;
    return { subject, grades: able.reduce((a, b) => (mean(b.grades) > mean(a.grades) ? b : a)).grades };
  });
}

function fiveGood(subjects: readonly Subject[], both: boolean): Outcome {
  if (subjects.length === 0) return 'missing';
  const good = subjects.flatMap(({ subject, grades }) =>
    grades.filter(({ letter }) => ['A*', 'A', 'B', 'C'].includes(letter)).map(() => subject),
  );
  const core = good.includes('maths') && (good.includes('english') || good.includes('english-language'));
  return good.length >= 5 && (core || !both) ? 'met' : 'notMet';
}

function strong(subjects: readonly Subject[], atLeast: number): Outcome {
  if (subjects.length === 0) return 'missing';
  const has = (names: string[]) =>
    subjects.some(({ subject, grades }) => names.includes(subject) && grades.some(({ points }) => points >= atLeast));
  return has(english) && has(['maths']) ? 'met' : 'notMet';
}

/** English and maths double, three English Baccalaureate places, three open ones; an empty place is 0. */
function attainment8(subjects: readonly Subject[], of: Standing): Outcome {
  if (subjects.length === 0) return 'missing';
  const places = subjects.flatMap(({ subject, grades }) => grades.map(() => ({ subject, points: mean(grades) })));
  const take = (names: string[] | null, count: number): number => {
    let sum = 0;
    for (let taken = 0; taken < count; taken += 1) {
      const fitting = places.filter(({ subject }) => (names === null ? subject !== 'maths' : names.includes(subject)));
      if (fitting.length === 0) break;
      const best = fitting.reduce((a, b) => (b.points > a.points ? b : a));
      places.splice(places.indexOf(best), 1);
      sum += best.points;
    }
    return sum;
  };
  // An entry that has no result yet lets English double too.
  const entered = (subject: string) => gcses(of).some((each) => each.subject === subject);
  const doubled = entered('english') || (entered('english-language') && entered('english-literature')) ? 2 : 1;
  return take(english, 1) * doubled + take(['maths'], 1) * 2 + take(ebacc, 3) + take(null, 3);
}

type Rule = { from: string; to: string; ncYear: 6 | 11; of: (of: Standing, year: string) => Outcome };
const ks2 = (from: string, to: string, of: Rule['of']): Rule => ({
  ...{ from, to, ncYear: 6 },
  of: (rows, year) =>
    of(
      rows.filter((row) => row.year === year),
      year,
    ),
});
/** What has no result yet may turn out to be anything: where that could change the answer there is none yet. */
const ks4 = (from: string, to: string, count: (subjects: Subject[], rows: Standing) => Outcome): Rule => ({
  from,
  to,
  ncYear: 11,
  of: (all, year) => {
    const rows = all.filter((row) => row.year <= year);
    if (!rows.some((row) => row.component === 'grade' && row.year === year)) return 'missing';
    if (countingSubjects(rows, year).length === 0) return 'missing';
    const [nothing, everything] = ['U', year < '2016/17' ? 'A*' : '9'].map((grade) => {
      const come = rows.map((row) =>
        row.year === year && /^(A\*|[A-GU1-9XQ])-?(A\*|[A-GU1-9XQ])?$/.test(row.value)
          ? { ...row, value: row.value.replaceAll(/[XQ]/g, grade) }
          : row,
      );
      return count(countingSubjects(come, year), come);
    });
    return nothing === everything ? (nothing as Outcome) : 'missing';
  },
});
const [ever, since] = ['9999/99', '2015/16'];

/** Every measure that is worked out from results, with its years and the year group it is of. */
export const learningMeasures: Record<string, Rule> = {
  'ks2-reading-expected': ks2(since, ever, (of) => scaled(of, 'reading')),
  'ks2-maths-expected': ks2(since, ever, (of) => scaled(of, 'maths')),
  'ks2-gps-expected': ks2(since, ever, (of) => scaled(of, 'gps')),
  'ks2-writing-expected': ks2(since, ever, writing),
  'ks2-rwm-expected': ks2(since, ever, (of) => together(scaled(of, 'reading'), writing(of), scaled(of, 'maths'))),
  'ks2-english-level4': ks2('1994/95', '2014/15', (of) => anyLevel(of, 'english')),
  'ks2-reading-level4': ks2('1994/95', '2014/15', (of) => anyLevel(of, 'reading')),
  'ks2-maths-level4': ks2('1994/95', '2014/15', (of) => anyLevel(of, 'maths')),
  'ks2-writing-level4': ks2('1994/95', '2014/15', writingLevel),
  'ks2-english-maths-level4': ks2('1994/95', '2014/15', (of) =>
    together(anyLevel(of, 'english'), anyLevel(of, 'maths')),
  ),
  'ks2-rwm-level4': ks2('2011/12', '2014/15', (of, year) =>
    together(tested(of, 'reading'), writingLevel(of, year), tested(of, 'maths')),
  ),
  'ks4-5ac-english-maths': ks4('1995/96', since, (of) => fiveGood(of, true)),
  'ks4-5ac': ks4('1987/88', since, (of) => fiveGood(of, false)),
  'ks4-grade4-english-maths': ks4('2016/17', ever, (of) => strong(of, 4)),
  'ks4-grade5-english-maths': ks4('2016/17', ever, (of) => strong(of, 5)),
  'ks4-attainment8': ks4(since, ever, attainment8),
};

/** Whether a measure is taken in a year: there were no key stage 2 tests in 2020 and 2021. */
export const takenIn = (measure: string, year: string): boolean => {
  const { from, to, ncYear } = learningMeasures[measure] as Rule;
  return from <= year && year <= to && !(ncYear === 6 && (year === '2019/20' || year === '2020/21'));
};

export const outcomeIn = (measure: string, year: string, rows: readonly RawResult[], asAt: string): Outcome =>
  (learningMeasures[measure] as Rule).of(standing(rows, asAt), year);
