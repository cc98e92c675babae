import type { Row, Value } from '#db/history/change.ts';
import type { Writer } from '#db/write.ts';
import type { StoredStretch } from '#domain/calendar/changeFrom.ts';
import type { Reader } from '../context/reader.ts';

/** A table whose rows are stretches of time: for each key at most one value on any day. */
export type TimelineTable = { table: string; key: string; values: readonly string[] };

/** Every fact of the profile that holds from a day to a day, and of which two may never hold at once. */
export const timelines = {
  district: { table: 'locality_district', key: 'district_id', values: ['locality_id'] },
  cohort: { table: 'locality_cohort', key: 'cohort', values: ['locality_id', 'precedence'] },
  staff: { table: 'locality_staff', key: 'locality_id', values: ['full_time_equivalent'] },
  postcodeArea: { table: 'postcode_area', key: 'postcode_area', values: ['district_id'] },
  rule: { table: 'rule_set', key: 'kind', values: ['value', 'source'] },
} as const satisfies Record<string, TimelineTable>;

export const sameValues = (a: Row, b: Row): boolean => Object.keys(a).every((name) => a[name] === b[name]);

/** The stored stretches of one key, oldest first. */
export function stretchesOf(reader: Reader, { table, key, values }: TimelineTable, of: Value): StoredStretch<Row>[] {
  const rows = reader.prepare(`SELECT * FROM "${table}" WHERE "${key}" = ? ORDER BY valid_from`).all(of) as Row[];
  return rows.map((row) => ({
    id: String(row.id),
    from: String(row.valid_from),
    to: row.valid_to === null ? null : String(row.valid_to),
    value: Object.fromEntries(values.map((name) => [name, row[name] ?? null])),
  }));
}

/**
 * Writes a timeline over the stored one, row by row: what is gone first, then what changed, so that no two rows of a key
 * ever begin on the same day, not even half-way.
 */
export function writeStretches(
  writer: Writer,
  timeline: TimelineTable,
  of: Value,
  before: readonly StoredStretch<Row>[],
  after: readonly StoredStretch<Row>[],
): void {
  const { table, key } = timeline;
  const kept = new Set(after.map((each) => each.id));
  for (const { id } of before) if (id !== null && !kept.has(id)) writer.remove(table, id);
  for (const { id, from, to, value } of after) {
    if (id !== null) writer.update(table, id, { ...value, valid_from: from, valid_to: to });
  }
  for (const { id, from, to, value } of after) {
    if (id === null) writer.insert(table, { [key]: of, ...value, valid_from: from, valid_to: to });
  }
}
