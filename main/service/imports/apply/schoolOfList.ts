import { academicYearOf, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import type { LookedAfterRow } from '../formats/lookedAfterList.ts';
import type { SourceRow } from '../formats/types.ts';
import { type PlaceFinder, unknownSchool } from './findPlaces.ts';
import type { ImportRun } from './importRun.ts';

type Enrolment = { id: string; school_id: string; nc_year: number | null; start_date: string };

/**
 * Carries the list's school and year group over into the main enrolment; answers whether anything was written.
 *
 * The list gives no first day at school: a first enrolment is taken to have begun with the current academic year, another
 * school from the day of the import (the earlier enrolment ends the day before), and another year group from 1
 * September, when year groups change. An empty cell closes nothing. A school that is not here is listed and the child
 * taken without it.
 */
export function createSchoolWriter(run: ImportRun, places: PlaceFinder) {
  const { writer, today } = run;
  const current =
    "SELECT id, school_id, nc_year, start_date FROM enrolment WHERE child_id = ? AND kind = 'main' AND (end_date IS NULL OR end_date >= ?) ORDER BY start_date DESC LIMIT 1";
  const enrol = (childId: string, schoolId: string, ncYear: number | null, start: string) =>
    writer.insert('enrolment', {
      child_id: childId,
      school_id: schoolId,
      nc_year: ncYear,
      kind: 'main',
      part_time_sessions: null,
      alternative_provision: 0,
      start_date: start,
      end_date: null,
    });

  return (childId: string, row: LookedAfterRow & SourceRow): boolean => {
    if (row.schoolUrn === null) return false;
    const schoolId = places.school(row.schoolUrn);
    if (schoolId === null) {
      run.warn({
        row: row.row,
        ...unknownSchool(row.schoolUrn),
        reason: 'No school here has this URN: the child is taken without the school',
      });
      return false;
    }
    const yearBegins = startOfAcademicYear(academicYearOf(today));
    const now = run.one<Enrolment>(current, childId, today);
    if (!now) {
      const left = run.one<{ end: string }>(
        "SELECT max(end_date) AS end FROM enrolment WHERE child_id = ? AND kind = 'main'",
        childId,
      )?.end;
      enrol(childId, schoolId, row.ncYear, left != null && left >= yearBegins ? addDays(left, 1) : yearBegins);
      return true;
    }
    if (now.school_id !== schoolId) {
      // An enrolment that would end before it began was a slip of the same day.
      if (now.start_date >= today)
        return writer.update('enrolment', now.id, { school_id: schoolId, nc_year: row.ncYear ?? now.nc_year });
      writer.update('enrolment', now.id, { end_date: addDays(today, -1) });
      enrol(childId, schoolId, row.ncYear, today);
      return true;
    }
    // What is recorded is the year the enrolment began in; it has moved up each 1 September since, unless it is repeated.
    if (row.ncYear === null || row.ncYear === ncYearOn(today, { start: now.start_date, ncYear: now.nc_year }, null))
      return false;
    if (now.nc_year === null || now.start_date >= yearBegins)
      return writer.update('enrolment', now.id, { nc_year: row.ncYear });
    writer.update('enrolment', now.id, { end_date: addDays(yearBegins, -1) });
    enrol(childId, schoolId, row.ncYear, yearBegins);
    return true;
  };
}
