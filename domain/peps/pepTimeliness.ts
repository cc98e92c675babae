import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** Which of a PEP's dates an authority measures timeliness by; its profile names one. */
export type CountedPepDate = 'held' | 'submitted' | 'signedOff';

export interface PepDates {
  readonly due: PlainDate;
  readonly held: PlainDate | null;
  readonly submitted: PlainDate | null;
  readonly signedOff: PlainDate | null;
}

/** 'late' was done after its date, 'overdue' is still not done; both count as not on time. */
export type PepTimeliness = 'onTime' | 'late' | 'overdue' | 'notYetDue' | 'outOfDenominator';

/**
 * Whether one PEP was on time, as at a date. Done on the due date is on time. A PEP that is not done is not yet due up to
 * and on its due date and overdue after it; what was done after `asAt` is not known yet on that date. A child who was out
 * of care on the due date (see `inCareOnDueDay`) is out of the denominator, whatever was done. A child without a school place still has the
 * duty: the reason is shown, the date stays.
 *
 * Source: domain.md section 8 ("due, held, submitted and signed off are four dates; the profile names the one that
 * timeliness uses"; "children who left care on or before the due date are out of the denominator").
 *
 * @example due 2025-01-31, held 2025-01-31, counted 'held', asAt 2025-03-31 // 'onTime'
 * @example due 2025-01-31, held 2025-02-03 // 'late'
 * @example due 2025-01-31, not held, inCare false // 'outOfDenominator'
 */
export function pepTimeliness(question: {
  readonly dates: PepDates;
  readonly counted: CountedPepDate;
  /** Whether the child was looked after on the due date. */
  readonly inCare: boolean;
  readonly asAt: PlainDate;
}): PepTimeliness {
  const { dates, counted, inCare, asAt } = question;
  if (!inCare) return 'outOfDenominator';
  const done = dates[counted];
  if (done !== null && done <= asAt) return done <= dates.due ? 'onTime' : 'late';
  return asAt > dates.due ? 'overdue' : 'notYetDue';
}
