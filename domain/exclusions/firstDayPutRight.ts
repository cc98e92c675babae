import { addDays, daysBetween, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { SuspensionRow } from '#domain/facts/factRows.ts';

/** A first day is put right by a few days; one that is further away is another suspension. */
const NEAR = 7;

/** The last day of a suspension, without holidays: two sessions a day, Monday to Friday. */
function lastDay({ startDate, sessions }: Pick<SuspensionRow, 'startDate' | 'sessions'>): PlainDate {
  const days = Math.max(1, Math.ceil(sessions / 2));
  // Five school days are a week; what begins late in a week goes on after the weekend.
  return addDays(startDate, days - 1 + 2 * Math.floor((days - 1) / 5));
}

/**
 * The suspension whose first day a row may put right: of the same category and school, which the file does not have beside the
 * row, and whose sessions the two would share (nobody is suspended twice for one session), or which is as long, within a week.
 *
 * Source: domain.md section 7; issue 8 section 1 (a corrected day leaves no ghost).
 * @example six sessions held from 13 November, six from 14 November said // the one of 13 November
 * @example two of one day each, on Monday and on Thursday, both in the file // undefined
 */
export function firstDayPutRight(
  held: readonly SuspensionRow[],
  said: {
    category: string;
    startDate: PlainDate;
    sessions: number | null;
    isAt: (row: SuspensionRow) => boolean;
    /** Whether the file tells of one of this category that begins on a day. */
    isBeside: (startDate: PlainDate) => boolean;
  },
): SuspensionRow | undefined {
  const { category, startDate, sessions, isAt, isBeside } = said;
  if (category === 'PERM' || sessions === null) return undefined;
  return held.find((row) => {
    if (row.category !== category || row.startDate === startDate || isBeside(row.startDate) || !isAt(row)) return false;
    const [one, other] = [row, { startDate, sessions }].sort((a, b) => (a.startDate < b.startDate ? -1 : 1));
    const isShared = one !== undefined && other !== undefined && lastDay(one) >= other.startDate;
    return isShared || (row.sessions === sessions && Math.abs(daysBetween(row.startDate, startDate)) <= NEAR);
  });
}
