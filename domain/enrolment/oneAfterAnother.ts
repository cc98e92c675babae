import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';

/**
 * The stretches of one school one after another: a row that goes on into later stretches there goes up to the first of them,
 * each of them up to the next, and the last one ends when the row does. So a school that gives one row for the whole time keeps
 * all of it, and the child is never twice at one school on one day.
 *
 * @param endOfLast the last stretch's end, by the row that goes on
 * Source: issue 8 section 1 (a row extends or confirms; marks belong to one enrolment).
 * @example A 2024-09-01 without an end, over A from 2025-03-17 // A until 2025-03-16, A from 2025-03-17
 */
export function oneAfterAnother(
  rows: readonly EnrolmentRow[],
  id: string,
  endOfLast: (last: EnrolmentRow, end: PlainDate | null) => PlainDate | null,
): readonly EnrolmentRow[] {
  const row = rows.find((each) => each.id === id);
  if (!row) return rows;
  const later = rows
    .filter(
      ({ schoolId, startDate }) =>
        schoolId === row.schoolId && startDate > row.startDate && (row.endDate === null || startDate <= row.endDate),
    )
    .sort((a, b) => (a.startDate < b.startDate ? -1 : 1));
  const stretches = [row, ...later];
  if (later.length === 0) return rows;
  return stretches.reduce((all, stretch, at) => {
    const next = stretches[at + 1];
    const endDate = next ? addDays(next.startDate, -1) : endOfLast(stretch, row.endDate);
    return withChanged(all, stretch.id, { endDate });
  }, rows);
}
