import { addDays, dayOfWeek, type PlainDate } from '#domain/calendar/plainDate.ts';

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

/** Whether a string is a packed week: 20 printable ASCII characters, no slot with a leading space before a character. */
export const isWeekMarks = (value: unknown): value is WeekMarks => {
  if (typeof value !== 'string' || value.length !== SLOTS * 2) return false;
  return /^(?:[!-~][ !-~]| {2}){10}$/.test(value);
};

/**
 * Packs ten codes (empty string or `-` for no mark) into a week. Throws a RangeError for another number of codes, or a
 * code that is not one or two printable ASCII characters.
 */
export const encodeWeek = (codes: readonly string[]): WeekMarks => {
  if (codes.length !== SLOTS) throw new RangeError(`a week has ${SLOTS} sessions, not ${codes.length}`);
  let packed = '';
  for (const raw of codes) {
    const code = raw === '-' ? '' : raw.trim();
    if (!/^[!-~]{0,2}$/.test(code)) throw new RangeError(`not a register code: ${JSON.stringify(raw)}`);
    packed += code.padEnd(2, ' ');
  }
  return packed;
};

/** The ten codes of a packed week; an empty string where no mark was made. The inverse of `encodeWeek`. */
export const decodeWeek = (marks: WeekMarks): string[] => {
  const codes: string[] = [];
  for (let slot = 0; slot < SLOTS; slot += 1) codes.push(codeAt(marks, slot));
  return codes;
};

/** The code in one slot (0 = Mon AM … 9 = Fri PM), empty when no mark was made. */
export const codeAt = (marks: WeekMarks, slot: number): string => marks.slice(slot * 2, slot * 2 + 2).trimEnd();

/** The week with one slot set to a code (empty for no mark). */
export const withCodeAt = (marks: WeekMarks, slot: number, code: string): WeekMarks =>
  marks.slice(0, slot * 2) + code.padEnd(2, ' ') + marks.slice(slot * 2 + 2);

/**
 * The slot of a session in its week, or null at a weekend, where no register is taken.
 * `slotOf('2024-09-03', 'PM')`, a Tuesday, is 3.
 */
export const slotOf = (date: PlainDate, session: Session): number | null => {
  const day = dayOfWeek(date);
  return day > 5 ? null : (day - 1) * 2 + (session === 'PM' ? 1 : 0);
};

/** Date and session of a slot in the week that begins on a Monday. `sessionAt('2024-09-02', 3)` is 2024-09-03, PM. */
export const sessionAt = (weekBeginning: PlainDate, slot: number): { date: PlainDate; session: Session } => ({
  date: addDays(weekBeginning, slot >> 1),
  session: slot % 2 === 0 ? 'AM' : 'PM',
});
