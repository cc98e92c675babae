import { millisecondsOf } from '#db/hybridClock.ts';
import type { ReadConnection } from '#db/open.ts';
import { addDays } from '#domain/calendar/plainDate.ts';

/** How recent each source is, for the bottom line of the window; null where nothing has been imported. */
export function readFreshness(reader: ReadConnection) {
  const one = <Value>(sql: string): Value | null =>
    (reader.prepare(sql).get() as { value: Value | null } | undefined)?.value ?? null;
  // The latest month comes from the sums, so that only its weeks are looked through.
  const lastMarkedWeek = one<string>(
    `SELECT max(week_start) AS value FROM attendance_week JOIN enrolment ON enrolment.id = enrolment_id WHERE child_id IN (
       SELECT child_id FROM attendance_rollup WHERE academic_year = (SELECT max(academic_year) FROM attendance_rollup)
         AND month = (SELECT max(month) FROM attendance_rollup WHERE academic_year = (SELECT max(academic_year) FROM attendance_rollup)))`,
  );
  const lastChange = one<string>('SELECT clock AS value FROM change_log ORDER BY id DESC LIMIT 1');
  return {
    lookedAfterList: one<string>(
      `SELECT substr(max(at), 1, 10) AS value FROM import_batch WHERE state = 'committed' AND files LIKE '%"format":"looked-after-list"%'`,
    ),
    attendance: lastMarkedWeek && addDays(lastMarkedWeek, 4),
    results: one<string>('SELECT max(academic_year) AS value FROM attainment_result'),
    lastSaved: lastChange && new Date(millisecondsOf(lastChange)).toISOString(),
  };
}
