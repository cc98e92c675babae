import type { ResultRow } from '#db/queries/results.ts';
import { isMeasureId, measureOf } from '#domain/measures/catalogue.ts';

/**
 * A national curriculum year as the pack's model writes it: 'R', '1' to '13', or words.
 * @example ncYearOfPack(0)   // 'R'
 * @example ncYearOfPack(-1)  // 'Nursery'
 */
export function ncYearOfPack(ncYear: number | null): string | null {
  if (ncYear === null) return null;
  if (ncYear < 0) return 'Nursery';
  return ncYear === 0 ? 'R' : String(ncYear);
}

const SUBJECTS: Readonly<Record<string, string>> = {
  gps: 'Grammar, punctuation and spelling',
  rwm: 'Reading, writing and maths',
  'computer-science': 'Computer science',
};

/** @example subjectTitle('english-language')  // 'English language' */
export function subjectTitle(subject: string): string {
  if (isMeasureId(subject)) return measureOf(subject).shortName;
  const words = SUBJECTS[subject] ?? subject.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const FIRST = ['reading', 'writing', 'gps', 'english', 'english-language', 'english-literature', 'maths', 'science'];

/** Reading, writing, English, maths and science first, then the other subjects by name. */
export function compareSubjects(a: string, b: string): number {
  const place = (subject: string) => (FIRST.indexOf(subject) + FIRST.length + 1) % (FIRST.length + 1);
  return place(a) - place(b) || (subjectTitle(a) < subjectTitle(b) ? -1 : 1);
}

const STAGES: Readonly<Record<string, string>> = {
  EYFS: 'Early years',
  phonics: 'Phonics check',
  MTC: 'Tables check',
};

/** @example stageTitle('MTC')  // 'Tables check' */
export const stageTitle = (keyStage: string): string => STAGES[keyStage] ?? keyStage;

/** Teacher assessments against what is expected at the child's age. */
const AGE_WORDS: ReadonlyMap<string, string> = new Map([
  ['BELOW', 'Below'],
  ['AT', 'At'],
  ['ABOVE', 'Above'],
]);

/** A result as printed. @example resultWords({ component: 'headline', value: 'notMet', … })  // 'Not met' */
export function resultWords({ component, value }: { component: string; value: string }): string {
  if (component !== 'headline') return AGE_WORDS.get(value) ?? value;
  if (value === 'met') return 'Met';
  return value === 'notMet' ? 'Not met' : value;
}

const CODE_WORDS: readonly [RegExp, string][] = [
  [/^GDS$/, 'GDS: greater depth'],
  [/^EXS$/, 'EXS: expected standard'],
  [/^WTS$/, 'WTS: working towards it'],
  [/^PKF$/, 'PKF: pre-key stage'],
  [/^BLW$/, 'BLW: below the tests'],
];

/**
 * A school's phase as printed. @example phaseWords('pupil-referral-unit')  // 'Pupil referral unit'
 */
export function phaseWords(phase: string | null): string | null {
  if (phase === null || phase.trim() === '') return null;
  const words = phase.replaceAll('-', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A LAESTAB as people write it. @example laestabWords('8867024')  // '886/7024'
 */
export const laestabWords = (laestab: string | null): string | null =>
  laestab !== null && /^\d{7}$/.test(laestab) ? `${laestab.slice(0, 3)}/${laestab.slice(3)}` : laestab;

/** What stands under the table: the scales in use, which results are not final, and when the last one came. */
export function attainmentNote(results: readonly ResultRow[]): string {
  if (results.length === 0) return 'No result has reached the team; targets and predictions are shown.';
  const notes: string[] = [];
  if (results.some((result) => result.component === 'scaledScore'))
    notes.push('Scaled scores run from 80 to 120; 100 is the expected standard.');
  if (results.some((result) => result.component === 'grade' && /^[1-9]$/.test(result.value)))
    notes.push('GCSE grades run from 9 (highest) to 1; U is ungraded.');
  const codes = CODE_WORDS.filter(([code]) => results.some((result) => code.test(result.value))).map(
    ([, words]) => words,
  );
  if (codes.length > 0) notes.push(`${codes.join('; ')}.`);
  if (results.some((result) => AGE_WORDS.has(result.value)))
    notes.push('Below, at, above: the teacher’s assessment against what is expected at the child’s age.');
  for (const words of notFinalWords(results)) notes.push(words);
  return notes.join(' ');
}

/** Which results may still change: an assessment by its name where that is true of all of it, else its subjects. */
function notFinalWords(results: readonly ResultRow[]): string[] {
  const stages = new Map<string, ResultRow[]>();
  for (const result of results) {
    const title = `${stageTitle(result.keyStage)} ${result.academicYear}`;
    stages.set(title, [...(stages.get(title) ?? []), result]);
  }
  return [...stages].flatMap(([title, own]) => {
    const open = own.filter((result) => result.status !== 'final');
    if (open.length === 0) return [];
    if (open.length === own.length) return [`${title}: not final yet.`];
    return [`${title}, not final yet: ${[...new Set(open.map((result) => subjectTitle(result.subject)))].join(', ')}.`];
  });
}
