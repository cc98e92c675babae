import { daysBetween, type PlainDate } from '#domain/calendar/plainDate.ts';

/** How far the suspensions of an academic year are known on a date. */
export type ReachOfSuspensions = {
  /** The last day of the year a file has reached to. */
  readonly to: PlainDate;
  /** All of the year up to the date may be known: nothing has to be said. */
  readonly covers: boolean;
  /** So much is unknown that the part is held neither against a target nor against whole years. */
  readonly tooShort: boolean;
};

/** The summer holidays and some quiet weeks: no first day of a suspension for longer than this is a file that is missing. */
const LONGEST_QUIET_IN_DAYS = 60;

/**
 * How far suspensions reach, from the last first day of one that a file has brought in of an academic year, as at a date in
 * or after that year (`until`: the date, or the year's last day). Null where none has: nobody's are known then.
 *
 * A file reaches to its last day: one suspension of September says nothing of March.
 * Source: `reviews/figures.md` and issue 7 ('a kind of data with no file reaching the year is not available, never 0');
 * docs/decisions/suspensions-to-a-day.md.
 * @example reachOfSuspensions('2024-11-14', '2025-03-31') // { to: '2024-11-14', covers: false, tooShort: true }
 * @example reachOfSuspensions('2025-07-18', '2025-08-31') // { to: '2025-07-18', covers: false, tooShort: false }
 * @example reachOfSuspensions('2025-07-18', '2025-03-31') // { to: '2025-03-31', covers: true, tooShort: false }
 */
export function reachOfSuspensions(last: PlainDate | null, until: PlainDate): ReachOfSuspensions | null {
  if (last === null) return null;
  if (last >= until) return { to: until, covers: true, tooShort: false };
  return { to: last, covers: false, tooShort: daysBetween(last, until) > LONGEST_QUIET_IN_DAYS };
}
