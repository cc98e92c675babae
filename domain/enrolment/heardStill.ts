import { academicYearOf } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import { type Said, saysNothing } from '#domain/facts/said.ts';
import type { TimetableSaid } from './timetableOfDay.ts';

type RowSaid = TimetableSaid & { readonly kind: Said<string>; readonly ncYear: Said<number> };

/**
 * The names of what a row of enrolments says: the enrolment by its first day, what it says of it, and that the school spoke of
 * the child; a main registration of this academic year says where the child goes to school, which an older list does not turn back.
 *
 * @example a row of 990601 from 2024-09-01 with a year group // 'enrolment 990601 2024-09-01', '… year', 'roll 990601'
 */
export const namesSaid = (row: RowSaid, asOf: PlainDate): string[] => {
  const { schoolUrn, start, end, kind, ncYear, partTimeSessions, alternativeProvision } = row;
  const what = `enrolment ${schoolUrn} ${start}`;
  const isMain = !kind.said || kind.value === 'main';
  const isOfThisYear = !end.said || end.value === null || academicYearOf(end.value) >= academicYearOf(asOf);
  return [
    what,
    `roll ${schoolUrn}`,
    ...(isMain && isOfThisYear ? ['school'] : []),
    ...(kind.said ? [`${what} kind`] : []),
    ...(ncYear.said ? [`${what} year`] : []),
    ...(partTimeSessions.said ? [`${what} sessions`] : []),
    ...(alternativeProvision.said ? [`${what} provision`] : []),
  ];
};

/**
 * What counts still of a row of an older file: nothing of what a newer one said of the same enrolment, and no other year group or
 * kind where it said that of the enrolment's days before in the same academic year. What the newer one did not say, an empty
 * cell, is news. What is held of the school ends as a newer file of it said; a later list said where the child is, and an older
 * file that knows of no end opens nothing again.
 *
 * Source: issue 8 section 1 (said nothing changes nothing; an older file never turns newer facts back).
 * @example 3 sessions by an older file, no word of sessions by the newer one // 3 sessions
 * @example 3 sessions by an older file, 10 by the newer one of the same row // nothing
 */
export function heardStill<Row extends RowSaid>(here: readonly EnrolmentRow[], given: Row, { saidLater }: Saying): Row {
  const { schoolUrn, start, end } = given;
  const isSaid = (day: PlainDate, of = '') => saidLater(`enrolment ${schoolUrn} ${day}${of}`) !== null;
  const still = <Value>(value: Said<Value>, of: string) => (isSaid(start, of) ? saysNothing : value);
  const days = here
    .map(({ startDate }) => startDate)
    .filter((day) => day < start && academicYearOf(day) === academicYearOf(start));
  const stillOfAll = <Value>(value: Said<Value>, of: string) =>
    days.some((day) => isSaid(day, of)) ? saysNothing : still(value, of);
  const reopens = end.said && end.value === null && saidLater('school') !== null;
  const isHeld = here.some((row) => row.startDate <= start && (row.endDate === null || row.endDate >= start));
  const endsLater = isHeld && saidLater(`roll ${schoolUrn}`) !== null;
  return {
    ...given,
    kind: stillOfAll(given.kind, ' kind'),
    ncYear: stillOfAll(given.ncYear, ' year'),
    partTimeSessions: still(given.partTimeSessions, ' sessions'),
    alternativeProvision: still(given.alternativeProvision, ' provision'),
    end: reopens || endsLater || isSaid(start) ? saysNothing : end,
  };
}
