import type { SuspensionRow } from '#db/queries/suspensions.ts';
import { academicYearOf, previousAcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { meaningOfReason } from '#domain/exclusions/exclusionReasons.ts';
import type { ReachOfSuspensions } from '#domain/exclusions/reachOfSuspensions.ts';
import { standingSuspendedDays } from '#domain/exclusions/standingSuspendedDays.ts';
import type { Section, SuspensionsPack } from '../model/packModel.ts';

const CATEGORY = { SUSP: 'Suspension', PERM: 'Permanent exclusion', LNCH: 'Lunchtime suspension' } as const;

/** The first day a pack's list of suspensions reaches back to: the beginning of the academic year before. */
const suspensionsListedFrom = (asAt: PlainDate): PlainDate =>
  startOfAcademicYear(previousAcademicYear(academicYearOf(asAt)));

/**
 * A child's suspensions and exclusions of this academic year and the one before, newest first, and the sessions suspended
 * this year up to the date, each on the school day it fell; only standing ones count.
 *
 * Source: domain.md section 7.
 * @example one of 3 sessions issued and one of 2 cancelled // two rows, standingSessions 3
 */
export function suspensionsOfPack(
  known: readonly Omit<SuspensionRow, 'childId' | 'id' | 'schoolName' | 'examAffected'>[],
  setting: {
    asAt: PlainDate;
    isSchoolDay: (date: PlainDate) => boolean;
    /** How far suspensions of the academic year have reached the team; null where none has: 'none' would be a guess. */
    reach: ReachOfSuspensions | null;
    anotherAuthority: boolean;
  },
): Section<SuspensionsPack> {
  const listedFrom = suspensionsListedFrom(setting.asAt);
  const suspensions = known.filter(({ start }) => start >= listedFrom && start <= setting.asAt);
  if (setting.anotherAuthority && suspensions.length === 0)
    return { available: false, reason: 'the authority that looks after the child keeps the record' };
  const academicYear = academicYearOf(setting.asAt);
  if (setting.reach === null && suspensions.length === 0)
    return { available: false, reason: `no suspensions of ${academicYear} have reached the team` };
  const days = standingSuspendedDays(suspensions, academicYear, setting.asAt, setting.isSchoolDay);
  return {
    available: true,
    value: {
      academicYear,
      listedFrom,
      standingSessions: setting.reach ? days * 2 : null,
      ...(setting.reach && !setting.reach.covers ? { receivedTo: setting.reach.to } : {}),
      rows: suspensions.map(({ category, status, start, sessions, reasons }) => ({
        date: start,
        category: CATEGORY[category],
        sessions: category === 'PERM' ? null : sessions,
        reasons: reasons.map(meaningOfReason),
        status,
      })),
    },
  };
}
