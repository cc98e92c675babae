import type { AcademicYear } from '#domain/calendar/academicYear.ts';

const TO_2016: Readonly<Record<string, number>> = { 'A*': 8, A: 7, B: 6, C: 5, D: 4, E: 3, F: 2, G: 1 };
/** Letter grades beside the 9 to 1 grades: C stands with 4, A* between 8 and 9. */
const FROM_2017: Readonly<Record<string, number>> = { 'A*': 8.5, A: 7, B: 5.5, C: 4, D: 3, E: 2, F: 1.5, G: 1 };
const NOTHING = new Set(['U', 'N', '0']);

/**
 * The points of one GCSE grade in the performance tables of an academic year; null when it is not a grade of that year.
 * A grade that earns nothing (U) is 0 points; X and Q are no results yet, so they are null. Numbered grades 9 to 1 exist from 2016/17 and are their own points.
 *
 * Source: Department for Education, Progress 8 and Attainment 8 guidance for 2016 (A* 8 to G 1) and for 2017 on
 * (A* 8.5, A 7, B 5.5, C 4, D 3, E 2, F 1.5, G 1 beside 9 to 1); domain.md section 5 (9-1 phased from 2017).
 *
 * @example gradePoints('C', '2015/16') // 5
 * @example gradePoints('C', '2016/17') // 4
 * @example gradePoints('9', '2018/19') // 9
 * @example gradePoints('9', '2015/16') // null
 */
export function gradePoints(grade: string, year: AcademicYear): number | null {
  const text = grade.trim().toUpperCase();
  if (NOTHING.has(text)) return 0;
  if (/^[1-9]$/.test(text)) return year >= '2016/17' ? Number(text) : null;
  const table = year >= '2016/17' ? FROM_2017 : TO_2016;
  return Object.hasOwn(table, text) ? (table[text] ?? null) : null;
}

/**
 * The grades inside one value: two for a double award ('5-4', 'BB', '54', 'XX'), one otherwise.
 *
 * @example gradesIn('5-4') // ['5', '4']
 * @example gradesIn('A*A') // ['A*', 'A']
 * @example gradesIn('7') // ['7']
 */
export function gradesIn(value: string): readonly string[] {
  const text = value.trim().toUpperCase();
  const parts = /^(A\*|[A-GUXQ1-9])\s*[-/ ]?\s*(A\*|[A-GUXQ1-9])$/.exec(text);
  return parts === null ? [text] : [parts[1] ?? '', parts[2] ?? ''];
}
