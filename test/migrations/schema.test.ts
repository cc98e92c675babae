import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSQLiteDrizzleJson } from 'drizzle-kit/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as schema from '#db/schema/everyTable.ts';
import { aBareStore, readJournal, shipped } from './support.ts';

type SnapshotTable = {
  name: string;
  columns: Record<string, { name: string; type: string; primaryKey: boolean; notNull: boolean }>;
  indexes: Record<string, { name: string; columns: string[]; isUnique: boolean }>;
  foreignKeys: Record<string, { columnsFrom: string[]; tableTo: string; columnsTo: string[] }>;
  compositePrimaryKeys: Record<string, { columns: string[] }>;
  checkConstraints: Record<string, { name: string; value: string }>;
};
type Snapshot = { id: string; prevId: string; tables: Record<string, SnapshotTable> };

const readSnapshot = (index: number): Snapshot =>
  JSON.parse(
    readFileSync(join(shipped, 'meta', `${String(index).padStart(4, '0')}_snapshot.json`), 'utf8'),
  ) as Snapshot;
const journal = readJournal();
const newest = readSnapshot(journal.entries.length - 1);

let store: ReturnType<typeof aBareStore>;
beforeAll(() => {
  store = aBareStore();
  store.migrate(shipped);
});
afterAll(() => store.close());

describe('the journal', () => {
  it('numbers its entries from 0 and its times rise strictly: an older time is silently skipped', () => {
    const { entries } = journal;
    expect(entries.map((entry) => entry.idx)).toEqual(entries.map((_entry, index) => index));
    for (const [index, entry] of entries.entries()) expect(entry.when).toBeGreaterThan(entries[index - 1]?.when ?? 0);
  });

  it('says why wherever a table is rebuilt, or goes', () => {
    const reasons = journal.entries.flatMap(({ tag }) => {
      const sql = readFileSync(join(shipped, `${tag}.sql`), 'utf8');
      if (!/DROP TABLE|__new_/.test(sql)) return [];
      return [[tag, /^-- (Rebuild|Gone): (.{20,})/.exec(sql)?.[2] ?? 'no reason']];
    });
    expect(reasons.map(([tag]) => tag)).toEqual([
      '0010_change_log_carried_over',
      '0011_weeks_by_key',
      '0012_words_leave_the_checks',
    ]);
    expect(reasons.filter(([, reason]) => reason === 'no reason')).toEqual([]);
  });

  it('names every migration in the folder, once', () => {
    const files = readdirSync(shipped).filter((name) => name.endsWith('.sql'));
    expect(files.sort()).toEqual(journal.entries.map((entry) => `${entry.tag}.sql`).sort());
  });

  it('has a snapshot for every migration, each the successor of the one before', () => {
    const snapshots = journal.entries.map((entry) => readSnapshot(entry.idx));
    for (const [index, snapshot] of snapshots.entries())
      if (index > 0) expect(snapshot.prevId).toBe(snapshots[index - 1]?.id);
  });
});

describe('the migrated schema', () => {
  const rows = <Row>(sql: string, ...values: unknown[]) => store.connection.prepare(sql).all(...values) as Row[];
  const tables = () =>
    rows<{ name: string; strict: number; type: string }>(
      "SELECT name, strict, type FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    );

  it('is STRICT in every table', () => {
    expect(tables().length).toBeGreaterThan(40);
    expect(tables().filter((table) => table.strict !== 1)).toEqual([]);
  });

  it('has the tables of the snapshot and no other', () => {
    const names = tables().map((table) => table.name);
    expect(names.filter((name) => name !== '__drizzle_migrations').sort()).toEqual(Object.keys(newest.tables).sort());
  });

  it.each(Object.values(newest.tables).map((table) => [table.name, table] as const))(
    '%s is as in the snapshot',
    (name, table) => {
      const columns = rows<{ name: string; type: string; notnull: number; pk: number }>(
        'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid',
        name,
      );
      const key = Object.values(table.compositePrimaryKeys)[0]?.columns ?? [];
      expect(columns.map((each) => [each.name, each.type.toLowerCase(), each.notnull === 1, each.pk > 0])).toEqual(
        Object.values(table.columns).map((each) => [
          each.name,
          each.type,
          each.notNull,
          each.primaryKey || key.includes(each.name),
        ]),
      );
      const indexes = rows<{ name: string; unique: number }>(
        'SELECT name, "unique" FROM pragma_index_list(?) WHERE origin = \'c\' ORDER BY name',
        name,
      ).map((index) => ({
        name: index.name,
        isUnique: index.unique === 1,
        columns: rows<{ name: string }>('SELECT name FROM pragma_index_info(?) ORDER BY seqno', index.name).map(
          (each) => each.name,
        ),
      }));
      expect(indexes).toEqual(
        Object.values(table.indexes)
          .map(({ name: index, isUnique, columns: of }) => ({ name: index, isUnique, columns: of }))
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
      );
      const foreign = rows<{ from: string; table: string; to: string }>(
        'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)',
        name,
      );
      expect(foreign.map((each) => `${each.from} -> ${each.table}.${each.to}`).sort()).toEqual(
        Object.values(table.foreignKeys)
          .map((each) => `${each.columnsFrom[0]} -> ${each.tableTo}.${each.columnsTo[0]}`)
          .sort(),
      );
      const [made] = rows<{ sql: string }>('SELECT sql FROM sqlite_schema WHERE name = ?', name);
      for (const check of Object.values(table.checkConstraints)) {
        expect(made?.sql).toContain(`CONSTRAINT "${check.name}"`);
        // A rebuilt table's CHECK names its columns alone.
        const alone = (text: string) => text.replaceAll(`"${name}".`, '');
        expect(alone(made?.sql ?? '')).toContain(alone(check.value));
      }
      expect((made?.sql.match(/ CHECK\s*\(/g) ?? []).length).toBe(Object.keys(table.checkConstraints).length);
    },
  );

  it('is what the code says: no change of db/schema without its migration', async () => {
    const fromCode = (await generateSQLiteDrizzleJson(schema as never)) as unknown as Snapshot;
    expect(fromCode.tables).toEqual(newest.tables);
  });

  it('holds its CHECKs: a date that is none, a short week', () => {
    const insert = (sql: string) => () => store.connection.exec(sql);
    expect(insert("INSERT INTO bank_holiday VALUES ('x', '1 May 2025', 'May day')")).toThrow(/CHECK/);
    expect(insert("INSERT INTO attendance_week VALUES ('y', '2025-03-03', '/')")).toThrow(/CHECK/);
    expect(insert("INSERT INTO child (id, disabled) VALUES ('x', 'perhaps')")).toThrow(/cannot store TEXT/);
    expect(
      insert(
        "INSERT INTO enrolment (id, child_id, school_id, kind, start_date) VALUES ('x', 'no', 'no', 'main', '2025-03-03')",
      ),
    ).toThrow(/FOREIGN KEY/);
  });
});
