import { calendarYears, halvesOfYear } from '#db/queries/settingsCalendar.ts';
import { type AcademicYear, addAcademicYears } from '#domain/calendar/academicYear.ts';
import { calendarYearProblem } from '#domain/calendar/calendarYearProblem.ts';
import { CallFailure } from '../context/callFailure.ts';
import type { Reader } from '../context/reader.ts';
import { timelines } from './timeline.ts';

const refuse = (what: string): never => {
  throw new CallFailure('conflict', `${what} Nothing was changed.`);
};

/**
 * Refuses a transaction after which the profile would contradict itself: a district in two localities on one day, a
 * district of a locality that does not exist on that day, cohorts of equal precedence, a half-term inside another. Every
 * change is checked before it commits, and so is every undoing, whatever wrote it.
 */
export function refuseBrokenProfile(reader: Reader): void {
  for (const { table, key } of Object.values(timelines)) {
    // The rules of one kind may overlap where a later one is meant to win; only the one edited here is a timeline.
    const only = table === 'rule_set' ? "AND a.kind = 'minimumCohortToRate'" : '';
    const twice = reader
      .prepare(
        `SELECT 1 FROM "${table}" AS a JOIN "${table}" AS b ON b."${key}" = a."${key}" AND b.id > a.id
         WHERE a.valid_from <= coalesce(b.valid_to, '9999-12-31') AND b.valid_from <= coalesce(a.valid_to, '9999-12-31') ${only} LIMIT 1`,
      )
      .get();
    if (twice !== undefined)
      refuse('After this, something would hold twice on the same day: a later change stands in the way.');
  }
  for (const table of ['locality_district', 'locality_cohort', 'locality_staff']) {
    const outside = reader
      .prepare(
        `SELECT locality.name FROM "${table}" AS held JOIN locality ON locality.id = locality_id
         WHERE held.valid_from < locality.valid_from
           OR coalesce(held.valid_to, '9999-12-31') > coalesce(locality.valid_to, '9999-12-31') LIMIT 1`,
      )
      .pluck()
      .get() as string | undefined;
    if (outside !== undefined)
      refuse(`After this, ${outside} would hold something on days on which it does not exist.`);
  }
  const equal = reader
    .prepare(
      `SELECT 1 FROM locality_cohort AS a JOIN locality_cohort AS b ON b.cohort > a.cohort AND b.precedence = a.precedence
       WHERE a.valid_from <= coalesce(b.valid_to, '9999-12-31') AND b.valid_from <= coalesce(a.valid_to, '9999-12-31') LIMIT 1`,
    )
    .get();
  if (equal !== undefined)
    refuse('Two special cohorts would have the same precedence on the same day. Give this one another number.');
  const years = calendarYears(reader);
  for (const [index, year] of years.entries()) {
    const problem = calendarYearProblem(year, halvesOfYear(reader, year));
    if (problem) refuse(`The calendar of ${year} would be wrong: ${problem.message}.`);
    const before: AcademicYear | undefined = years[index - 1];
    if (before !== undefined && addAcademicYears(before, 1) !== year)
      refuse(`The calendar would have no dates between ${before} and ${year}.`);
  }
}
