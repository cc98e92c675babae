import { SLOTS, type WeekMarks } from '#domain/attendance/weekMarks.ts';

/**
 * A packed week from ten codes with spaces between, '-' for no mark; one code alone fills the week, `/` with its `\`.
 *
 * @example weekOf('/') // present all week
 * @example weekOf('/ \\ I I / \\ / \\ - -') // ill on Tuesday, nothing recorded on Friday
 */
export function weekOf(codes: string): string {
  const given = codes.trim().split(/\s+/);
  if (given.length === 1)
    return encodeWeek(Array.from({ length: 10 }, (_, slot) => (codes === '/' && slot % 2 === 1 ? '\\' : codes)));
  return encodeWeek(given);
}

/** Packs ten codes (empty or `-` for no mark) into a week; refuses what does not fit. */
export const encodeWeek = (codes: readonly string[]): WeekMarks => {
  if (codes.length !== SLOTS) throw new RangeError(`a week has ${SLOTS} sessions, not ${codes.length}`);
  return codes
    .map((raw) => {
      const code = raw === '-' ? '' : raw.trim();
      if (!/^[!-~]{0,2}$/.test(code)) throw new RangeError(`not a register code: ${JSON.stringify(raw)}`);
      return code.padEnd(2, ' ');
    })
    .join('');
};

/** Whether a string is a packed week: 20 printable ASCII characters, no slot with a leading space before a character. */
export const isWeekMarks = (value: unknown): value is WeekMarks =>
  typeof value === 'string' && value.length === SLOTS * 2 && /^(?:[!-~][ !-~]| {2}){10}$/.test(value);
