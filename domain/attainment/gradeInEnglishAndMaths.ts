import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { countingGrades, type GradedEntry } from './countingGrades.ts';
import { bucketOf } from './keyStage4Subjects.ts';
import type { ChildOutcome } from './result.ts';

/**
 * Whether a child got grade 4 (or 5) or above in both English and maths, from the standing key stage 4 grades of a
 * year and of earlier ones; 'missing' when there is no grade at all. English is the better of language and literature. In years when maths
 * or English could still carry letters, C counts as 4 and B as 5.
 *
 * Source: domain.md section 5 (grade 4+/5+ English and maths, since 2016/17).
 *
 * @example gradeInEnglishAndMaths([english-language 3, english-literature 5, maths 4], 4, '2018/19') // 'met'
 * @example the same for grade 5 // 'notMet'
 */
export function gradeInEnglishAndMaths(
  results: readonly GradedEntry[],
  atLeast: 4 | 5,
  year: AcademicYear,
): ChildOutcome {
  const counting = countingGrades(results, year);
  if (counting.length === 0) return 'missing';
  const reaches = (bucket: 'english' | 'maths'): boolean =>
    counting.some(({ subject, points }) => bucketOf(subject) === bucket && points.some((p) => p >= atLeast));
  return reaches('english') && reaches('maths') ? 'met' : 'notMet';
}
