import type { Connection } from '#db/open.ts';
import { academicYearOf, academicYearsBetween, firstCalendarYear } from '#domain/calendar/academicYear.ts';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { birthNowKnown } from '#domain/cohorts/birthNowKnown.ts';
import { outcomesCohortDate } from '#domain/cohorts/outcomesCohortDate.ts';
import { twelveMonthsBefore } from '#domain/cohorts/twelveMonthCohort.ts';
import { UNALLOCATED } from '#domain/localities/attributeLocality.ts';
import { attributionDate } from '#domain/localities/attributionDate.ts';
import type { CareSpan, LocalityRow } from './careAndLocality.ts';

type Dated = { start: string; end: string | null };
const holdsOn = (fact: Dated, date: string) => fact.start <= date && (fact.end === null || date <= fact.end);

/** Writes a child's row for each academic year on whose outcomes date it was looked after, respite left out. */
export function createCohortMembers(connection: Connection, authorityLaCode: string) {
  const { lastYear } = (connection.prepare('SELECT max(academic_year) AS lastYear FROM term').get() as {
    lastYear: string | null;
  }) ?? { lastYear: null };
  const selectOwn = connection.prepare(
    'SELECT valid_from AS start, valid_to AS end FROM child_responsible_authority WHERE child_id = ? AND la_code = ?',
  );
  const selectEnrolments = connection.prepare(
    "SELECT start_date AS start, end_date AS end, nc_year AS ncYear FROM enrolment WHERE child_id = ? ORDER BY school_id IS NULL, kind = 'dual', start_date DESC",
  );
  const selectBirth = connection.prepare(
    'SELECT date_of_birth AS date, valid_from AS "from", valid_to AS "to" FROM child_date_of_birth WHERE child_id = ?',
  );
  const selectUasc = connection.prepare(
    'SELECT valid_from AS start, valid_to AS end FROM child_uasc WHERE child_id = ?',
  );
  const selectSen = connection.prepare(
    'SELECT status, valid_from AS start, valid_to AS end FROM sen_status WHERE child_id = ? ORDER BY valid_from DESC',
  );
  const remove = connection.prepare('DELETE FROM cohort_member WHERE child_id = ?');
  const insert = connection.prepare(
    'INSERT INTO cohort_member (academic_year, child_id, lac12, own, nc_year, locality, uasc, sen_status) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );

  return (childId: string, care: readonly CareSpan[], localities: readonly LocalityRow[]): void => {
    remove.run(childId);
    const first = care[0];
    if (!first || lastYear === null) return;
    const own = selectOwn.all(childId, authorityLaCode) as Dated[];
    const enrolments = selectEnrolments.all(childId) as (Dated & { ncYear: number | null })[];
    const birth = birthNowKnown(selectBirth.all(childId) as { date: string; from: string; to: string | null }[]);
    const uasc = selectUasc.all(childId) as Dated[];
    const sen = selectSen.all(childId) as (Dated & { status: string })[];
    const ends = care.map((span) => span.end);
    const last = ends.includes(null)
      ? lastYear
      : academicYearOf(ends.reduce((a, b) => ((a ?? '') > (b ?? '') ? a : b)) ?? first.start);
    // Until 2009/10 the date lies in the academic year after the one it stands for, hence one year before the first.
    const from = academicYearOf(`${firstCalendarYear(academicYearOf(first.start)) - 1}-09-01`);
    for (const academicYear of academicYearsBetween(from, last)) {
      const cohortDate = outcomesCohortDate(academicYear);
      const span = care.find((each) => each.start <= cohortDate && (each.end === null || cohortDate < each.end));
      if (!span) continue;
      const date = attributionDate({ kind: 'attainment', academicYear });
      const enrolment = enrolments.find((each) => holdsOn(each, date)) ?? null;
      insert.run(
        academicYear,
        childId,
        span.start <= twelveMonthsBefore(cohortDate) ? 1 : 0,
        own.some((each) => holdsOn(each, cohortDate)) ? 1 : 0,
        ncYearOn(date, enrolment, birth?.date ?? null),
        localities.find((each) => holdsOn(each, date))?.locality ?? UNALLOCATED,
        uasc.some((each) => holdsOn(each, cohortDate)) ? 1 : 0,
        sen.find((each) => holdsOn(each, cohortDate))?.status ?? null,
      );
    }
  };
}
