import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { Suspension } from './suspension.ts';

/** Sessions of a suspension that fall on one school day. */
export type SuspendedSessions = { readonly date: PlainDate; readonly sessions: number };

/** A year of calendar days without a school day means the calendar ends: the rest is put on the last day known. */
const LONGEST_BREAK = 366;

/**
 * The school days a suspension falls on, with its sessions on each: two a day from the first (one, if it begins in the
 * afternoon), a lunchtime suspension one a day. Days when school is closed are skipped. A permanent exclusion has none.
 *
 * Source: domain section 7; a suspension is counted in school days (DfE exclusion guidance).
 * Example: 5 sessions from Friday 2024-09-06: two on the 6th, two on Monday the 9th, one on the 10th.
 */
export const suspensionDates = (
  suspension: Pick<Suspension, 'category' | 'start' | 'sessions' | 'startsInAfternoon'>,
  isSchoolDay: (date: PlainDate) => boolean,
): SuspendedSessions[] => {
  if (suspension.category === 'PERM') return [];
  const aDay = suspension.category === 'LNCH' ? 1 : 2;
  const dates: SuspendedSessions[] = [];
  let left = suspension.sessions;
  let date = suspension.start;
  let closed = 0;
  while (left > 0 && closed < LONGEST_BREAK) {
    if (isSchoolDay(date)) {
      const firstHalfDay = dates.length === 0 && suspension.startsInAfternoon === true;
      const sessions = Math.min(left, firstHalfDay ? 1 : aDay);
      dates.push({ date, sessions });
      left -= sessions;
      closed = 0;
    } else closed += 1;
    date = addDays(date, 1);
  }
  if (left > 0) {
    const last = dates.pop();
    dates.push({ date: last?.date ?? suspension.start, sessions: (last?.sessions ?? 0) + left });
  }
  return dates;
};
