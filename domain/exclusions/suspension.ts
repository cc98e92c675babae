import type { PlainDate } from '#domain/calendar/plainDate.ts';
import type { ExclusionCategory } from './exclusionReasons.ts';

/** Where a suspension or exclusion stands: issued, or taken back in one of three ways. */
export type ExclusionStatus = 'issued' | 'cancelled' | 'reinstated' | 'quashed';

/** A suspension, lunchtime suspension or permanent exclusion, as the rules need it. */
export type Suspension = {
  readonly category: ExclusionCategory;
  readonly status: ExclusionStatus;
  /** First day. */
  readonly start: PlainDate;
  /**
   * Length in sessions: a day is two, a lunchtime counts as one (half a day). 0 for a permanent exclusion, which has no
   * length.
   */
  readonly sessions: number;
  /** Whether it begins in the afternoon of its first day. */
  readonly startsInAfternoon?: boolean;
};

/**
 * Whether an exclusion stands, and so counts. One that was cancelled before it began, ended by reinstatement, or quashed
 * by a review panel does not.
 *
 * Source: DfE, "Suspension and permanent exclusion from maintained schools, academies and pupil referral units in England",
 * parts on cancelling and reinstatement; domain section 7: "only standing ones count".
 * Example: `isStanding({status: 'issued'})` is true; `isStanding({status: 'quashed'})` false.
 */
export const isStanding = (suspension: Pick<Suspension, 'status'>): boolean => suspension.status === 'issued';

/**
 * The length of a suspension in school days: half its sessions; a permanent exclusion has none.
 *
 * Source: domain section 7: counted in sessions, 1 day = 2, a lunchtime half a day.
 * Example: a suspension of 5 sessions is 2.5 days; three lunchtimes (3 sessions) are 1.5.
 */
export const suspendedDays = (suspension: Pick<Suspension, 'category' | 'sessions'>): number =>
  suspension.category === 'PERM' ? 0 : suspension.sessions / 2;
