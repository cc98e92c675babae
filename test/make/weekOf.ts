import { encodeWeek } from '#domain/attendance/weekMarks.ts';

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
