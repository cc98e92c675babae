import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { defaultNcYear } from '#domain/calendar/ncYear.ts';
import { addMonths, type PlainDate } from '#domain/calendar/plainDate.ts';
import { pepDueDates } from '#domain/peps/pepDueDates.ts';

/**
 * Due dates of a child's first and recurring PEPs by the rule sets, up to a year after the date; none before nursery age
 * or after year 13. Events (moves, key stages) bring PEPs as rows of their own and are not guessed here.
 */
export function ruleDatesOf(
  child: { careStart: PlainDate; dateOfBirth: PlainDate | null },
  asAt: PlainDate,
  bankHolidays: ReadonlySet<PlainDate>,
): readonly PlainDate[] {
  const { careStart, dateOfBirth } = child;
  if (dateOfBirth === null || defaultNcYear(dateOfBirth, academicYearOf(asAt)) === null) return [];
  const until = addMonths(asAt, 12);
  return pepDueDates({ careStart, careEnd: null, events: [], until, bankHolidays }).map(({ due }) => due);
}
