import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import { countingGrades, type GradedEntry, isGcse } from './countingGrades.ts';
import { bucketOf } from './keyStage4Subjects.ts';

export interface Attainment8 {
  /** Points in all, 0 to 90. */
  readonly score: number;
  readonly english: number;
  readonly maths: number;
  readonly ebacc: number;
  readonly open: number;
}

interface Place {
  readonly subject: string;
  readonly points: number;
}

/**
 * The lowest and highest Attainment 8 a child can have in a year: 80 in 2015/16 (A* is 8), 87 in 2016/17 (English and
 * maths 9, other subjects A* at 8.5), 90 since 2017/18.
 *
 * @example attainment8Range('2016/17').max // 87
 */
export function attainment8Range(year: AcademicYear): { readonly min: number; readonly max: number } {
  if (year <= '2015/16') return { min: 0, max: 80 };
  return { min: 0, max: year === '2016/17' ? 87 : 90 };
}

/**
 * A child's Attainment 8 from the standing key stage 4 grades of a year and of earlier ones; null when there is no grade at all (missing).
 *
 * English: the better of language and literature, doubled when both were taken (or for the old combined English). Maths
 * doubled. Then the three best of the English Baccalaureate subjects, and the three best of everything left, the other
 * English included. A double award fills up to two places, each with the mean of its two grades. An empty place is 0.
 * Source: domain.md section 5; Department for Education, Progress 8 and Attainment 8 guidance ("How Attainment 8 is
 * calculated").
 *
 * @example
 * language 5, literature 4, maths 6, combined science 5-4, history 5, french 3, art 6, drama 4, in 2018/19:
 *   // English 10, maths 12, EBacc 5 + 4.5 + 4.5 = 14, open 6 + 4 + 4 (literature) = 14: score 50
 */
export function attainment8(results: readonly GradedEntry[], year: AcademicYear): Attainment8 | null {
  const counting = countingGrades(results, year);
  if (counting.length === 0) return null;
  const places = counting.flatMap(({ subject, points }): Place[] => {
    const mean = points.reduce((sum, p) => sum + p, 0) / points.length;
    return points.map(() => ({ subject, points: mean }));
  });
  const best = (from: readonly Place[], n: number): Place[] => from.toSorted((a, b) => b.points - a.points).slice(0, n);
  const sum = (taken: readonly Place[]): number => taken.reduce((total, place) => total + place.points, 0);

  // An entry without a result yet (X, Q), or of 2020 or 2021, lets English double too; another qualification's does not.
  const entered = (subject: string): boolean =>
    results.some((result) => result.subject === subject && result.academicYear <= year && isGcse(result));
  const double = (entered('english-language') && entered('english-literature')) || entered('english');
  const englishPlace = best(
    places.filter((place) => bucketOf(place.subject) === 'english'),
    1,
  );
  const mathsPlace = best(
    places.filter((place) => bucketOf(place.subject) === 'maths'),
    1,
  );
  const ebaccPlaces = best(
    places.filter((place) => bucketOf(place.subject) === 'ebacc'),
    3,
  );
  const used = new Set([...englishPlace, ...mathsPlace, ...ebaccPlaces]);
  const openPlaces = best(
    places.filter((place) => !used.has(place)),
    3,
  );

  const english = sum(englishPlace) * (double ? 2 : 1);
  const maths = sum(mathsPlace) * 2;
  const ebacc = sum(ebaccPlaces);
  const open = sum(openPlaces);
  return { score: english + maths + ebacc + open, english, maths, ebacc, open };
}
