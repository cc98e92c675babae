import type { ReadConnection } from '#db/open.ts';
import type { AcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { schoolDays } from '#domain/calendar/schoolDays.ts';
import type { TermHalf } from '#domain/calendar/terms.ts';

export type SchoolCalendar = {
  readonly bankHolidays: ReadonlySet<PlainDate>;
  /** The days on which school is open in an academic year, in order. */
  readonly daysOf: (year: AcademicYear) => readonly PlainDate[];
  readonly isSchoolDay: (date: PlainDate) => boolean;
};

/** The store's own term dates and bank holidays. */
export function schoolCalendar(reader: ReadConnection): SchoolCalendar {
  const terms = reader
    .prepare('SELECT academic_year AS academicYear, term, half, start_date AS start, end_date AS end FROM term')
    .all() as TermHalf[];
  const holidays = reader.prepare('SELECT date FROM bank_holiday').all() as { date: PlainDate }[];
  const bankHolidays = new Set(holidays.map((holiday) => holiday.date));
  const byYear = new Map<AcademicYear, PlainDate[]>();
  const open = new Set<PlainDate>();
  for (const year of new Set(terms.map((term) => term.academicYear))) {
    const days = schoolDays(
      terms.filter((term) => term.academicYear === year),
      bankHolidays,
    );
    byYear.set(year, days);
    for (const day of days) open.add(day);
  }
  return { bankHolidays, daysOf: (year) => byYear.get(year) ?? [], isSchoolDay: (date) => open.has(date) };
}
