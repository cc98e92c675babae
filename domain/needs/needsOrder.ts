/** What somebody may have to act on, most pressing first, as the profile is shipped. */
export const DEFAULT_NEEDS_ORDER = [
  'excludedWithoutProvision',
  'withoutSchool',
  'newInCare',
  'pepsOverdue',
  'lowAttendance',
  'pepsDueSoon',
  'pepsToGrade',
  'suspendedDays',
  'possibleLeavers',
  'stillSecret',
  'unallocated',
] as const;

export type NeedKey = (typeof DEFAULT_NEEDS_ORDER)[number];

/**
 * The order in which needs are shown: as the profile has it; a need that its rule does not name follows in the shipped
 * order, so that none is ever lost, and a name that is no need is passed over.
 *
 * @example needsOrder(['pepsOverdue']) // ['pepsOverdue', 'excludedWithoutProvision', 'withoutSchool', …]
 * @example needsOrder(null) // the shipped order
 */
export function needsOrder(rule: unknown): NeedKey[] {
  const named = Array.isArray(rule) ? rule : [];
  const known = DEFAULT_NEEDS_ORDER.filter((key) => named.includes(key)).sort(
    (a, b) => named.indexOf(a) - named.indexOf(b),
  );
  return [...known, ...DEFAULT_NEEDS_ORDER.filter((key) => !known.includes(key))];
}
