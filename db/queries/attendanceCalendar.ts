import type { ReadConnection } from '#db/open.ts';
import { type AcademicYear, nextAcademicYear, previousAcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { schoolDays } from '#domain/calendar/schoolDays.ts';
import type { TermHalf } from '#domain/calendar/terms.ts';

export type SchoolCalendar = {
  /** Half-terms of the year before, the year and the year after, in date order. */
  terms: TermHalf[];
  bankHolidays: ReadonlySet<PlainDate>;
  isSchoolDay: (date: PlainDate) => boolean;
};

/** The authority's calendar around an academic year, for counting school days and half-terms. */
export function schoolCalendar(reader: ReadConnection, academicYear: AcademicYear): SchoolCalendar {
  const terms = reader
    .prepare(
      `SELECT academic_year AS academicYear, term, half, start_date AS start, end_date AS end FROM term
       WHERE academic_year BETWEEN ? AND ? ORDER BY start_date`,
    )
    .all(previousAcademicYear(academicYear), nextAcademicYear(academicYear)) as TermHalf[];
  const bankHolidays = readBankHolidays(reader);
  const open = new Set(schoolDays(terms, bankHolidays));
  return { terms, bankHolidays, isSchoolDay: (date) => open.has(date) };
}

export const readBankHolidays = (reader: ReadConnection): Set<PlainDate> =>
  new Set((reader.prepare('SELECT date FROM bank_holiday').raw().all() as [string][]).map(([date]) => date));

/** The last day of the fifth half-term of each academic year the calendar has. */
export const fifthHalfTermEnds = (reader: ReadConnection): Map<AcademicYear, PlainDate> =>
  new Map(
    reader.prepare("SELECT academic_year, end_date FROM term WHERE term = 'summer' AND half = 1").raw().all() as [
      AcademicYear,
      PlainDate,
    ][],
  );
