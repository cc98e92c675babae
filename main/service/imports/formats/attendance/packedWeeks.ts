import type { AttendanceWeekRow, PackedWeeks } from './format.ts';

const DAY = 10;
const MARKS = DAY + 20;

/** @example packWeeks([week]) // '2024-09-02/ / / / / / / / / / 10,10,2;' */
export const packWeeks = (weeks: Iterable<AttendanceWeekRow>): string =>
  [...weeks]
    .map(({ weekStart, marks, rows, marked, firstRow }) => `${weekStart}${marks}${rows},${marked},${firstRow};`)
    .join('');

/** The weeks of `packWeeks`, in their order. */
export function unpackWeeks({ localId, school, packed }: PackedWeeks): AttendanceWeekRow[] {
  const weeks: AttendanceWeekRow[] = [];
  for (let at = 0; at < packed.length; ) {
    const end = packed.indexOf(';', at + MARKS);
    const [rows = 0, marked = 0, firstRow = 0] = packed
      .slice(at + MARKS, end)
      .split(',')
      .map(Number);
    const marks = packed.slice(at + DAY, at + MARKS);
    weeks.push({ localId, school, marks, weekStart: packed.slice(at, at + DAY), rows, marked, firstRow });
    at = end + 1;
  }
  return weeks;
}

/** All weeks of a file. */
export const allWeeks = (parsed: { readonly weeks: readonly PackedWeeks[] }): AttendanceWeekRow[] =>
  parsed.weeks.flatMap(unpackWeeks);
