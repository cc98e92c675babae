import type { ReadConnection } from '#db/open.ts';
import { readBankHolidays } from '#db/queries/attendanceCalendar.ts';
import { pepsKnownSince } from '#db/queries/pepsToDate.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { type NextPepDue, nextPepDue } from '#domain/peps/nextPepDue.ts';
import { ruleDatesAround } from './ruleDates.ts';

/** A looked-after child, as the rule of the next PEP asks for it. */
type Planned = {
  /** The versions that stood on the date (see `pepsAsAt`). */
  peps: readonly { due: PlainDate; held: PlainDate | null }[];
  /** Start of the period of care, short breaks among it; null where the child is not looked after. */
  inCareSince: PlainDate | null;
  dateOfBirth: PlainDate | null;
  ownChild: boolean;
};

/**
 * The next PEP of any child as at a date: one rule for the list, the record, the pack and the needs. A child who is not
 * looked after needs none; what fell due before this period of care began is history, not a task; the PEPs of another
 * authority's child are that authority's to set, so that only what is recorded counts.
 */
export function pepPlans(reader: ReadConnection, asAt: PlainDate): (child: Planned) => NextPepDue | null {
  const ruleDates = ruleDatesAround(asAt, readBankHolidays(reader), pepsKnownSince(reader, asAt));
  return ({ peps, inCareSince, dateOfBirth, ownChild }) =>
    inCareSince === null
      ? null
      : nextPepDue({
          peps: peps.filter(({ due, held }) => due >= inCareSince || held !== null),
          ruleDates: () => (ownChild ? ruleDates({ careStart: inCareSince, dateOfBirth }) : []),
          asAt,
        });
}
