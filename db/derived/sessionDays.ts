import type { CodeTable } from '#domain/attendance/countWeekMarks.ts';
import type { SessionCounts } from '#domain/attendance/sessionCounts.ts';
import { type AcademicYear, startOfAcademicYear } from '#domain/calendar/academicYear.ts';
import { addDays, daysBetween, mondayOf, type PlainDate } from '#domain/calendar/plainDate.ts';

/**
 * Sessions of an academic year day by day in one line of text: a character for each Monday to Friday, from the Monday of
 * the week of 1 September on, without the empty days at the end. A character is 33 plus the day's sessions by category, to
 * the base 3: attended + 3 authorised + 9 unauthorised + 27 not possible (a day has two sessions). So the sums up to any
 * date of a year are read from a line for each child, where its weeks of marks would be a page or two each.
 *
 * @example '##%' // two sessions attended on each of two days; on the third one attended and one authorised: 33 + 1 + 3
 */
export type PackedDays = string;

const DAYS_A_WEEK = 5;
/** 54 weeks hold every day of an academic year, whatever day it begins on. */
const WEEKS = 54;
const NOTHING = 33;
const COMBINATIONS = 81;

/** What a session of a tally's index (see `SessionTally`) adds to its day: nothing for no mark and for what is no code. */
const addsToDay = [0, 1, 1, 3, 9, 27, 0];

/** A year of days to be filled by `addSessionsOf`. */
export const emptyDays = (): Uint8Array => new Uint8Array(WEEKS * DAYS_A_WEEK);

const firstMondays = new Map<AcademicYear, PlainDate>();
const firstMonday = (academicYear: AcademicYear): PlainDate => {
  const known = firstMondays.get(academicYear);
  if (known !== undefined) return known;
  const monday = mondayOf(startOfAcademicYear(academicYear));
  firstMondays.set(academicYear, monday);
  return monday;
};

/** Where a week's Monday stands among the days of an academic year. */
export const placeOfWeek = (academicYear: AcademicYear, weekStart: PlainDate): number =>
  (daysBetween(firstMonday(academicYear), weekStart) / 7) * DAYS_A_WEEK;

/** Adds the marks of a packed week, from slot `from` up to but not including slot `to`; the week's Monday is at `place`. */
export function addSessionsOf(
  days: Uint8Array,
  place: number,
  marks: string,
  table: CodeTable,
  from: number,
  to: number,
) {
  for (let slot = from; slot < to; slot += 1) {
    const at = place + (slot >> 1);
    const key = (marks.charCodeAt(slot * 2) << 7) | marks.charCodeAt(slot * 2 + 1);
    const adds = addsToDay[table[key] ?? 0] ?? 0;
    if (adds > 0) days[at] = (days[at] ?? 0) + adds;
  }
}

/** The days as text. */
export function packDays(days: Uint8Array): PackedDays {
  let length = days.length;
  while (length > 0 && days[length - 1] === 0) length -= 1;
  let packed = '';
  for (let at = 0; at < length; at += 1) packed += String.fromCharCode(NOTHING + (days[at] ?? 0));
  return packed;
}

// Three sums in one number of 30 bits: a year has fewer than 512 sessions of each.
const BITS = 10;
const MASK = (1 << BITS) - 1;
const possibleOf = new Uint32Array(NOTHING + COMBINATIONS);
const notPossibleOf = new Uint8Array(NOTHING + COMBINATIONS);
for (let code = 0; code < COMBINATIONS; code += 1) {
  const third = (power: number) => Math.floor(code / power) % 3;
  possibleOf[NOTHING + code] = third(1) | (third(3) << BITS) | (third(9) << (2 * BITS));
  notPossibleOf[NOTHING + code] = third(27);
}

/** How many days of an academic year there are up to and including a date: the end of what `sumDays` is to read. */
export function daysUntil(academicYear: AcademicYear, date: PlainDate): number {
  const days = daysBetween(firstMonday(academicYear), date) + 1;
  return Math.max(0, Math.floor(days / 7) * DAYS_A_WEEK + Math.min(days % 7, DAYS_A_WEEK));
}

/** Sums of the days from one place up to but not including another; `last` is the place of the last with a session, or -1. */
export function sumDays(packed: PackedDays, from: number, to: number): SessionCounts & { last: number } {
  let possible = 0;
  let notPossible = 0;
  let last = -1;
  const end = Math.min(to, packed.length);
  for (let at = from; at < end; at += 1) {
    const code = packed.charCodeAt(at);
    if (code === NOTHING) continue;
    possible += possibleOf[code] ?? 0;
    notPossible += notPossibleOf[code] ?? 0;
    last = at;
  }
  return {
    attended: possible & MASK,
    authorised: (possible >> BITS) & MASK,
    unauthorised: possible >> (2 * BITS),
    notPossible,
    last,
  };
}

/** The date of a place among the days of an academic year. */
export const dateOfPlace = (academicYear: AcademicYear, place: number): PlainDate =>
  addDays(firstMonday(academicYear), Math.floor(place / DAYS_A_WEEK) * 7 + (place % DAYS_A_WEEK));
