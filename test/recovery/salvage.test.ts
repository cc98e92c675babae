import { closeSync, copyFileSync, openSync, readSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openForReading } from '#db/open.ts';
import { FirstPageLostError } from '#db/salvage/pageFile.ts';
import { type SalvageOutcome, salvageStore } from '#db/salvage/salvageStore.ts';
import { shipped } from '#test/migrations/support.ts';
import {
  aFilledStore,
  copyOf,
  damagePages,
  expectAllBut,
  type FilledStore,
  overwrite,
  pageSize,
  sameBytes,
  WEEKS,
} from './support.ts';

let filled: FilledStore;
beforeAll(async () => {
  filled = await aFilledStore();
});
afterAll(() => filled.store.close());

/** Damages a copy of the store, salvages it, and hands over the new store's path and what the salvage says of it. */
function salvaged(damage: (store: string) => void, look: (path: string, outcome: SalvageOutcome) => void): void {
  const folder = copyOf(filled);
  const [store, to] = [join(folder, 'children.vsk'), join(folder, 'new.vsk')];
  try {
    damage(store);
    copyFileSync(store, join(folder, 'as it was'));
    const outcome = salvageStore({
      damaged: store,
      key: filled.key,
      to,
      migrationsFolder: shipped,
      now: Date.parse('2025-04-01T09:00:00Z'),
      tell: () => undefined,
      putBack: () => undefined,
      finish: () => undefined,
    });
    expect(sameBytes(store, join(folder, 'as it was'))).toBe(true);
    look(to, outcome);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const of = (table: string, kind = 'leaf') => filled.pages.filter((page) => page.of === table && page.kind === kind);
const numbers = (pages: { number: number }[]) => pages.map(({ number }) => number);
const pagesDamaged = (damaged: readonly number[], least: number) =>
  salvaged(
    (store) => damagePages(store, damaged),
    (path) => {
      expect(expectAllBut(filled, damaged, path).lost).toBeGreaterThanOrEqual(least);
    },
  );

function byteAt(path: string, at: number): number {
  const [file, byte] = [openSync(path, 'r'), Buffer.alloc(1)];
  readSync(file, byte, 0, 1, at);
  closeSync(file);
  return byte[0] ?? 0;
}

describe('salvage of a store of more than 20,000 rows', { timeout: 240_000 }, () => {
  it('that has no damage brings back every row, and what follows from them', () => {
    const rows = [...filled.original.values()].reduce((sum, each) => sum + each.size, 0);
    expect(rows).toBeGreaterThan(20_000);
    salvaged(
      () => undefined,
      (path, outcome) => {
        expect(expectAllBut(filled, [], path).lost).toBe(0);
        expect(outcome.tables.every(({ gaps, rowsSetAside }) => gaps === 0 && rowsSetAside === 0)).toBe(true);
        expect(outcome.tables.reduce((sum, { rowsSaved }) => sum + rowsSaved, 0)).toBe(rows);
        const sums = (store: string) => {
          const reader = openForReading(store, filled.key);
          const found = ['care_period', 'locality_period', 'attendance_rollup', 'cohort_member', 'attendance_days'].map(
            (table) => reader.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number,
          );
          reader.close();
          return found;
        };
        expect(sums(path)).toEqual(sums(join(filled.folder, 'children.vsk')));
        expect(sums(path).every((count) => count > 0)).toBe(true);
      },
    );
  });

  it('with one page of marks lost: its rows are gone, and no other', () =>
    pagesDamaged([of('attendance_week')[100]?.number ?? 0], 10));

  it('with a run of forty pages lost, whatever they held', () => {
    const run = Array.from({ length: 40 }, (_, index) => 500 + index);
    pagesDamaged(run, 1);
  });

  it('with a page above others lost: the rows below it are found without it', () => {
    const inner = of('attendance_week', 'internal');
    expect(inner.length).toBeGreaterThan(0);
    pagesDamaged(numbers(inner), 0);
  });

  it('with every page above others lost, of all tables', () => {
    const inner = filled.pages.filter(
      ({ kind, of: name, number }) => kind === 'internal' && filled.tables.has(name) && number > 1,
    );
    expect(inner.length).toBeGreaterThan(3);
    pagesDamaged(numbers(inner), 0);
  });

  it('with only pages of indexes lost: nothing is', () => {
    const indexes = filled.pages.filter(
      ({ of: name }) => !filled.tables.has(name) && !name.startsWith('sqlite_schema'),
    );
    expect(indexes.length).toBeGreaterThan(100);
    salvaged(
      (store) => damagePages(store, numbers(indexes)),
      (path) => expect(expectAllBut(filled, numbers(indexes), path).lost).toBe(0),
    );
  });

  it('with pages of long texts lost: only their rows', () => {
    const overflow = of('pep_target', 'overflow').slice(0, 3);
    expect(overflow).toHaveLength(3);
    salvaged(
      (store) => damagePages(store, numbers(overflow)),
      (path, outcome) => {
        const { lost } = expectAllBut(filled, numbers(overflow), path);
        expect(lost).toBeGreaterThan(0);
        expect(outcome.tables.find(({ table }) => table === 'pep_target')?.gaps).toBe(lost);
      },
    );
  });

  it('with part of the list of tables lost: tables without their line are found by the log of changes', () => {
    const list = of('sqlite_schema').filter(({ number }) => number > 1);
    expect(list.length).toBeGreaterThan(2);
    for (const page of [list[0], list.at(-1)].flatMap((each) => each ?? []))
      salvaged(
        (store) => damagePages(store, [page.number]),
        (path, outcome) => {
          expect(outcome.listGaps).toBe(1);
          expect(expectAllBut(filled, [page.number], path).lost).toBe(0);
        },
      );
  });

  it('with children lost: who hangs on them is kept together under a row with the id alone', () => {
    const page = of('child')[1]?.number ?? 0;
    salvaged(
      (store) => damagePages(store, [page]),
      (path, outcome) => {
        const { lost } = expectAllBut(filled, [page], path);
        expect(lost).toBeGreaterThan(10);
        const reader = openForReading(path, filled.key);
        const children = reader.prepare('SELECT count(*) FROM child').pluck().get();
        expect(children).toBe(filled.original.get('child')?.size);
        expect(reader.prepare('SELECT count(*) FROM attendance_week').pluck().get()).toBe(
          filled.original.get('attendance_week')?.size,
        );
        const notes = reader.prepare("SELECT count(*) FROM salvaged_row WHERE table_name = 'child'").pluck().get();
        reader.close();
        expect(notes).toBe(lost);
        expect(outcome.tables.every(({ rowsSetAside }) => rowsSetAside === 0)).toBe(true);
      },
    );
  });

  it('with schools lost: enrolments stay without one, and so do their marks; contacts of none are set aside', () => {
    const damaged = numbers(of('school'));
    salvaged(
      (store) => damagePages(store, damaged),
      (path, outcome) => {
        expectAllBut(filled, damaged, path);
        const aside = (table: string) => outcome.tables.find((each) => each.table === table);
        for (const table of ['enrolment', 'attendance_week'])
          expect(aside(table)).toMatchObject({ rowsSaved: filled.original.get(table)?.size, rowsSetAside: 0 });
        const reader = openForReading(path, filled.key);
        expect(reader.prepare('SELECT count(*) FROM enrolment WHERE school_id IS NOT NULL').pluck().get()).toBe(0);
        reader.close();
        expect(aside('child_name')).toMatchObject({ rowsSetAside: 0, gaps: 0 });
      },
    );
  });

  it('with enrolments lost: marks that cannot be without theirs are set aside, word for word, and counted', () => {
    const [page] = of('enrolment');
    salvaged(
      (store) => damagePages(store, [page?.number ?? 0]),
      (path, outcome) => {
        const { lost } = expectAllBut(filled, [page?.number ?? 0], path);
        expect(lost).toBeGreaterThan(5);
        const aside = (table: string) => outcome.tables.find((each) => each.table === table);
        expect(aside('attendance_week')?.rowsSetAside).toBe(lost * WEEKS);
      },
    );
  });

  it('with districts lost: links to them are emptied, and the episodes stay', () => {
    const damaged = numbers(of('district'));
    salvaged(
      (store) => damagePages(store, damaged),
      (path, outcome) => {
        expectAllBut(filled, damaged, path);
        expect(outcome.tables.find(({ table }) => table === 'episode')).toMatchObject({
          rowsSaved: filled.original.get('episode')?.size,
          rowsSetAside: 0,
        });
      },
    );
  });

  it('cut off at its end: what lies before the cut is back', () => {
    const last = Math.floor(filled.pages.length * 0.7);
    const gone = filled.pages.filter(({ number }) => number > last).map(({ number }) => number);
    salvaged(
      (store) => truncateSync(store, last * pageSize + 123),
      (path) => expect(expectAllBut(filled, gone, path).lost).toBeGreaterThan(0),
    );
  });

  it('without its first page says so, and leaves nothing behind', () => {
    for (const damage of [(store: string) => damagePages(store, [1]), (store: string) => truncateSync(store, 50)])
      expect(() => salvaged(damage, () => undefined)).toThrow(FirstPageLostError);
  });

  it('with bytes changed anywhere but in the first page brings back every row of every other page', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 255 })), {
          minLength: 1,
          maxLength: 60,
        }),
        (changes) => {
          const bytes = filled.pages.length * pageSize;
          const places = changes.map(([where, by]) => ({
            at: pageSize + Math.floor(where * (bytes - pageSize - 1)),
            by,
          }));
          const damaged = [...new Set(places.map(({ at }) => Math.floor(at / pageSize) + 1))];
          salvaged(
            (store) => {
              for (const { at, by } of new Map(places.map((place) => [place.at, place])).values())
                overwrite(store, at, Uint8Array.of((byteAt(store, at) + by) % 256));
            },
            (path) => {
              expectAllBut(filled, damaged, path);
            },
          );
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
  });
});
