import type { Row } from '#db/history/change.ts';
import type { Writer } from '#db/write.ts';
import { seedAuthority } from './seedAuthority.ts';

/** What tells a shipped row apart from its neighbours. Places have no such key: an administrator may have renamed them. */
const naturalKeys: Readonly<Record<string, readonly string[]>> = {
  term: ['academic_year', 'term', 'half'],
  bank_holiday: ['date'],
  rule_set: ['kind', 'valid_from'],
  measure: ['code'],
};

/**
 * Puts shipped rows back that were lost from the tables named: without its terms a store would count sessions
 * wrongly, and say nothing of it. Rows that are there, edited or not, stay as they are.
 * @returns how many rows came back, by table
 */
export function seedMissing(writer: Writer, tables: ReadonlySet<string>): Map<string, number> {
  const cameBack = new Map<string, number>();
  seedAuthority({
    insert(table: string, row: Row): string {
      const keys = naturalKeys[table];
      if (!keys || !tables.has(table)) return '';
      const where = keys.map((key) => `"${key}" IS ?`).join(' AND ');
      const there = writer.connection
        .prepare(`SELECT 1 FROM "${table}" WHERE ${where}`)
        .get(...keys.map((key) => row[key] ?? null));
      if (there) return '';
      cameBack.set(table, (cameBack.get(table) ?? 0) + 1);
      return writer.insert(table, row);
    },
  });
  return cameBack;
}
