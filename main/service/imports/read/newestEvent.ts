import { isPlainDate, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { AnyParsed } from '../formats/formats.ts';
import type { FormatId } from '../formats/types.ts';

/** The columns that tell of something that has happened: no birth, nothing due, targeted or planned. */
const EVENTS: Partial<Record<FormatId, readonly string[]>> = {
  'looked-after-list': ['careStart', 'placementStart'],
  'ssda903-episodes': ['start', 'end'],
  enrolments: ['start'],
  suspensions: ['startDate'],
  peps: ['held', 'submitted', 'signedOff'],
};

/**
 * The newest past event that a file tells of: it cannot speak of an earlier day. Null where it tells of none.
 *
 * Source: issue 8 section 1 ("the newest past event is only a lower bound, never a birth, due or planned date").
 * @example a list with a placement from 2025-02-01 // '2025-02-01'
 */
export function newestEvent(parsed: AnyParsed, today: PlainDate): PlainDate | null {
  const columns = EVENTS[parsed.format];
  if (!columns || parsed.format === 'attendance') return null;
  let newest: PlainDate | null = null;
  for (const row of parsed.rows as readonly Readonly<Record<string, unknown>>[])
    for (const column of columns) {
      const day = row[column];
      if (isPlainDate(day) && day <= today && (newest === null || day > newest)) newest = day;
    }
  return newest;
}
