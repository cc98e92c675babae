import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import { isStanding, type Suspension } from './suspension.ts';

/** From which school day of an exclusion full-time education must be arranged. */
export const DAY_BY_LAW = 6;
export const DAY_FOR_LOOKED_AFTER = 1;

const schoolDayFrom = (start: PlainDate, day: number, isSchoolDay: (date: PlainDate) => boolean): PlainDate | null => {
  let date = start;
  let counted = 0;
  for (let tried = 0; tried <= 366; tried += 1) {
    if (isSchoolDay(date)) counted += 1;
    if (counted === day) return date;
    date = addDays(date, 1);
  }
  return null;
};

/**
 * The school day from which full-time education is due during an exclusion: `byLaw` the sixth, null when the suspension
 * is over before it; `forLookedAfter` the first, which virtual schools ask for. Both null when the exclusion does not
 * stand, is for lunchtimes only, or the calendar holds no such day.
 *
 * Source: Education and Inspections Act 2006 s. 100 and the Education (Provision of Full-Time Education for Excluded
 * Pupils) (England) Regulations 2007 (day six); DfE, exclusion guidance (looked-after children: day one); domain section 7.
 * Example: 12 sessions from Monday 2024-09-09: day one 2024-09-09, day six 2024-09-16. Of 10 sessions, no day six.
 */
export const educationDueFrom = (
  suspension: Suspension,
  isSchoolDay: (date: PlainDate) => boolean,
): { readonly byLaw: PlainDate | null; readonly forLookedAfter: PlainDate | null } => {
  if (!isStanding(suspension) || suspension.category === 'LNCH') return { byLaw: null, forLookedAfter: null };
  const lasts = (day: number): boolean => {
    const lost = suspension.startsInAfternoon ? 1 : 0;
    return suspension.category === 'PERM' || suspension.sessions + lost > (day - 1) * 2;
  };
  return {
    byLaw: lasts(DAY_BY_LAW) ? schoolDayFrom(suspension.start, DAY_BY_LAW, isSchoolDay) : null,
    forLookedAfter: lasts(DAY_FOR_LOOKED_AFTER)
      ? schoolDayFrom(suspension.start, DAY_FOR_LOOKED_AFTER, isSchoolDay)
      : null,
  };
};
