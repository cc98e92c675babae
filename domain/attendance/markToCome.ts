import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { codeAt, SLOTS, sessionAt, type WeekMarks } from './weekMarks.ts';

/** Marks that only the day itself can give: present, late, ill, and absence that nobody has agreed to before. */
const OF_THE_DAY = new Set(['/', '\\', 'L', 'U', 'N', 'O', 'I']);

/**
 * The first day to come of a week for which there is a mark that only the day itself can give, with that mark; null where there
 * is none. Closures, suspensions, visits and other codes that a school can know before may stand in a register early.
 *
 * Source: domain.md section 6; issue 8 section 1 (what is in the future is said).
 * @example 10 February 2026, and an I on 2 March // { date: '2026-03-02', code: 'I' }: 3 February, with day and month the wrong way
 * @example 10 February 2026, and # in the week of half-term // null
 */
export function markToCome(
  weekStart: PlainDate,
  marks: WeekMarks,
  today: PlainDate,
): { date: PlainDate; code: string } | null {
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const code = codeAt(marks, slot);
    if (!OF_THE_DAY.has(code)) continue;
    const { date } = sessionAt(weekStart, slot);
    if (date > today) return { date, code };
  }
  return null;
}
