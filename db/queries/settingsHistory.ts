import { saidAgain } from '#db/facts/statements.ts';
import { rowsChangedSince } from '#db/history/changedSince.ts';
import { millisecondsOf } from '#db/hybridClock.ts';
import type { Connection, ReadConnection } from '#db/open.ts';

type Reader = Connection | ReadConnection;

/** The tables of the authority's profile, by what they are about. */
export const settingsTables = {
  places: [
    'authority_profile',
    'locality',
    'district',
    'locality_district',
    'locality_cohort',
    'locality_staff',
    'postcode_area',
  ],
  calendar: ['term', 'bank_holiday'],
  targets: ['target', 'rule_set'],
} as const;
export type SettingsSubject = keyof typeof settingsTables | 'all';

const tablesOf = (subject: SettingsSubject): readonly string[] =>
  subject === 'all' ? Object.values(settingsTables).flat() : settingsTables[subject];

/** The batches that changed the profile, with the first set of each; what an import wrote is none. */
const batches = `WITH found AS (
    SELECT batch_id, min(local_no) AS first_no FROM change_set
    WHERE batch_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import_batch WHERE id = batch_id)
      AND EXISTS (SELECT 1 FROM change WHERE change.local_no = change_set.local_no AND table_name IN (SELECT value FROM json_each(@tables)))
    GROUP BY batch_id)`;

export type HistoryRow = { changeId: string; at: string; by: string; what: string; undoable: boolean };

/** A page of the changes of the profile, newest first: who, when, what, and whether nothing was written or said of their rows since. */
export function settingsHistory(
  reader: Reader,
  subject: SettingsSubject,
  offset: number,
  limit: number,
): { total: number; rows: HistoryRow[] } {
  const tables = JSON.stringify(tablesOf(subject));
  const total = reader.prepare(`${batches} SELECT count(*) FROM found`).pluck().get({ tables }) as number;
  const rows = reader
    .prepare(
      `${batches} SELECT found.batch_id AS changeId, clock, coalesce(user.name, '') AS by, coalesce(reason, '') AS what FROM found
       JOIN change_set ON change_set.local_no = found.first_no LEFT JOIN user ON user.id = actor_id
       ORDER BY found.first_no DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ tables, limit, offset }) as { changeId: string; clock: string; by: string; what: string }[];
  return {
    total,
    rows: rows.map(({ clock, ...row }) => ({
      ...row,
      at: new Date(millisecondsOf(clock)).toISOString(),
      undoable: rowsChangedSince(reader, row.changeId) === 0 && saidAgain(reader, row.changeId).imports === 0,
    })),
  };
}

/** What a change of the profile said it does; undefined when there is no such change. */
export const changeWords = (reader: Reader, batchId: string): string | undefined => {
  const row = reader
    .prepare(
      `SELECT reason FROM change_set WHERE batch_id = @batchId AND NOT EXISTS (SELECT 1 FROM import_batch WHERE id = @batchId)
         AND EXISTS (SELECT 1 FROM change WHERE change.local_no = change_set.local_no AND table_name IN (SELECT value FROM json_each(@tables)))
       ORDER BY local_no LIMIT 1`,
    )
    .get({ batchId, tables: JSON.stringify(tablesOf('all')) }) as { reason: string | null } | undefined;
  return row ? (row.reason ?? '') : undefined;
};
