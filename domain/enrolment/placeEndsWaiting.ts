import { addDays } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';

/** What ends by itself where a school place begins: tuition may go on beside it. */
const WAITING: ReadonlySet<string> = new Set(['noPlace', 'homeEducation']);

/**
 * A child's enrolments, where the wait for a school place, or home education, ends the day before a place begins in it.
 *
 * Source: issue 8 section 2; domain.md section 7 (a child with a place is not without one).
 * @example no place from 2025-01-06, at A from 2025-02-24 // no place until 2025-02-23
 */
export function placeEndsWaiting(enrolments: readonly EnrolmentRow[]): readonly EnrolmentRow[] {
  let rows = enrolments;
  for (const { id, schoolId, kind, startDate, endDate } of enrolments) {
    if (schoolId !== null || !WAITING.has(kind)) continue;
    const [first] = enrolments
      .filter(
        (row) => row.schoolId !== null && row.startDate > startDate && (endDate === null || row.startDate <= endDate),
      )
      .sort((a, b) => (a.startDate < b.startDate ? -1 : 1));
    if (first) rows = withChanged(rows, id, { endDate: addDays(first.startDate, -1) });
  }
  return rows;
}
