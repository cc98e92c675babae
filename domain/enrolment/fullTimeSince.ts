import { ncYearOn } from '#domain/calendar/ncYearOn.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { withChanged } from '#domain/facts/edits.ts';
import type { EnrolmentRow } from '#domain/facts/factRows.ts';
import type { Saying } from '#domain/facts/ruling.ts';
import type { TimetableSaid } from './timetableOfDay.ts';

/**
 * The enrolments with a stretch of its own for each day from which a newer file said full time, or no alternative provision, where an
 * older one is about to say a part-time timetable of the days before. As long as nobody had said that, it was one stretch with the
 * days before: that there is none is held as what nobody said.
 *
 * Source: issue 8 section 1 (an older file never turns newer facts back).
 * @example one enrolment from 2024-09-01; a file of May said full time from 2025-05-06, one of March says 3 sessions from 2024-09-01
 *   // from 2024-09-01 to 2025-05-05, and from 2025-05-06: the rule then puts the 3 sessions into the first
 */
export function fullTimeSince(
  all: readonly EnrolmentRow[],
  { schoolId, schoolUrn, otherUrns = [], start, end, partTimeSessions, alternativeProvision }: TimetableSaid,
  { saidLater, everSaid, fresh }: Saying,
): readonly EnrolmentRow[] {
  const saysTimetable = partTimeSessions.said && partTimeSessions.value !== null;
  const saysProvision = alternativeProvision.said && alternativeProvision.value === true;
  const last = end.said ? end.value : null;
  const names = [schoolUrn, ...otherUrns].filter((urn) => saidLater(`roll ${urn}`) !== null);
  const told =
    saysTimetable || saysProvision
      ? names.flatMap((urn) =>
          (everSaid?.(`enrolment ${urn} `) ?? [])
            .filter((what) => saidLater(what) !== null)
            .map((what) => what.slice(`enrolment ${urn} `.length).split(' ')),
        )
      : [];
  const since = told.filter(([day = '']) => day > start && (last === null || day <= last)).sort();
  return since.reduce((rows, [day = '', of]) => {
    const on = rows.find(
      (row) =>
        row.schoolId === schoolId &&
        row.startDate < day &&
        (row.endDate === null || row.endDate >= day) &&
        ((of === 'sessions' && saysTimetable && row.partTimeSessions === null) ||
          (of === 'provision' && saysProvision && !row.alternativeProvision)),
    );
    if (!on) return rows;
    const ncYear = ncYearOn(day, { start: on.startDate, ncYear: on.ncYear }, null);
    return [...withChanged(rows, on.id, { endDate: addDays(day, -1) }), { ...on, id: fresh(), startDate: day, ncYear }];
  }, all);
}
