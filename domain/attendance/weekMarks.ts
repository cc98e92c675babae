import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';

/**
 * One enrolment's marks of one week, Monday to Friday, as a string of 20 characters: ten slots (Mon AM, Mon PM, …,
 * Fri PM) of two characters each, the code padded with a space, two spaces where no mark was made.
 *
 * Source: architecture section 4: attendance belongs to an enrolment and week, marks are codes of up to two characters,
 * never one character per session.
 * Example: `'/ \\ Y1Y1            '` is present all Monday, no transport on Tuesday, nothing recorded after.
 */
export type WeekMarks = string;

/** Half of a school day. */
export type Session = 'AM' | 'PM';

/** Sessions of a school week. */
export const SLOTS = 10;

/** A week without any mark. */
export const EMPTY_WEEK: WeekMarks = ' '.repeat(SLOTS * 2);

/** The code in one slot (0 = Mon AM … 9 = Fri PM), empty when no mark was made. */
export const codeAt = (marks: WeekMarks, slot: number): string => marks.slice(slot * 2, slot * 2 + 2).trimEnd();

/** The week with one slot set to a code (empty for no mark). */
export const withCodeAt = (marks: WeekMarks, slot: number, code: string): WeekMarks =>
  marks.slice(0, slot * 2) + code.padEnd(2, ' ') + marks.slice(slot * 2 + 2);

/** Date and session of a slot in the week that begins on a Monday. `sessionAt('2024-09-02', 3)` is 2024-09-03, PM. */
export const sessionAt = (weekBeginning: PlainDate, slot: number): { date: PlainDate; session: Session } => ({
  date: addDays(weekBeginning, slot >> 1),
  session: slot % 2 === 0 ? 'AM' : 'PM',
});
