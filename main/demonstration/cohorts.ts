import { type AcademicYear, endOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { defaultNcYear } from '#domain/calendar/ncYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { outcomesCohortDate } from '#domain/cohorts/outcomesCohortDate.ts';
import { twelveMonthsBefore } from '#domain/cohorts/twelveMonthCohort.ts';
import { type DemoChild, periodCovering } from './demoChild.ts';

/** Looked after on a date without a break for twelve months, respite left out: the rule of `twelveMonthCohort`. */
export const inTwelveMonthCohort = (child: DemoChild, date: PlainDate): boolean => {
  const period = periodCovering(child, date);
  return period !== null && period.start <= twelveMonthsBefore(date);
};

/** National curriculum year in an academic year: as recorded with the last enrolment of the year, else by date of birth. */
export const ncYearIn = (child: DemoChild, academicYear: AcademicYear): number | null =>
  child.enrolments.findLast((each) => each.academicYear === academicYear && each.kind === 'main')?.ncYear ??
  defaultNcYear(child.dateOfBirth, academicYear);

/** Kent's own children of school age (reception to year 11) in the outcomes cohort of an academic year. */
export const schoolAgedCohort = (children: readonly DemoChild[], academicYear: AcademicYear): DemoChild[] => {
  const date = outcomesCohortDate(academicYear);
  return children.filter((child) => {
    if (!child.own || !inTwelveMonthCohort(child, date)) return false;
    const ncYear = defaultNcYear(child.dateOfBirth, academicYear);
    return ncYear !== null && ncYear >= 0 && ncYear <= 11;
  });
};

/**
 * Children assessed at the end of a key stage in an academic year (year 6 or 11), looked after on the cohort date or
 * when the year ended; those of the 12-month cohort first and apart, because only they have published figures.
 */
export const assessedIn = (
  children: readonly DemoChild[],
  academicYear: AcademicYear,
  ncYear: 6 | 11,
): { cohort: DemoChild[]; others: DemoChild[] } => {
  const date = outcomesCohortDate(academicYear);
  const cohort: DemoChild[] = [];
  const others: DemoChild[] = [];
  for (const child of children) {
    if (!child.own || ncYearIn(child, academicYear) !== ncYear) continue;
    if (inTwelveMonthCohort(child, date)) cohort.push(child);
    else if (periodCovering(child, date) || periodCovering(child, endOfAcademicYear(academicYear))) others.push(child);
  }
  return { cohort, others };
};
