import type { Connection, ReadConnection } from '#db/open.ts';
import { type AcademicYear, endOfAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import type { TermHalf } from '#domain/calendar/terms.ts';

type Reader = Connection | ReadConnection;

/** A half-term with its row. */
export type HalfRow = TermHalf & { id: string };
export type BankHolidayRow = { bankHolidayId: string; date: string; name: string };

/** The academic years that have term dates, in order. */
export const calendarYears = (reader: Reader): AcademicYear[] =>
  reader.prepare('SELECT DISTINCT academic_year FROM term ORDER BY academic_year').pluck().all() as AcademicYear[];

/** The half-terms of a year in their order; empty when it is not there. */
export const halvesOfYear = (reader: Reader, academicYear: AcademicYear): HalfRow[] =>
  reader
    .prepare(
      `SELECT id, academic_year AS academicYear, term, half, start_date AS start, end_date AS "end" FROM term
       WHERE academic_year = ? ORDER BY start_date`,
    )
    .all(academicYear) as HalfRow[];

/** The bank holidays between 1 September and 31 August of a year. */
export const bankHolidaysOf = (reader: Reader, academicYear: AcademicYear): BankHolidayRow[] =>
  reader
    .prepare('SELECT id AS bankHolidayId, date, name FROM bank_holiday WHERE date BETWEEN ? AND ? ORDER BY date')
    .all(startOfAcademicYear(academicYear), endOfAcademicYear(academicYear)) as BankHolidayRow[];

export const bankHoliday = (reader: Reader, id: string): BankHolidayRow | undefined =>
  reader.prepare('SELECT id AS bankHolidayId, date, name FROM bank_holiday WHERE id = ?').get(id) as
    | BankHolidayRow
    | undefined;

export const bankHolidayOn = (reader: Reader, date: string): BankHolidayRow | undefined =>
  reader.prepare('SELECT id AS bankHolidayId, date, name FROM bank_holiday WHERE date = ?').get(date) as
    | BankHolidayRow
    | undefined;
