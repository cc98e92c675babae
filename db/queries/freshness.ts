import { londonDateOf } from '#db/clock.ts';
import { dateOfPlace } from '#db/derived/sessionDays.ts';
import { millisecondsOf } from '#db/hybridClock.ts';
import type { ReadConnection } from '#db/open.ts';
import { addDays, mondayOf, type PlainDate } from '#domain/calendar/plainDate.ts';

const fridayOf = (date: PlainDate): PlainDate => addDays(mondayOf(date), 4);

/** How recent each source is, for the bottom line of the window; null where nothing has been imported. */
export function readFreshness(reader: ReadConnection) {
  const one = <Value>(sql: string): Value | null =>
    (reader.prepare(sql).get() as { value: Value | null } | undefined)?.value ?? null;
  // A line of days ends with the last day that has a session (see `sessionDays.ts`).
  const lastMarked = reader
    .prepare(
      `SELECT academic_year AS year, max(length(days)) AS days FROM attendance_days
       WHERE academic_year = (SELECT max(academic_year) FROM attendance_days)`,
    )
    .get() as { year: string | null; days: number | null };
  const lastChange = one<string>(
    // What an upgrade found is nobody's saving.
    "SELECT clock AS value FROM change_set WHERE actor_id <> 'upgrade' ORDER BY local_no DESC LIMIT 1",
  );
  const lastList = one<string>(
    `SELECT max(at) AS value FROM import_batch WHERE state = 'committed' AND files LIKE '%"format":"looked-after-list"%'`,
  );
  return {
    lookedAfterList: lastList && londonDateOf(new Date(lastList)),
    attendance: lastMarked.year && lastMarked.days ? fridayOf(dateOfPlace(lastMarked.year, lastMarked.days - 1)) : null,
    // Stage by stage, each the last entry of its part of the index, instead of every result.
    results: one<string>(
      `WITH RECURSIVE stage(name) AS (SELECT min(key_stage) FROM attainment_result
         UNION ALL SELECT (SELECT min(key_stage) FROM attainment_result WHERE key_stage > name) FROM stage WHERE name IS NOT NULL)
       SELECT max((SELECT max(academic_year) FROM attainment_result WHERE key_stage = name)) AS value FROM stage`,
    ),
    lastSaved: lastChange && new Date(millisecondsOf(lastChange)).toISOString(),
  };
}
