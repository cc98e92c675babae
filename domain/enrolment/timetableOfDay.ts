import { academicYearOf } from '#domain/calendar/academicYear.ts';
import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import { type Said, saidOf } from '#domain/facts/said.ts';

/** From when to when a child is at a school, and the timetable there, as somebody says it. */
export interface TimetableSaid {
  readonly schoolId: string;
  /** The school's number, by which the enrolment is called in what is said. */
  readonly schoolUrn: string;
  /** Other numbers of the school, before and after it became another. */
  readonly otherUrns?: readonly string[];
  readonly partTimeSessions: Said<number>;
  readonly alternativeProvision: Said<boolean>;
  readonly start: PlainDate;
  readonly end: Said<PlainDate>;
  /** The first days of other stretches at the school that the same file gives: they stand beside this one. */
  readonly alsoFrom?: readonly PlainDate[];
  /** The first days of main registrations elsewhere that the same file gives. */
  readonly elsewhere?: readonly PlainDate[];
}

/**
 * A row of an enrolment that goes on says which timetable the child has on the day of its file. Where a stretch that only an older
 * file gave begins between the row's first day and that day and says another one, it holds until the day before, and what the
 * row says holds from the day of its file. So each file is right about its own day, in whichever order the two are
 * brought in. A row speaks for its own academic year; a stretch that the file gives itself, or that a newer one gave, stands.
 *
 * Source: issue 8 section 1 (an older file never turns newer facts back); docs/decisions/facts.md.
 * @example 3 sessions from 2024-11-05 by a file of 2025-01-10, then 10 from 2024-09-01 by one of 2025-03-20
 *   // 10 until 2024-11-04, 3 until 2025-03-19, 10 from 2025-03-20
 */
export function timetableOfDay(
  all: readonly EnrolmentRow[],
  { schoolId, schoolUrn, start, end, alsoFrom, partTimeSessions, alternativeProvision }: TimetableSaid,
  { asOf, saidLater, fresh }: Saying,
): readonly EnrolmentRow[] {
  if (asOf <= start || academicYearOf(asOf) !== academicYearOf(start)) return all;
  if (end.said && end.value !== null && end.value < asOf) return all;
  const now = all.find(
    (row) =>
      row.schoolId === schoolId &&
      row.startDate > start &&
      row.startDate <= asOf &&
      (row.endDate === null || row.endDate >= asOf),
  );
  if (!now || alsoFrom?.includes(now.startDate)) return all;
  if (saidLater(`enrolment ${schoolUrn} ${now.startDate}`) !== null) return all;
  const says = { ...now, ...saidOf<EnrolmentRow>({ partTimeSessions, alternativeProvision }) };
  if (says.partTimeSessions === now.partTimeSessions && says.alternativeProvision === now.alternativeProvision)
    return all;
  if (now.startDate === asOf) return withChanged(all, now.id, says);
  const ncYear = ncYearOn(asOf, { start: now.startDate, ncYear: now.ncYear }, null);
  return [
    ...withChanged(all, now.id, { endDate: addDays(asOf, -1) }),
    { ...says, id: fresh(), startDate: asOf, ncYear },
  ];
}
