import type { PlainDate } from '#domain/calendar/plainDate.ts';

/** A school that became another on a day: from then on it is the other. */
export interface Conversion {
  readonly fromId: string;
  readonly toId: string;
  readonly on: PlainDate;
}

/** Schools that are one school in the course of time. */
export interface SchoolLines {
  /** What the school was called on a day: its successor from the day of the conversion, its predecessor before. */
  readonly schoolOn: (schoolId: string, day: PlainDate) => string;
  /** Whether two are the same school, before and after. */
  readonly isSame: (oneId: string, otherId: string) => boolean;
  /** All that are the same school, itself among them, the oldest first. */
  readonly allOf: (schoolId: string) => readonly string[];
  readonly after: (schoolId: string) => Conversion | null;
  readonly before: (schoolId: string) => Conversion | null;
}

/**
 * Follows schools through their conversions, both ways.
 *
 * Source: domain.md section 11 (predecessor and successor links); issue 8 section 1 (an academy conversion is no school move).
 * @example A became B on 2025-04-01: schoolOn(A, 2025-05-01) is B, schoolOn(B, 2025-03-31) is A
 */
export function schoolLines(conversions: readonly Conversion[]): SchoolLines {
  const all = new Map(conversions.map((each) => [each.fromId, each]));
  const line = conversions.filter(({ fromId }) => !comesRound(all, fromId));
  const next = new Map(line.map((each) => [each.fromId, each]));
  const previous = new Map(line.map((each) => [each.toId, each]));
  const schoolOn = (schoolId: string, day: PlainDate): string => {
    const seen = new Set<string>();
    let now = schoolId;
    while (!seen.has(now)) {
      seen.add(now);
      const [after, before] = [next.get(now), previous.get(now)];
      if (after && after.on <= day) now = after.toId;
      else if (before && before.on > day) now = before.fromId;
    }
    return now;
  };
  const END = '9999-12-31';
  return {
    schoolOn,
    isSame: (one, other) => schoolOn(one, END) === schoolOn(other, END),
    allOf: (schoolId) => {
      const ids = [schoolId];
      for (let was = previous.get(schoolId); was; was = previous.get(was.fromId)) ids.unshift(was.fromId);
      for (let became = next.get(schoolId); became; became = next.get(became.toId)) ids.push(became.toId);
      return ids;
    },
    after: (schoolId) => next.get(schoolId) ?? null,
    before: (schoolId) => previous.get(schoolId) ?? null,
  };
}

/** Whether a school becomes itself again, by mistakes of the register: such links say nothing. */
function comesRound(next: ReadonlyMap<string, Conversion>, schoolId: string): boolean {
  const seen = new Set<string>();
  let now: string | undefined = schoolId;
  while (now !== undefined && !seen.has(now)) {
    seen.add(now);
    now = next.get(now)?.toId;
    if (now === schoolId) return true;
  }
  return false;
}

/** Where no school became another. */
export const noLines: SchoolLines = schoolLines([]);
