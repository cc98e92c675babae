import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { countingGrades, type GradedEntry } from './countingGrades.ts';
import type { ChildOutcome } from './result.ts';

const GOOD = new Set(['A*', 'A', 'B', 'C']);

/**
 * Whether a child got five or more A*-C, with English and maths among them or in any subjects, from the standing key
 * stage 4 grades of a year and of earlier ones; 'missing' when there is no grade at all. A double award counts twice. A child with grades
 * but none in English or maths has not met the standard that asks for them.
 *
 * English is GCSE English or English language; literature alone is not enough [check].
 * Source: domain.md section 5 ("5+ A*-C incl. English and maths, to 2015/16; break in 2013/14").
 *
 * @example fiveGoodGrades([english C, maths C, history C, art B, double science 'CC'], '2010/11') // 'met'
 * @example the same with maths D // 'notMet', but 'met' without the condition
 */
export function fiveGoodGrades(
  results: readonly GradedEntry[],
  year: AcademicYear,
  { withEnglishAndMaths }: { readonly withEnglishAndMaths: boolean } = { withEnglishAndMaths: true },
): ChildOutcome {
  const counting = countingGrades(results, year);
  if (counting.length === 0) return 'missing';
  const good = counting.map(({ subject, grades }) => ({
    subject,
    n: grades.filter((grade) => GOOD.has(grade)).length,
  }));
  const has = (...subjects: string[]): boolean => good.some(({ subject, n }) => n > 0 && subjects.includes(subject));
  const five = good.reduce((sum, { n }) => sum + n, 0) >= 5;
  const both = has('english', 'english-language') && has('maths');
  return five && (both || !withEnglishAndMaths) ? 'met' : 'notMet';
}
