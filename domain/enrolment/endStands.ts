import { latest } from '#domain/calendar/plainDate.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import { saysNothing } from '#domain/facts/said.ts';
import type { TimetableSaid } from './timetableOfDay.ts';

/**
 * What a file says of an enrolment that goes on, where one is held that ended after the file's day and of which nothing was said
 * since the store was of version 0.2: that it went on then, which says nothing of its end.
 *
 * Source: issue 8 section 1 (an older file never turns newer facts back) and section 2 (0.2's own files brought in again).
 * @example held from 2022-09-01 to 2023-08-31, said from 2022-09-01 by a file of 2022-10-03 // it ended on 2023-08-31
 */
export function endStands<Row extends TimetableSaid>(
  atSchool: readonly EnrolmentRow[],
  proposal: Row,
  { asOf, lastSaid, ofEarlier }: Saying,
): Row {
  const { start, end, schoolUrn } = proposal;
  if (!ofEarlier || lastSaid === undefined || !end.said || end.value !== null) return proposal;
  const inOrder = atSchool.toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1));
  const held =
    inOrder.findLast((row) => row.startDate <= start && (row.endDate === null || row.endDate >= start)) ??
    inOrder.find((row) => row.startDate > start);
  if (held === undefined || held.endDate === null || held.endDate <= asOf) return proposal;
  const last = latest([start, held.startDate].map((day) => lastSaid(`enrolment ${schoolUrn} ${day}`)));
  return last === null || last === asOf ? { ...proposal, end: saysNothing } : proposal;
}
