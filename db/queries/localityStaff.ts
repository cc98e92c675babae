import type { ReadConnection } from '#db/open.ts';

/** Full-time equivalent staff of each locality's core team on a date, by locality. */
export const localityStaff = (reader: ReadConnection, date: string): Map<string, number> =>
  new Map(
    (
      reader
        .prepare(
          'SELECT locality_id AS localityId, sum(full_time_equivalent) AS staff FROM locality_staff WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?) GROUP BY locality_id',
        )
        .all(date, date) as { localityId: string; staff: number }[]
    ).map(({ localityId, staff }) => [localityId, staff]),
  );
