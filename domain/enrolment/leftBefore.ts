import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { withoutRow } from '#domain/facts/edits.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import type { TimetableSaid } from './timetableOfDay.ts';

/**
 * A child who left before stretches of the same registration began is not in them: those that followed the enrolment day upon
 * day in that academic year, that the same file does not give and of which no newer file spoke, are gone. One that began after a
 * gap, or with another year, is another row of the school's, and stands.
 *
 * Source: issue 8 section 1 (enrolments; nothing is misdated).
 * @param was the enrolment of which the last day is said, as it was
 * @example A from 2024-09-01, with 3 sessions from 2025-05-20; then by a newer file A until 2025-03-14 // A until 2025-03-14
 */
export function leftBefore(
  rows: readonly EnrolmentRow[],
  { was, proposal }: { was: EnrolmentRow | undefined; proposal: TimetableSaid },
  { saidLater }: Saying,
): readonly EnrolmentRow[] {
  const { schoolId, schoolUrn, end, alsoFrom = [] } = proposal;
  const last = end.said ? end.value : null;
  if (!was || last === null) return rows;
  let [left, before] = [rows, was];
  for (;;) {
    const { endDate } = before;
    if (endDate === null || endDate <= last) return left;
    const next = rows.find((row) => row.schoolId === schoolId && row.startDate === addDays(endDate, 1));
    if (!next || academicYearOf(next.startDate) !== academicYearOf(last)) return left;
    if (alsoFrom.includes(next.startDate) || saidLater(`enrolment ${schoolUrn} ${next.startDate}`) !== null)
      return left;
    left = withoutRow(left, next.id);
    before = next;
  }
}
