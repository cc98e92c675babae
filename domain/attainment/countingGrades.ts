import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { gradePoints, gradesIn } from './gradePoints.ts';
import { isVocational } from './isVocational.ts';
import { bucketOf } from './keyStage4Subjects.ts';
import type { AttainmentResult } from './result.ts';

/** One subject as it counts for the performance measures of a year. A double award has two grades. */
export interface CountingGrade {
  readonly subject: string;
  readonly grades: readonly string[];
  /** Points of each grade, in the order of `grades`. */
  readonly points: readonly number[];
}

type Graded = Pick<AttainmentResult, 'subject' | 'value' | 'entry' | 'qualification'>;

/**
 * Whether measures of a year count the first entry of a subject, where it was entered more than once; the best before.
 *
 * Source: domain.md section 5 (since 2013/14, all qualifications since 2014/15).
 * @example firstEntryCounts('art', '2013/14') // false: no subject of the English Baccalaureate
 */
export const firstEntryCounts = (subject: string, year: AcademicYear): boolean =>
  year >= (bucketOf(subject) === 'open' ? '2014/15' : '2013/14');

/**
 * The one result of each subject that counts, from a child's standing key stage 4 grades: the first entry since 2014/15,
 * in English, maths and English Baccalaureate subjects since 2013/14 (a resit only where there is no first entry), the best
 * of all entries before. Values that are no grade of that year, or no result yet, and vocational grades are left out.
 *
 * Source: Department for Education, performance tables 2014 ("early entry": only the first attempt counts), the series
 * break of 2013/14 in reference/benchmarks.csv; domain.md section 5 (first entry or resit; all qualifications since 2014/15).
 *
 * @example maths '3' first and '4' resit in 2018/19 // maths counts '3'
 * @example maths 'D' first and 'C' resit in 2011/12 // maths counts 'C'
 */
export function countingGrades(results: readonly Graded[], year: AcademicYear): readonly CountingGrade[] {
  const bySubject = new Map<string, { grade: CountingGrade; entry: Graded['entry'] }[]>();
  for (const result of results) {
    // A vocational grade is no GCSE letter, whatever it looks like.
    if (result.qualification != null || isVocational(result.subject, result.value)) continue;
    const grades = gradesIn(result.value);
    const points = grades.map((grade) => gradePoints(grade, year)).filter((p) => p !== null);
    if (points.length !== grades.length) continue;
    const entries = bySubject.get(result.subject) ?? [];
    entries.push({ grade: { subject: result.subject, grades, points }, entry: result.entry });
    bySubject.set(result.subject, entries);
  }
  return [...bySubject].flatMap(([subject, entries]) => {
    const firsts = entries.filter((entry) => entry.entry === 'first');
    const eligible = firstEntryCounts(subject, year) && firsts.length > 0 ? firsts : entries;
    const best = eligible.toSorted((a, b) => mean(b.grade.points) - mean(a.grade.points))[0];
    return best === undefined ? [] : [best.grade];
  });
}

function mean(points: readonly number[]): number {
  return points.reduce((sum, p) => sum + p, 0) / points.length;
}
