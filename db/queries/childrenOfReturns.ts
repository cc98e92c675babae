import type { Connection, ReadConnection } from '#db/open.ts';
import type { PlainDate } from '#domain/calendar/plainDate.ts';
import { FROM_RETURN } from '#domain/care/episodes.ts';

/**
 * The children of whom a looked-after return says an episode that ran between two days, by id.
 *
 * @example childrenOfReturns(reader, { from: '2026-04-01', to: '2026-11-27' }) // the children of this year's return
 */
export function childrenOfReturns(
  reader: Pick<Connection | ReadConnection, 'prepare'>,
  { from, to }: { from: PlainDate; to: PlainDate },
): string[] {
  return reader
    .prepare<[string, string, string], { id: string }>(
      `SELECT DISTINCT child_id AS id FROM episode
       WHERE source = ? AND start_date <= ? AND (end_date IS NULL OR end_date > ?)`,
    )
    .all(FROM_RETURN, to, from)
    .map(({ id }) => id);
}

/**
 * The last days, in a year, of the episodes that looked-after returns say.
 *
 * @example endsOfReturns(reader, { from: '2024-04-01', to: '2025-03-31' }) // ['2024-06-10']
 */
export function endsOfReturns(
  reader: Pick<Connection | ReadConnection, 'prepare'>,
  { from, to }: { from: PlainDate; to: PlainDate },
): PlainDate[] {
  return reader
    .prepare<[string, string, string], { end: PlainDate }>(
      'SELECT DISTINCT end_date AS end FROM episode WHERE source = ? AND end_date > ? AND end_date <= ?',
    )
    .all(FROM_RETURN, from, to)
    .map(({ end }) => end);
}
