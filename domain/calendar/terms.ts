import type { AcademicYear } from './academicYear.ts';
import type { PlainDate } from './plainDate.ts';

/** A school term of England's three-term year. */
export type TermName = 'autumn' | 'spring' | 'summer';

/**
 * One half of a term as dated data: an authority's term dates are rows an administrator edits, not constants.
 * Kent numbers the six halves of the year as terms 1 to 6.
 */
export type TermHalf = {
  readonly academicYear: AcademicYear;
  readonly term: TermName;
  readonly half: 1 | 2;
  /** First day of the half-term, inclusive. */
  readonly start: PlainDate;
  /** Last day of the half-term, inclusive. */
  readonly end: PlainDate;
};

/** The three terms in the order of the academic year. */
export const TERM_NAMES: readonly TermName[] = ['autumn', 'spring', 'summer'];

/** The half-term's place in the year, 1 to 6 (Kent's term number). Spring, second half, is 4. */
export const halfTermNumber = (termHalf: Pick<TermHalf, 'term' | 'half'>): 1 | 2 | 3 | 4 | 5 | 6 =>
  (TERM_NAMES.indexOf(termHalf.term) * 2 + termHalf.half) as 1 | 2 | 3 | 4 | 5 | 6;
