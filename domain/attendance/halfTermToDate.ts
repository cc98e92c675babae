import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { halfTermNumber, type TermHalf } from '#domain/calendar/terms.ts';
import type { PersistentAbsenceRule } from './persistentAbsenceRule.ts';

/**
 * The last half-term of a year that a rule of fixed thresholds counts and that has ended by a date: up to its end the
 * sessions are counted and its threshold holds. Null before the first has ended.
 *
 * Source: DfE, "A guide to absence statistics", 3.2 (thresholds by half-term); domain.md section 6.
 * @example in 2011/12 as at 14 March 2012 // the first half of the spring term, with 30 sessions
 */
export const halfTermToDate = (
  rule: Pick<PersistentAbsenceRule, 'halfTerms'>,
  academicYear: AcademicYear,
  halves: readonly TermHalf[],
  asAt: PlainDate,
): TermHalf | null =>
  halves.findLast(
    (half) => half.academicYear === academicYear && half.end <= asAt && halfTermNumber(half) <= rule.halfTerms,
  ) ?? null;
