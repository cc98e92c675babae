import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { countingGrades, type GradedEntry, isGcse } from './countingGrades.ts';
import { gradePoints, gradesIn } from './gradePoints.ts';

const isNoResultYet = (grade: string): boolean => grade === 'X' || grade === 'Q';

/** A value with another grade in the place of each that has not come; itself where none is waited for. */
function filledWith(value: string, grade: string, year: AcademicYear): string {
  const grades = gradesIn(value);
  if (!grades.some(isNoResultYet)) return value;
  if (!grades.every((each) => isNoResultYet(each) || gradePoints(each, year) !== null)) return value;
  return grades.map((each) => (isNoResultYet(each) ? grade : each)).join('-');
}

/**
 * What a measure of key stage 4 says of a child whatever the results are that a year's entries (X, Q) still wait for; 'missing'
 * where they could make it another, or where there is no grade at all. An entry of an earlier year that never had a result is waited
 * for no longer.
 *
 * Source: domain.md section 5 ("X and Q are no results yet") and 4 (missing is not 'not met').
 * @param rule the measure; a better grade never makes it worse
 * @example maths Q, English language 4, for grade 4 in both // 'missing'
 * @example maths Q, English language 3 // 'notMet', whatever maths will be
 */
export function whateverComes<Outcome>(
  grades: readonly GradedEntry[],
  year: AcademicYear,
  rule: (grades: readonly GradedEntry[]) => Outcome,
): Outcome | 'missing' {
  if (countingGrades(grades, year).length === 0) return 'missing';
  const withAll = (grade: string) =>
    grades.map((entry) =>
      entry.academicYear === year && isGcse(entry) ? { ...entry, value: filledWith(entry.value, grade, year) } : entry,
    );
  const worst = withAll('U');
  const lowest = rule(worst);
  if (worst.every(({ value }, index) => value === grades[index]?.value)) return lowest;
  return lowest === rule(withAll(year >= '2016/17' ? '9' : 'A*')) ? lowest : 'missing';
}
