import type { Connection, ReadConnection } from '#db/open.ts';

export type LocalityOfDate = { id: string; name: string; shortName: string };

/** The authority's localities on a date, in their order. */
export const listLocalities = (reader: Connection | ReadConnection, date: string): LocalityOfDate[] =>
  reader
    .prepare(
      'SELECT id, name, short_name AS shortName FROM locality WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY position',
    )
    .all(date, date) as LocalityOfDate[];

/**
 * The authority's localities in force on any day between two dates, both included, in their order: a table of a year shows
 * one that ended within it too, or its rows would not add up to the county.
 */
export const localitiesBetween = (reader: Connection | ReadConnection, from: string, to: string): LocalityOfDate[] =>
  reader
    .prepare(
      'SELECT id, name, short_name AS shortName FROM locality WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) ORDER BY position',
    )
    .all(to, from) as LocalityOfDate[];

/** The name of every locality there is or was, by its id. */
export const everyLocality = (reader: ReadConnection): Map<string, string> =>
  new Map(reader.prepare('SELECT id, name FROM locality').raw().all() as [string, string][]);
