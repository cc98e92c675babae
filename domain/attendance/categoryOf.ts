import type { PlainDate } from '#domain/calendar/plainDate.ts';
import {
  type AttendanceCategory,
  type AttendanceCodeSet,
  codeSetOn,
  DEFAULT_ATTENDANCE_CODE_SETS,
} from './attendanceCodes.ts';

const lookups = new WeakMap<AttendanceCodeSet, ReadonlyMap<string, AttendanceCategory>>();

const lookupOf = (set: AttendanceCodeSet): ReadonlyMap<string, AttendanceCategory> => {
  const known = lookups.get(set);
  if (known) return known;
  const lookup = new Map(set.codes.map((each) => [each.code, each.category]));
  lookups.set(set, lookup);
  return lookup;
};

/**
 * What a register code counts as on a date; null when the code was not one of that date's set (`-`, no mark, included).
 *
 * Source: domain section 6; School Attendance (Pupil Registration) (England) Regulations 2024.
 * Example: `categoryOf('J', '2023-10-02')` is `'attendingElsewhere'`, but `categoryOf('J', '2024-10-02')` is null, where
 * `J1` took its place and is authorised absence.
 */
export const categoryOf = (
  code: string,
  date: PlainDate,
  sets: readonly AttendanceCodeSet[] = DEFAULT_ATTENDANCE_CODE_SETS,
): AttendanceCategory | null => {
  const set = codeSetOn(date, sets);
  return set === null ? null : (lookupOf(set).get(code) ?? null);
};
