import type { AcademicYear } from '#domain/calendar/academicYear.ts';

/**
 * How a year decides who is a persistent absentee; dated configuration with national defaults.
 *
 * `ownPossibleSessions`: missed at least `percentage` of the child's own possible sessions.
 * `fixedSessions`: missed at least a fixed number of sessions, whatever was possible, standing for about `percentage` of
 * a full year. `sessionsByHalfTerm[n - 1]` is the cumulative number for half-terms 1 to n; the year's measure uses the
 * last half-term counted, an in-year one the last half-term that has ended.
 */
export type PersistentAbsenceRule = {
  /** First and last academic year it holds for, inclusive; null while current. */
  readonly fromYear: AcademicYear;
  readonly toYear: AcademicYear | null;
  /** Half-terms the year's measure counts: five leave out the weeks after the May break. */
  readonly halfTerms: 5 | 6;
  readonly source: string;
} & (
  | { readonly method: 'ownPossibleSessions'; readonly percentage: number }
  | { readonly method: 'fixedSessions'; readonly percentage: number; readonly sessionsByHalfTerm: readonly number[] }
);

const AT_15_PERCENT = [10, 22, 30, 38, 46, 56] as const;

/**
 * The national rules, oldest first: DEFAULT rows, editable.
 *
 * Source: DfE, "A guide to absence statistics" (March 2016), sections 2.4 and 3.2; Norfolk County Council MI sheets 209/11
 * (thresholds at 20 % and 15 % by half-term) and 20813 (six half-terms at 15 %); DfE SFR 09/2014 ("the headline measures
 * focus on five half terms" in 2012/13); `benchmarks.csv` definitions (2013/14 and 2014/15: six half terms).
 */
export const DEFAULT_PERSISTENT_ABSENCE_RULES: readonly PersistentAbsenceRule[] = [
  {
    fromYear: '2005/06',
    toYear: '2009/10',
    method: 'fixedSessions',
    percentage: 20,
    sessionsByHalfTerm: [14, 28, 40, 52, 64],
    halfTerms: 5,
    source: 'DfE, A guide to absence statistics, 3.2.3: 64 or more sessions, standing for 20 %',
  },
  {
    fromYear: '2010/11',
    toYear: '2012/13',
    method: 'fixedSessions',
    percentage: 15,
    sessionsByHalfTerm: AT_15_PERCENT.slice(0, 5),
    halfTerms: 5,
    source: 'DfE, A guide to absence statistics, 3.2.1: 46 or more sessions over five half-terms, standing for 15 %',
  },
  {
    fromYear: '2013/14',
    toYear: '2014/15',
    method: 'fixedSessions',
    percentage: 15,
    sessionsByHalfTerm: AT_15_PERCENT,
    halfTerms: 6,
    source: 'DfE, A guide to absence statistics, 3.2.1: 56 or more sessions over six half-terms, standing for 15 %',
  },
  {
    fromYear: '2015/16',
    toYear: null,
    method: 'ownPossibleSessions',
    percentage: 10,
    halfTerms: 6,
    source: 'DfE, A guide to absence statistics, 3.2.2: missed 10 % or more of own possible sessions',
  },
];

/**
 * The rule of an academic year; null where none is known (before 2005/06 by default).
 * Example: `persistentAbsenceRule('2011/12')` counts 46 sessions over five half-terms; `'2024/25'` 10 % of one's own.
 */
export const persistentAbsenceRule = (
  academicYear: AcademicYear,
  rules: readonly PersistentAbsenceRule[] = DEFAULT_PERSISTENT_ABSENCE_RULES,
): PersistentAbsenceRule | null =>
  rules.find((each) => academicYear >= each.fromYear && (each.toYear === null || academicYear <= each.toYear)) ?? null;

/**
 * The rule of an academic year in words; null where none is known.
 * Example: of '2009/10' '64 or more sessions missed in five half-terms (20 %)', of '2024/25' '10 % or more of own sessions missed'.
 */
export const persistentAbsenceWords = (academicYear: AcademicYear): string | null => {
  const rule = persistentAbsenceRule(academicYear);
  if (rule === null) return null;
  if (rule.method === 'ownPossibleSessions') return `${rule.percentage} % or more of own sessions missed`;
  const halfTerms = rule.halfTerms === 5 ? 'five' : 'six';
  return `${rule.sessionsByHalfTerm[rule.halfTerms - 1]} or more sessions missed in ${halfTerms} half-terms (${rule.percentage} %)`;
};
