import type { Row } from '#db/history/change.ts';
import { addDays, type PlainDate } from '#domain/calendar/plainDate.ts';
import type { ImportRun } from './importRun.ts';

type DatedRow = Row & { id: string; valid_from: string; valid_to: string | null };

/**
 * Makes a dated fact say what a file says, without overwriting what it said before.
 *
 * The first value known holds from `first`. A different value closes the row in force the day before `from` (the date
 * the file gives, otherwise the day of the import) and opens a new one; a value that began on that day or later is
 * corrected in place, and the history keeps what it was. The same value changes nothing.
 * Source: architecture.md section 4 (facts carry valid-from and valid-to).
 *
 * @param key the columns that say whose fact and of which kind; `values` the fact itself; `whenChanged` columns that are
 *   written only with a later value.
 * @example a child named SMITH since birth, JONES in a list imported on 2025-03-31: SMITH until 2025-03-30, JONES from 2025-03-31
 */
export function setDatedFact(
  run: ImportRun,
  table: string,
  key: Row,
  values: Row,
  dates: { first: PlainDate; from?: PlainDate | null },
  options: { atFirst?: Row; whenChanged?: Row } = {},
): 'added' | 'changed' | 'unchanged' {
  const where = Object.keys(key)
    .map((column) => `"${column}" = ?`)
    .join(' AND ');
  const latest = run.one<DatedRow>(
    `SELECT * FROM "${table}" WHERE ${where} ORDER BY valid_to IS NOT NULL, valid_from DESC LIMIT 1`,
    ...Object.values(key),
  );
  const { writer, today } = run;
  if (!latest || latest.valid_to !== null) {
    const first = latest?.valid_to && latest.valid_to >= dates.first ? addDays(latest.valid_to, 1) : dates.first;
    writer.insert(table, { ...key, ...values, ...options.atFirst, valid_from: first, valid_to: null });
    return 'added';
  }
  if (Object.entries(values).every(([column, value]) => (latest[column] ?? null) === (value ?? null)))
    return 'unchanged';
  const from = dates.from ?? today;
  const now = { ...values, ...options.whenChanged };
  if (latest.valid_from >= from) writer.update(table, latest.id, now);
  else {
    writer.update(table, latest.id, { valid_to: addDays(from, -1) });
    writer.insert(table, { ...key, ...options.atFirst, ...now, valid_from: from, valid_to: null });
  }
  return 'changed';
}
