import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NewerStoreError } from '#db/migrate.ts';
import { openForReading } from '#db/open.ts';
import { childWithMarks, childWithoutSchool, fillStoreOf0000, thanet } from './storeOf0000.ts';
import { aBareStore, contents, derived, migrationsAndThen, migrationsUpTo, readJournal, shipped } from './support.ts';

let store: ReturnType<typeof aBareStore>;
beforeEach(() => {
  store = aBareStore();
});
afterEach(() => store.close());

/** What the old log said is in the change sets since 0009; weeks of marks lose their id, and are known by their key. */
const facts = () => {
  const { attendance_week: weeks = [], ...rest } = contents(store.connection, [
    ...derived,
    'change_log',
    'change',
    'change_set',
  ]);
  const byKey = weeks.map((week) => {
    const { enrolment_id, week_start, marks } = week as Record<string, string>;
    return { enrolment_id, week_start, marks };
  });
  return {
    ...rest,
    attendance_week: byKey.toSorted((a, b) => String(a.week_start).localeCompare(String(b.week_start))),
  };
};
const all = (sql: string) => store.connection.prepare(sql).all();
const backupsMade = () => (existsSync(store.backups) ? readdirSync(store.backups) : []);

function aFilledStoreOf0000(): void {
  store.migrate(migrationsUpTo(0, store.folder));
  fillStoreOf0000(store.connection);
}

describe('from 0000, with data', () => {
  beforeEach(() => aFilledStoreOf0000());

  it('keeps every row of every table', () => {
    const before: Record<string, unknown[]> = facts();
    expect(Object.values(before).flat().length).toBeGreaterThan(40);
    expect(store.migrate(shipped)).toBe(readJournal().entries.length - 1);
    const after: Record<string, unknown[]> = facts();
    // Tables that came later begin empty; a result that came with its own date keeps it as the day it was issued.
    const results = (before.attainment_result as { received_on: string }[]).map((row) => ({
      ...row,
      issued_on: row.received_on,
      qualification: null,
    }));
    const later = {
      draft: [],
      salvaged_row: [],
      secret_placement: [],
      import_question: [],
      row_alias: [],
      school_link: [],
    };
    const filledIn = (rows: unknown[] | undefined, columns: Record<string, null>) =>
      rows?.map((row) => ({ ...(row as object), ...columns }));
    expect(after).toEqual({
      ...later,
      statement: [],
      ...before,
      attainment_result: results,
      attainment_target: filledIn(before.attainment_target, { issued_on: null, received_on: null }),
      pep: filledIn(before.pep, { reference: null }),
      possible_leaver: filledIn(before.possible_leaver, { left_on: null, reason: null, decided_by: null }),
      user_role: (before.user as { id: string; role: string; locality_id: string | null }[]).map(
        ({ id, role, locality_id }) => ({ id, user_id: id, role, locality_id, valid_from: null, valid_to: null }),
      ),
    });
    expect(store.connection.pragma('foreign_key_check')).toEqual([]);
    expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(store.connection.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('gives children who were there before their cohort rows and yearly sums', () => {
    store.migrate(shipped);
    // In care since June 2022: looked after on 31 March from 2022/23, for twelve months by then from 2023/24.
    const cohort = [
      { academic_year: '2022/23', lac12: 0, nc_year: 4 },
      { academic_year: '2023/24', lac12: 1, nc_year: 5 },
      { academic_year: '2024/25', lac12: 1, nc_year: 6 },
    ];
    expect(all('SELECT * FROM cohort_member ORDER BY child_id, academic_year')).toEqual(
      [childWithMarks, childWithoutSchool].flatMap((child_id) =>
        cohort.map((row) => ({ ...row, child_id, own: 1, locality: thanet, uasc: 0, sen_status: 'K' })),
      ),
    );
    expect(
      all('SELECT academic_year, child_id, attended, authorised, last_month FROM attendance_year ORDER BY 1'),
    ).toEqual([
      { academic_year: '2023/24', child_id: childWithMarks, attended: 9, authorised: 1, last_month: '2024-03' },
      { academic_year: '2024/25', child_id: childWithMarks, attended: 9, authorised: 1, last_month: '2025-03' },
    ]);
    expect(
      all('SELECT academic_year, month, attended, authorised, locality, in_care FROM attendance_rollup ORDER BY 1'),
    ).toEqual([
      { academic_year: '2023/24', month: '2024-03', attended: 9, authorised: 1, locality: thanet, in_care: 1 },
      { academic_year: '2024/25', month: '2025-03', attended: 9, authorised: 1, locality: thanet, in_care: 1 },
    ]);
  });

  it('is backed up first: the copy opens with the key and holds what was there, at the old version', () => {
    const before = contents(store.connection);
    store.migrate(shipped);
    expect(backupsMade()).toEqual([expect.stringMatching(/^backup-.*-migration\.vsk$/)]);
    const copy = openForReading(join(store.backups, backupsMade()[0] ?? ''), store.key);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(contents(copy as never)).toEqual(before);
    copy.close();
  });

  it('does not begin when the backup cannot be written', () => {
    const before = contents(store.connection);
    mkdirSync(store.folder, { recursive: true });
    writeFileSync(store.backups, 'a file where the folder of backups should be');
    expect(() => store.migrate(shipped)).toThrow();
    expect(contents(store.connection)).toEqual(before);
  });
});

describe('every migration, one version after the other', () => {
  it('can be reached step by step or at once, with the same schema', () => {
    const schemaOf = () =>
      all("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name");
    aFilledStoreOf0000();
    store.migrate(shipped);
    const stepwise = schemaOf();
    const fresh = aBareStore();
    fresh.migrate(shipped);
    expect(stepwise).toEqual(
      fresh.connection
        .prepare(
          "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
        )
        .all(),
    );
    fresh.close();
  });

  it('runs once: a store of this version is neither migrated nor backed up again', () => {
    aFilledStoreOf0000();
    store.migrate(shipped);
    const made = backupsMade();
    expect(store.migrate(shipped)).toBe(0);
    expect(backupsMade()).toEqual(made);
  });

  it('backs nothing up when the store is new', () => {
    expect(store.migrate(shipped)).toBeGreaterThan(1);
    expect(backupsMade()).toEqual([]);
  });
});

describe('a store of a newer version', () => {
  it('is refused and unchanged, byte for byte', () => {
    aFilledStoreOf0000();
    store.migrate(migrationsAndThen('CREATE TABLE later (id text PRIMARY KEY) STRICT;', store.folder));
    store.reopen();
    const before = readFileSync(store.path);
    const backups = backupsMade();
    expect(() => store.migrate(shipped)).toThrow(NewerStoreError);
    store.reopen();
    expect(readFileSync(store.path).equals(before)).toBe(true);
    expect(backupsMade()).toEqual(backups);
  });
});

describe('a migration that fails', () => {
  const broken = {
    'in its second statement': `CREATE TABLE later (id text PRIMARY KEY) STRICT;\n--> statement-breakpoint\nDELETE FROM pep_target;\n--> statement-breakpoint\nINSERT INTO nowhere VALUES (1);`,
    'by leaving rows without their parent': 'DELETE FROM child;',
    'by breaking what the derived rows are made from': 'DROP TABLE term;',
  };
  it.each(Object.entries(broken))('%s leaves the store as it was', (_how, sql) => {
    aFilledStoreOf0000();
    store.migrate(shipped);
    const schema = all('SELECT name, sql FROM sqlite_schema ORDER BY name');
    const before = contents(store.connection);
    expect(() => store.migrate(migrationsAndThen(sql, store.folder, 'broken'))).toThrow();
    expect(store.connection.inTransaction).toBe(false);
    expect(store.connection.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(contents(store.connection)).toEqual(before);
    expect(all('SELECT name, sql FROM sqlite_schema ORDER BY name')).toEqual(schema);
    store.reopen();
    expect(contents(store.connection)).toEqual(before);
    expect(store.migrate(shipped)).toBe(0);
  });

  it('would be noticed if a table rebuild dropped rows: the rebuild keeps the children of a rebuilt parent', () => {
    aFilledStoreOf0000();
    store.migrate(shipped);
    const { sql } = store.connection.prepare("SELECT sql FROM sqlite_schema WHERE name = 'child'").get() as {
      sql: string;
    };
    const rebuild = (rows: string) =>
      [
        sql
          .replace(/CREATE TABLE [`"]child[`"]/, 'CREATE TABLE `__new_child`')
          .replaceAll('"child".', '"__new_child".'),
        `INSERT INTO \`__new_child\` SELECT * FROM \`child\`${rows}`,
        'DROP TABLE `child`',
        'ALTER TABLE `__new_child` RENAME TO `child`',
      ].join(';\n--> statement-breakpoint\n');
    const before = facts();
    expect(() => store.migrate(migrationsAndThen(rebuild(' LIMIT 1'), store.folder, 'losing'))).toThrow(
      'Rebuilding child would have lost 1 rows.',
    );
    expect(facts()).toEqual(before);
    store.migrate(migrationsAndThen(rebuild(''), store.folder, 'rebuilt'));
    expect(facts()).toEqual(before);
  });
});

describe('each migration, from the version before it, with data', () => {
  const steps = readJournal().entries.slice(1);
  it.each(steps.map((entry) => [entry.tag, entry.idx] as const))('%s keeps every row', (_tag, idx) => {
    aFilledStoreOf0000();
    for (let earlier = 1; earlier < idx; earlier += 1) store.applySqlOf(earlier);
    const before: Record<string, unknown[]> = facts();
    // What derives from the facts is rebuilt by today's rules, which know the newest tables only.
    if (idx === steps.length) expect(store.migrate(shipped)).toBe(1);
    else store.applySqlOf(idx);
    const after: Record<string, unknown[]> = facts();
    // Columns may have been added; what was there is there.
    for (const [table, rows] of Object.entries(before))
      expect(after[table]).toEqual(rows.map((row) => expect.objectContaining(row as object)));
    expect(store.connection.pragma('foreign_key_check')).toEqual([]);
    expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});
