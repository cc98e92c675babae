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

/** One entry of a subject at key stage 4. */
export type GradedEntry = Pick<AttainmentResult, 'subject' | 'value' | 'entry' | 'qualification' | 'academicYear'>;

/**
 * Whether measures of a year count the first entry of a subject, where it was entered more than once; the best before.
 *
 * Source: domain.md section 5 (since 2013/14, all qualifications since 2014/15).
 * @example firstEntryCounts('art', '2013/14') // false: no subject of the English Baccalaureate
 */
const firstEntryCounts = (subject: string, year: AcademicYear): boolean =>
  year >= (bucketOf(subject) === 'open' ? '2014/15' : '2013/14');

/** The last year whose entries were made before the rule of the first entry was (29 September 2013). */
const LAST_BEFORE_RULE = '2012/13';
/** Years without exams: their grades are no points in any later year. */
const WITHOUT_EXAMS: readonly AcademicYear[] = ['2019/20', '2020/21'];

/** Whether a grade is of a GCSE. A vocational grade is no GCSE letter, whatever it looks like. */
export const isGcse = ({ subject, value, qualification }: Omit<GradedEntry, 'entry' | 'academicYear'>): boolean =>
  qualification == null && !isVocational(subject, value);

/**
 * Mean points of an entry on the scale of a measure's year; null where it has no result yet, or is no GCSE's. An early entry has
 * the points of the year in which it counts: a C of 2015/16 is 4 in 2016/17.
 */
export function pointsOfEntry(entry: GradedEntry, year: AcademicYear): number | null {
  if (!isGcse(entry)) return null;
  const points = gradesIn(entry.value).map((grade) => gradePoints(grade, year));
  return points.includes(null) ? null : points.reduce((sum: number, each) => sum + (each ?? 0), 0) / points.length;
}

const inOrder = (a: GradedEntry, b: GradedEntry): number =>
  a.academicYear === b.academicYear
    ? Number(a.entry === 'resit') - Number(b.entry === 'resit')
    : a.academicYear < b.academicYear
      ? -1
      : 1;

/**
 * The one entry of a subject that counts in the measures of a year, of that year's and all earlier ones: the first since
 * 2014/15, in English, maths and English Baccalaureate subjects since 2013/14; the best before. Of what had been entered
 * before that rule was made, the best of those and of the next. Grades of 2020 and 2021 count in their own year alone. Null where
 * no entry has a grade.
 *
 * Source: domain.md section 5 (first entry; 2020 and 2021); Department for Education, 'Changes to early entry at GCSE' (29
 * September 2013: who has completed a GCSE keeps the better of it and of the next time it is sat).
 *
 * @param entries the GCSE results of one child in one subject that stand
 * @example maths 3 of 2023/24, 4 of 2024/25; in 2024/25 // the 3
 * @example maths D of 2011/12, C of 2013/14; in 2013/14 // the C
 * @example maths 5 of 2020/21, 3 of 2021/22; in 2021/22 // the 3
 */
export function entryThatCounts<Entry extends GradedEntry>(
  entries: readonly Entry[],
  year: AcademicYear,
): Entry | null {
  const graded = entries
    .filter(
      (entry) =>
        entry.academicYear === year || (entry.academicYear < year && !WITHOUT_EXAMS.includes(entry.academicYear)),
    )
    .map((entry) => ({ entry, points: pointsOfEntry(entry, year) ?? -1 }))
    .filter(({ points }) => points >= 0)
    .sort((a, b) => inOrder(a.entry, b.entry));
  const sinceRule = graded.find(({ entry }) => entry.academicYear > LAST_BEFORE_RULE);
  const eligible =
    graded[0] && firstEntryCounts(graded[0].entry.subject, year)
      ? graded.filter((each) => each === sinceRule || each.entry.academicYear <= LAST_BEFORE_RULE)
      : graded;
  return eligible.toSorted((a, b) => b.points - a.points)[0]?.entry ?? null;
}

/**
 * The one result of each subject that counts in the measures of a year (`entryThatCounts`), from a child's standing key
 * stage 4 grades of that year and earlier ones. What has no result yet and what is no GCSE is left out.
 *
 * Source: domain.md section 5 ("one result per discount code"; vocational grades are never GCSE letters).
 * @example maths '3' first and '4' resit in 2018/19 // maths counts '3'
 * @example maths 'D' first and 'C' resit in 2011/12 // maths counts 'C'
 */
export function countingGrades(results: readonly GradedEntry[], year: AcademicYear): readonly CountingGrade[] {
  return [...Map.groupBy(results, ({ subject }) => subject)].flatMap(([subject, entries]) => {
    const entry = entryThatCounts(entries, year);
    if (entry === null) return [];
    const grades = gradesIn(entry.value);
    return [{ subject, grades, points: grades.map((grade) => gradePoints(grade, year) ?? 0) }];
  });
}
