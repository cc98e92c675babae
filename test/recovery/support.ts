import { closeSync, cpSync, mkdtempSync, openSync, readFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { rowIdOf } from '#db/history/rowKey.ts';
import { openForReading } from '#db/open.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';
import { derived } from '#test/migrations/support.ts';

export const pageSize = 4096;
const CHILDREN = 420;
export const WEEKS = 38;

const inKeyOrder = new Set(['attendance_week', 'change', 'change_set']);

type Row = Record<string, unknown>;
/** Rows of a table by what tells them apart, each as JSON. */
export type Rows = Map<string, string>;
/** A page of a store as SQLite itself counts it (its dbstat table), independent of what a salvage reads. */
export type Page = { number: number; of: string; kind: 'leaf' | 'internal' | 'overflow'; rows: number };

export type FilledStore = {
  store: TestStore;
  folder: string;
  key: Buffer;
  /** Of every table but the derived ones, as they were before anything was damaged. */
  original: Map<string, Rows>;
  pages: Page[];
  /** Names of tables; other names in `pages` are indexes. */
  tables: Set<string>;
};

const nameOf = (table: string, row: Row): string => rowIdOf(table, row as Record<string, string>);

/** Every row of every table that a salvage must bring back. */
export function rowsOf(path: string, key: Buffer): Map<string, Rows> {
  const reader = openForReading(path, key);
  try {
    const tables = reader
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
      .pluck()
      .all() as string[];
    return new Map(
      tables
        .filter((table) => !derived.includes(table))
        .map((table) => [
          table,
          new Map(
            (reader.prepare(`SELECT * FROM "${table}"`).all() as Row[]).map((row) => [
              nameOf(table, row),
              JSON.stringify(row),
            ]),
          ),
        ]),
    );
  } finally {
    reader.close();
  }
}

/** A locked store of more than 20,000 rows: children with names, care, schools, PEPs with long texts, and a year of marks. */
export async function aFilledStore(): Promise<FilledStore> {
  const store = await aStore({ today: '2025-03-31' });
  const districtId = store.district('Thanet');
  const weeks = Object.fromEntries(
    Array.from({ length: WEEKS }, (_, week) => [addDays('2024-09-02', week * 7), weekOf('/')]),
  );
  for (let start = 0; start < CHILDREN; start += 60)
    await store.write((writer) => {
      const schoolId = aSchool(writer);
      for (let index = start; index < start + 60; index += 1)
        aChild(writer, {
          name: { forename: 'Sam', surname: `Zzyzx${index}` },
          sex: 'F',
          districtId,
          socialWorker: 'Test Worker',
          sen: [{ status: 'K' }],
          enrolments: [{ schoolId, start: '2024-09-01', ncYear: 7, weeks }],
          peps:
            index % 5 === 0
              ? [{ due: '2025-01-31', held: '2025-01-10', targets: [{ what: 'x'.repeat(6000), who: 'Teacher' }] }]
              : [],
        });
    });
  const key = store.context.store.copyKey();
  store.host.lock();
  const folder = join(store.folder, 'store');
  const path = join(folder, 'children.vsk');
  const reader = openForReading(path, key);
  const pages = (
    reader.prepare('SELECT pageno AS number, name AS "of", pagetype AS kind, ncell AS rows FROM dbstat').all() as Page[]
  ).sort((a, b) => a.number - b.number);
  const tables = new Set(
    reader.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[],
  );
  reader.close();
  return { store, folder, key, original: rowsOf(path, key), pages, tables };
}

/** The folder of a filled store again, to be damaged. */
export function copyOf({ folder }: FilledStore): string {
  const copy = mkdtempSync(join(tmpdir(), 'vsk-damaged-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Writes over bytes of a file. */
export function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

/** Spoils the middle of pages. */
export function damagePages(path: string, numbers: readonly number[]): void {
  for (const number of numbers) overwrite(path, (number - 1) * pageSize + 1000, Buffer.alloc(64, 0xa5));
}

/** Which rows came back as they were: in their table, or set aside in the salvaged store, word for word. */
export function comeBack(original: Map<string, Rows>, path: string, key: Buffer): Map<string, Set<string>> {
  const now = rowsOf(path, key);
  const back = new Map<string, Set<string>>();
  const found = (table: string, row: string) => back.set(table, (back.get(table) ?? new Set()).add(row));
  for (const [table, rows] of original)
    for (const [row, content] of rows) if (now.get(table)?.get(row) === content) found(table, row);
  for (const content of now.get('salvaged_row')?.values() ?? []) {
    const aside = JSON.parse(content) as { table_name: string; row_key: string; content: string };
    if (aside.table_name !== 'unknown') {
      if (original.get(aside.table_name)?.get(aside.row_key) === aside.content) found(aside.table_name, aside.row_key);
      continue;
    }
    const { values } = JSON.parse(aside.content) as { values: string };
    for (const [table, rows] of original) {
      const row = rows.get(aside.row_key);
      if (row && JSON.stringify(Object.values(JSON.parse(row) as Row)) === values) found(table, aside.row_key);
    }
  }
  return back;
}

/**
 * Proves that what did not come back was on the damaged pages: of each table exactly as many rows as those leaves held, and at
 * most one more for each damaged overflow page.
 */
export function expectAllBut(filled: FilledStore, damaged: readonly number[], path: string): { lost: number } {
  const back = comeBack(filled.original, path, filled.key);
  const hit = filled.pages.filter(({ number }) => damaged.includes(number));
  let lost = 0;
  for (const [table, rows] of filled.original) {
    const missing = rows.size - (back.get(table)?.size ?? 0);
    const of = hit.filter((page) => page.of === table);
    // Tables in key order: pages above their leaves hold rows too.
    const withRows = inKeyOrder.has(table) ? ['leaf', 'internal'] : ['leaf'];
    const onLeaves = of.filter(({ kind }) => withRows.includes(kind)).reduce((sum, page) => sum + page.rows, 0);
    const overflows = of.filter(({ kind }) => kind === 'overflow').length;
    expect({ table, missing, least: onLeaves }).toEqual({ table, missing, least: Math.min(missing, onLeaves) });
    expect({ table, missing, most: onLeaves + overflows }).toEqual({
      table,
      missing,
      most: Math.max(missing, onLeaves + overflows),
    });
    lost += missing;
  }
  const reader = openForReading(path, filled.key);
  expect(reader.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(reader.pragma('foreign_key_check')).toEqual([]);
  reader.close();
  return { lost };
}

/** Whether a file's bytes are those of another. */
export const sameBytes = (one: string, other: string): boolean => readFileSync(one).equals(readFileSync(other));
