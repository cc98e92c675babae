import { daysBetween, type PlainDate } from '#domain/calendar/plainDate.ts';
import { type AttendanceCodeSet, codeSetOn, DEFAULT_ATTENDANCE_CODE_SETS } from './attendanceCodes.ts';
import type { SessionCounts } from './sessionCounts.ts';
import { SLOTS, type WeekMarks } from './weekMarks.ts';

/**
 * Running counts of sessions. Indexes: 0 no mark, 1 attending, 2 attending elsewhere, 3 authorised, 4 unauthorised,
 * 5 not possible, 6 unread (a mark that is no code of its set).
 */
export type SessionTally = Uint32Array;

const INDEX = { attending: 1, attendingElsewhere: 2, authorised: 3, unauthorised: 4, notPossible: 5 } as const;
const UNREAD = 6;
const SPACE = 32;

/** A code set as a table from two ASCII characters (first * 128 + second) to the tally's index. */
export type CodeTable = Uint8Array;

const tables = new WeakMap<AttendanceCodeSet, CodeTable>();
const noTable: CodeTable = new Uint8Array(128 * 128).fill(UNREAD);
noTable[SPACE * 128 + SPACE] = 0;

const tableFor = (set: AttendanceCodeSet): CodeTable => {
  const known = tables.get(set);
  if (known) return known;
  const table = noTable.slice();
  table[('-'.charCodeAt(0) << 7) | SPACE] = 0;
  for (const { code, category } of set.codes) {
    const second = code.length > 1 ? code.charCodeAt(1) : SPACE;
    table[((code.charCodeAt(0) & 127) << 7) | (second & 127)] = INDEX[category];
  }
  tables.set(set, table);
  return table;
};

/**
 * The lookup table of the code set in force on a date. Fetch it once per week (sets change on Mondays: the 2024 set on
 * Monday 19 August 2024) or once per span of dates and pass it to `countWeekMarks`.
 */
export const codeTableOn = (
  date: PlainDate,
  sets: readonly AttendanceCodeSet[] = DEFAULT_ATTENDANCE_CODE_SETS,
): CodeTable => {
  const set = codeSetOn(date, sets);
  return set === null ? noTable : tableFor(set);
};

/** An empty tally. */
export const newTally = (): SessionTally => new Uint32Array(7);

/**
 * Adds the marks of one packed week, from slot `from` up to but not including slot `to`, to a tally. Allocates nothing:
 * five years of 3,000 children are some 570,000 calls.
 *
 * Source: domain section 6; layout of a week in `weekMarks.ts`.
 * Example: `countWeekMarks('/ \\ I I O             ', codeTableOn('2024-09-02'), tally)` adds two attended, two authorised
 * and one unauthorised.
 */
export const countWeekMarks = (marks: WeekMarks, table: CodeTable, into: SessionTally, from = 0, to = SLOTS): void => {
  for (let at = from * 2; at < to * 2; at += 2) {
    const key = (marks.charCodeAt(at) << 7) | marks.charCodeAt(at + 1);
    const index = table[key] ?? UNREAD;
    into[index] = (into[index] ?? 0) + 1;
  }
};

/**
 * The slots of the week beginning on a Monday that fall within a span of dates (both inclusive, end null = open), as
 * `[from, to)` for `countWeekMarks`; from = to when none does. Use it for 'while in our care' and for the days before and
 * after a locality changed.
 * Example: week of 2024-09-02, span from Wednesday 2024-09-04: `[4, 10]`.
 */
export const slotsWithin = (
  weekBeginning: PlainDate,
  span: { readonly start: PlainDate; readonly end: PlainDate | null },
): readonly [from: number, to: number] => {
  const from = Math.min(Math.max(daysBetween(weekBeginning, span.start), 0), 5) * 2;
  const to = span.end === null ? SLOTS : Math.min(Math.max(daysBetween(weekBeginning, span.end) + 1, 0), 5) * 2;
  return to < from ? [from, from] : [from, to];
};

/** A tally as counts by category; unread and missing marks are in none of them. */
export const sessionCountsOf = (tally: SessionTally): SessionCounts => ({
  attended: (tally[1] ?? 0) + (tally[2] ?? 0),
  authorised: tally[3] ?? 0,
  unauthorised: tally[4] ?? 0,
  notPossible: tally[5] ?? 0,
});
