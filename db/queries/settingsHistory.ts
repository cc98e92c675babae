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

/**
 * The batches that changed the profile, newest first. Batches are found by skipping along their index, one step each: the
 * log also holds every mark that was ever imported, and is never read through.
 */
const batches = `WITH RECURSIVE each(batch_id) AS (
    SELECT min(batch_id) FROM change_log WHERE batch_id > ''
    UNION ALL SELECT (SELECT min(batch_id) FROM change_log WHERE change_log.batch_id > each.batch_id) FROM each WHERE batch_id IS NOT NULL),
  found AS (
    SELECT batch_id FROM each WHERE batch_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import_batch WHERE id = batch_id)
      AND EXISTS (SELECT 1 FROM change_log WHERE change_log.batch_id = each.batch_id AND table_name IN (SELECT value FROM json_each(@tables))))`;

export type HistoryRow = { changeId: string; at: string; by: string; what: string; undoable: boolean };

/** A page of the changes of the profile, newest first: who, when, what, and whether nothing was written to their rows since. */
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
      `${batches}, first AS (SELECT found.batch_id, (SELECT min(id) FROM change_log WHERE change_log.batch_id = found.batch_id) AS id FROM found)
       SELECT first.batch_id AS changeId, clock, coalesce(user.name, '') AS by, coalesce(reason, '') AS what FROM first
       JOIN change_log ON change_log.id = first.id LEFT JOIN user ON user.id = actor_id
       ORDER BY first.id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ tables, limit, offset }) as { changeId: string; clock: string; by: string; what: string }[];
  return {
    total,
    rows: rows.map(({ clock, ...row }) => ({
      ...row,
      at: new Date(millisecondsOf(clock)).toISOString(),
      undoable: !writtenSince(reader, row.changeId),
    })),
  };
}

type Entry = { id: string; field: string; old: string | null };
type State = Record<string, string | null> | null;

const asText = (row: Record<string, unknown> | undefined): State =>
  row === undefined
    ? null
    : Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]));

/**
 * Whether a row that a batch wrote is no longer as the batch left it. What was changed and taken back again since counts
 * for nothing: the entries after the batch are played backwards from the row as it is, and must lead to the same row.
 */
export function writtenSince(reader: Reader, batchId: string): boolean {
  const rows = reader
    .prepare(
      'SELECT table_name AS tableName, row_key AS rowKey, max(id) AS lastId FROM change_log WHERE batch_id = ? GROUP BY table_name, row_key',
    )
    .all(batchId) as { tableName: string; rowKey: string; lastId: string }[];
  const later = reader.prepare(
    'SELECT id, field, old FROM change_log WHERE row_key = ? AND table_name = ? AND id > ? ORDER BY id DESC',
  );
  return rows.some(({ tableName, rowKey, lastId }) => {
    const since = later.all(rowKey, tableName, lastId) as Entry[];
    if (since.length === 0) return false;
    const now = asText(
      reader.prepare(`SELECT * FROM "${tableName}" WHERE id = ?`).get(rowKey) as Record<string, unknown>,
    );
    let state = now;
    for (const { field, old } of since) {
      if (field === '*') state = old === null ? null : asText(JSON.parse(old) as Record<string, unknown>);
      else state = { ...state, [field]: old };
    }
    const sorted = (of: State) => JSON.stringify(of && Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)));
    return sorted(state) !== sorted(now);
  });
}

/** What a change of the profile said it does; undefined when there is no such change. */
export const changeWords = (reader: Reader, batchId: string): string | undefined => {
  const row = reader
    .prepare(
      `SELECT reason FROM change_log WHERE batch_id = @batchId AND NOT EXISTS (SELECT 1 FROM import_batch WHERE id = @batchId)
         AND EXISTS (SELECT 1 FROM change_log WHERE batch_id = @batchId AND table_name IN (SELECT value FROM json_each(@tables)))
       ORDER BY id LIMIT 1`,
    )
    .get({ batchId, tables: JSON.stringify(tablesOf('all')) }) as { reason: string | null } | undefined;
  return row ? (row.reason ?? '') : undefined;
};
