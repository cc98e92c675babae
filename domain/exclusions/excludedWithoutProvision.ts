import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { isStanding, type Suspension } from './suspension.ts';

export interface Exclusion extends Pick<Suspension, 'category' | 'start' | 'status'> {
  readonly schoolId: string | null;
}

export interface RollSpan {
  /** Null for an activity that is at no school, such as tuition. */
  readonly schoolId: string | null;
  readonly start: PlainDate;
  readonly end: PlainDate | null;
}

/**
 * Since when a child has been permanently excluded without provision, as at a date; null where that is not so. Provision is
 * a place at another school on the date, or any place that began since the exclusion, whether or not it has ended: then
 * the child is one without a school place. Only an exclusion that stands counts.
 *
 * Source: domain.md section 7 (full-time education from day 1 for looked-after children).
 * @example excluded on 3 March, still on that school's roll, nowhere else // '2025-03-03'
 * @example excluded on 3 March, at a pupil referral unit from 10 March // null
 */
export function excludedWithoutProvision(
  exclusions: readonly Exclusion[],
  enrolments: readonly RollSpan[],
  asAt: PlainDate,
): PlainDate | null {
  const last = exclusions
    .filter((each) => each.category === 'PERM' && isStanding(each) && each.start <= asAt)
    .reduce<Exclusion | null>((latest, each) => (latest === null || each.start >= latest.start ? each : latest), null);
  if (last === null) return null;
  const provided = enrolments.some(
    ({ schoolId, start, end }) =>
      start <= asAt &&
      (start >= last.start || (last.schoolId !== null && schoolId !== last.schoolId && (end === null || end >= asAt))),
  );
  return provided ? null : last.start;
}
