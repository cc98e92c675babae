import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { Random } from './random.ts';

/** Five A*-C with English and maths among them, five in any subjects, or fewer than five. */
export type LetterGroup = 'withEnglishAndMaths' | 'anySubjects' | 'fewer';

const OPEN = [
  'art',
  'religious-studies',
  'food-technology',
  'media-studies',
  'drama',
  'resistant-materials',
  'physical-education',
  'leisure-and-tourism',
];

const good = (random: Random): string =>
  random.weighted([
    ['C', 62],
    ['B', 27],
    ['A', 9],
    ['A*', 2],
  ]);
const poor = (random: Random): string =>
  random.weighted([
    ['D', 24],
    ['E', 24],
    ['F', 20],
    ['G', 16],
    ['U', 12],
    ['X', 4],
  ]);

/**
 * GCSE grades in letters for one child, as pairs of subject and grade, such that the rule of five A*-C gives what the
 * group says. English is one subject until 2009/10 and language and literature after. A double science has two grades.
 */
export function lettersOf(random: Random, group: LetterGroup, year: AcademicYear): [subject: string, grade: string][] {
  const english = year <= '2009/10' ? 'english' : 'english-language';
  const options = random.shuffled(OPEN);
  const humanity = random.pick(['history', 'geography']);
  if (group === 'withEnglishAndMaths') {
    const grades: [string, string][] = [
      [english, good(random)],
      ['maths', good(random)],
      ['combined-science', `${good(random)}${good(random)}`],
      [humanity, good(random)],
    ];
    if (english === 'english-language') grades.push(['english-literature', good(random)]);
    for (const subject of options.slice(0, random.int(1, 3)))
      grades.push([subject, random.chance(0.8) ? good(random) : poor(random)]);
    return grades;
  }
  if (group === 'anySubjects') {
    const failsMaths = random.chance(0.65);
    const grades: [string, string][] = [
      [english, failsMaths && random.chance(0.5) ? good(random) : poor(random)],
      ['maths', failsMaths ? poor(random) : good(random)],
      ['combined-science', random.chance(0.5) ? `${good(random)}${good(random)}` : `${poor(random)}${poor(random)}`],
    ];
    for (const subject of options.slice(0, 5)) grades.push([subject, good(random)]);
    return grades;
  }
  if (random.chance(0.18))
    return [
      [english, 'X'],
      ['maths', random.chance(0.5) ? 'X' : 'U'],
    ];
  const few = random.int(0, 3);
  const grades: [string, string][] = [
    [english, poor(random)],
    ['maths', poor(random)],
  ];
  if (random.chance(0.7)) grades.push(['combined-science', `${poor(random)}${poor(random)}`]);
  if (random.chance(0.4)) grades.push([humanity, poor(random)]);
  for (const [index, subject] of options.slice(0, random.int(1, 4)).entries())
    grades.push([subject, index < few && random.chance(0.6) ? good(random) : poor(random)]);
  // At most three options and one core subject are good: never five.
  if (random.chance(0.15)) {
    const core = random.chance(0.6) ? 0 : 1;
    grades[core] = [core === 0 ? english : 'maths', good(random)];
  }
  return grades;
}
