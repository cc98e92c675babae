import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { Measure, SeriesBreak } from './measure.ts';

export type MeasureInYear =
  | { readonly applies: true; readonly seriesBreak: SeriesBreak | null; readonly notPublished: string | null }
  | { readonly applies: false; readonly words: string };

/**
 * Whether a measure exists in an academic year, and the words to show where it does not, so that a missing year never
 * reads as 0 and never borrows its neighbour's value. Academic years compare as text within 1900 to 2099.
 *
 * `notPublished` are the words for a year in which nothing was published although our own rows may hold data.
 * `seriesBreak` is the break that begins in this very year, if any.
 * Source: domain.md section 3 ("a missing year is 'not published'") and section 5.
 *
 * @example measureInYear(measureOf('ks2-rwm-expected'), '2019/20')
 *   // { applies: false, words: 'no KS2 tests in 2020 and 2021' }
 * @example measureInYear(measureOf('ks4-progress8'), '2024/25').applies // false
 * @example measureInYear(measureOf('ks4-5ac-english-maths'), '2013/14') // applies, with the series break of that year
 */
export function measureInYear(measure: Measure, year: AcademicYear): MeasureInYear {
  if (year < measure.firstYear)
    return { applies: false, words: `${measure.shortName}: not measured before ${measure.firstYear}` };
  if (measure.lastYear !== null && year > measure.lastYear) {
    return { applies: false, words: `${measure.shortName}: not measured after ${measure.lastYear}` };
  }
  const without = measure.yearsWithout.find((gap) => gap.years.includes(year));
  if (without?.noResults) return { applies: false, words: without.words };
  return {
    applies: true,
    seriesBreak: measure.seriesBreaks.find((seriesBreak) => seriesBreak.year === year) ?? null,
    notPublished: without?.words ?? null,
  };
}

/**
 * The series breaks crossed on the way from one academic year to a later one; a change across any is not a like-for-like
 * change and its reasons are shown with it.
 *
 * @example breaksBetween(measureOf('ks4-attainment8'), '2015/16', '2017/18').map((b) => b.year) // ['2016/17', '2017/18']
 * @example breaksBetween(measureOf('ks4-attainment8'), '2017/18', '2018/19') // []
 */
export function breaksBetween(measure: Measure, from: AcademicYear, to: AcademicYear): readonly SeriesBreak[] {
  const [earlier, later] = from <= to ? [from, to] : [to, from];
  return measure.seriesBreaks.filter((seriesBreak) => seriesBreak.year > earlier && seriesBreak.year <= later);
}
