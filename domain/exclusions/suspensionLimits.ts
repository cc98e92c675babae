import { type AcademicYear, endOfAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { earlierOf, laterOf, type PlainDate } from '#domain/calendar/plainDate.ts';
import { TERM_NAMES, type TermHalf, type TermName } from '#domain/calendar/terms.ts';
import { suspendedDaysBetween } from './standingSuspendedDays.ts';
import { isStanding, type Suspension } from './suspension.ts';
import { suspensionDates } from './suspensionDates.ts';

/** Limits in school days; dated configuration of a profile with these defaults. */
export type SuspensionLimitRule = {
  /** Most days in an academic year. */
  readonly mostInYear: number;
  /** More than this in one term: the governing board must consider reinstatement if the parents ask. */
  readonly consideredAboveInTerm: number;
  /** More than this in one term: the governing board must consider reinstatement in any case. */
  readonly requiredAboveInTerm: number;
};

/**
 * Source: Education Act 2002 s. 51A and the School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012,
 * regs 4 and 6; domain section 7.
 */
export const DEFAULT_SUSPENSION_LIMITS: SuspensionLimitRule = {
  mostInYear: 45,
  consideredAboveInTerm: 5,
  requiredAboveInTerm: 15,
};

/** Something about a child's suspensions that somebody must act on. */
export type SuspensionAlert =
  | { readonly kind: 'aboveYearLimit'; readonly days: number; readonly limit: number }
  | {
      readonly kind: 'aboveFiveInTerm' | 'aboveFifteenInTerm';
      readonly term: TermName;
      readonly days: number;
      readonly limit: number;
    }
  | { readonly kind: 'examAffected'; readonly date: PlainDate };

/** A child's suspended days of an academic year, by term, with the alerts they raise. */
export type SuspensionStanding = {
  readonly daysInYear: number;
  /** Days that may still be given this academic year; 0 once the limit is reached. */
  readonly daysLeftInYear: number;
  readonly daysInTerm: Readonly<Record<TermName, number>>;
  readonly alerts: readonly SuspensionAlert[];
};

const spanOfTerm = (term: TermName, terms: readonly TermHalf[]): { start: PlainDate; end: PlainDate } | null => {
  const [first, ...others] = terms.filter((each) => each.term === term);
  if (first === undefined) return null;
  const span = { start: first.start, end: first.end };
  for (const each of others) {
    span.start = earlierOf(span.start, each.start);
    span.end = laterOf(span.end, each.end);
  }
  return span;
};

/**
 * The limits a child's standing suspensions reach in an academic year, with all that has been given, also the days still
 * to come. A public exam is affected when it falls on a suspended day or after a standing permanent exclusion within the
 * year.
 *
 * Source: as `DEFAULT_SUSPENSION_LIMITS`; public examinations: the same Regulations, reg. 6(3).
 * Example: suspensions of 4 and 7 sessions in the autumn are 5.5 days: one alert, above five days in the term.
 */
export const suspensionLimits = (
  suspensions: readonly Suspension[],
  academicYear: AcademicYear,
  calendar: {
    readonly terms: readonly TermHalf[];
    readonly isSchoolDay: (date: PlainDate) => boolean;
    readonly publicExams?: readonly PlainDate[];
  },
  rule: SuspensionLimitRule = DEFAULT_SUSPENSION_LIMITS,
): SuspensionStanding => {
  const year = { start: startOfAcademicYear(academicYear), end: endOfAcademicYear(academicYear) };
  const terms = calendar.terms.filter((each) => each.academicYear === academicYear);
  const daysInYear = suspendedDaysBetween(suspensions, year.start, year.end, calendar.isSchoolDay);
  const daysInTerm: Record<TermName, number> = { autumn: 0, spring: 0, summer: 0 };
  const alerts: SuspensionAlert[] = [];
  if (daysInYear > rule.mostInYear) alerts.push({ kind: 'aboveYearLimit', days: daysInYear, limit: rule.mostInYear });
  for (const term of TERM_NAMES) {
    const span = spanOfTerm(term, terms);
    if (span === null) continue;
    const days = suspendedDaysBetween(suspensions, span.start, span.end, calendar.isSchoolDay);
    daysInTerm[term] = days;
    if (days > rule.requiredAboveInTerm) {
      alerts.push({ kind: 'aboveFifteenInTerm', term, days, limit: rule.requiredAboveInTerm });
    } else if (days > rule.consideredAboveInTerm) {
      alerts.push({ kind: 'aboveFiveInTerm', term, days, limit: rule.consideredAboveInTerm });
    }
  }
  const standing = suspensions.filter(isStanding);
  const suspendedOn = new Set(
    // A lunchtime suspension keeps nobody from an examination, which is sat in a session.
    standing
      .filter((each) => each.category === 'SUSP')
      .flatMap((each) => suspensionDates(each, calendar.isSchoolDay).map(({ date }) => date)),
  );
  const excludedFrom = standing.filter((each) => each.category === 'PERM').map((each) => each.start);
  for (const date of [...new Set(calendar.publicExams ?? [])].sort()) {
    if (date < year.start || date > year.end) continue;
    if (suspendedOn.has(date) || excludedFrom.some((start) => start <= date))
      alerts.push({ kind: 'examAffected', date });
  }
  return { daysInYear, daysLeftInYear: Math.max(0, rule.mostInYear - daysInYear), daysInTerm, alerts };
};
