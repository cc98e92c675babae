import { type AcademicYear, endOfAcademicYear, startOfAcademicYear } from './academicYear.ts';
import { isPlainDate } from './plainDate.ts';
import { halfTermNumber, TERM_NAMES, type TermHalf } from './terms.ts';

/** The six halves of a year in their order: autumn 1 and 2, spring 1 and 2, summer 1 and 2. */
export const HALVES_OF_A_YEAR: readonly Pick<TermHalf, 'term' | 'half'>[] = TERM_NAMES.flatMap((term) => [
  { term, half: 1 as const },
  { term, half: 2 as const },
]);

type Half = Omit<TermHalf, 'academicYear'>;

/** A half-term in words. @example nameOfHalf({term: 'spring', half: 2}) // 'spring, second half' */
export const nameOfHalf = ({ term, half }: Pick<TermHalf, 'term' | 'half'>): string =>
  `${term}, ${half === 1 ? 'first' : 'second'} half`;

/** What is wrong with an academic year's half-terms, first fault first: which half (1 to 6), which end, in words. */
export type CalendarYearProblem = { readonly number: number; readonly end: 'start' | 'end'; readonly message: string };

/**
 * The first fault of an academic year's six half-terms, or null: each must be there once with real dates, begin before it
 * ends, lie between 1 September and 31 August, and begin after the one before it ended.
 *
 * Source: domain.md section 8 and the shape of published term dates; the year is that of the Education Act 1996, s. 579.
 * Example: an autumn half that ends on 2024-10-25 followed by one that begins on 2024-10-21 is "must begin after … ends".
 */
export function calendarYearProblem(year: AcademicYear, halves: readonly Half[]): CalendarYearProblem | null {
  const byNumber = new Map(halves.map((half) => [halfTermNumber(half), half]));
  const [first, last] = [startOfAcademicYear(year), endOfAcademicYear(year)];
  let before: Half | null = null;
  for (const wanted of HALVES_OF_A_YEAR) {
    const number = halfTermNumber(wanted);
    const half = byNumber.get(number);
    const problem = (end: 'start' | 'end', message: string): CalendarYearProblem => ({ number, end, message });
    const name = nameOfHalf(wanted);
    if (!half) return problem('start', `The dates of ${name} are missing`);
    for (const end of ['start', 'end'] as const) {
      if (!isPlainDate(half[end]))
        return problem(end, `Enter the ${end === 'start' ? 'first' : 'last'} day of ${name}`);
      if (half[end] < first || half[end] > last)
        return problem(end, `${capital(name)}: ${year} runs from 1 September to 31 August`);
    }
    if (half.start > half.end) return problem('end', `${capital(name)} ends before it begins`);
    if (before && half.start <= before.end)
      return problem('start', `${capital(name)} must begin after ${nameOfHalf(before)} ends`);
    before = half;
  }
  return halves.length === HALVES_OF_A_YEAR.length
    ? null
    : { number: 1, end: 'start', message: 'A year has six half-terms, each once' };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
