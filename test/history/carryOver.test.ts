import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Row, unpackRows } from '#db/history/change.ts';
import { checkHistory } from '#db/history/checkHistory.ts';
import { newId } from '#db/newId.ts';
import { facts, rewind } from '#test/make/rewind.ts';
import { weekOf } from '#test/make/weekOf.ts';
import { aBareStore, migrationsUpTo, shipped } from '#test/migrations/support.ts';

let store: ReturnType<typeof aBareStore>;
let child: string;
let enrolment: string;
let tick = 0;
beforeEach(() => {
  tick = 0;
  store = aBareStore();
  store.migrate(migrationsUpTo(8, store.folder));
  store.connection.prepare("INSERT INTO store_info VALUES ('deviceId', 'device')").run();
  child = old.insert('child', { disabled: 0 });
  const school = old.insert('school', { urn: '118264', name: 'A School' });
  enrolment = old.insert('enrolment', {
    child_id: child,
    school_id: school,
    kind: 'main',
    start_date: '2021-09-01',
    alternative_provision: 0,
  });
});
afterEach(() => store.close());

/** Writes as version 0.2 did: values as text, an added row without its values, weeks with their ids alone. */
const log = (table: string, rowKey: string, field: string, before: unknown, now: unknown, batch: string | null) => {
  tick += 1;
  const text = (value: unknown) => (value === null ? null : String(value));
  store.connection
    .prepare('INSERT INTO change_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      newId(),
      table,
      rowKey,
      field,
      text(before),
      text(now),
      'user',
      'device',
      tick.toString(16).padStart(11, '0').padEnd(16, '0'),
      batch,
      batch && 'why',
    );
};
const old = {
  put(table: string, row: Row): string {
    const id = newId();
    const whole: Row = { id, ...row };
    store.connection
      .prepare(
        `INSERT INTO "${table}" (${Object.keys(whole).join(', ')}) VALUES (${Object.keys(whole)
          .map(() => '?')
          .join(', ')})`,
      )
      .run(...Object.values(whole));
    return id;
  },
  insert(table: string, row: Row, batch: string | null = null): string {
    const id = old.put(table, row);
    log(table, id, '*', null, null, batch);
    return id;
  },
  insertMany(table: string, owner: string, rows: readonly Row[], batch: string | null = null): void {
    log(table, owner, '+', null, JSON.stringify(rows.map((row) => old.put(table, row))), batch);
  },
  update(table: string, id: string, changes: Row, batch: string | null = null): void {
    const before = store.connection.prepare(`SELECT * FROM "${table}" WHERE id = ?`).get(id) as Row;
    for (const [field, value] of Object.entries(changes)) {
      if (before[field] === value) continue;
      store.connection.prepare(`UPDATE "${table}" SET "${field}" = ? WHERE id = ?`).run(value, id);
      log(table, id, field, before[field] ?? null, value, batch);
    }
  },
  remove(table: string, id: string, batch: string | null = null): void {
    const before = store.connection.prepare(`SELECT * FROM "${table}" WHERE id = ?`).get(id);
    store.connection.prepare(`DELETE FROM "${table}" WHERE id = ?`).run(id);
    log(table, id, '*', JSON.stringify(before), null, batch);
  },
};

const sets = () =>
  store.connection
    .prepare('SELECT local_no AS localNo, batch_id AS batchId, reason, clock FROM change_set ORDER BY local_no')
    .all() as { localNo: number; batchId: string | null; reason: string | null; clock: string }[];
const changesOf = (rowId: string) =>
  store.connection
    .prepare('SELECT field, old, new, subject_id AS subject FROM change WHERE row_id = ? ORDER BY local_no, ord')
    .all(rowId) as { field: string; old: string | null; new: string | null; subject: string | null }[];

describe('the log of version 0.2, carried over', () => {
  it('has the values that it did not keep: an added row as it was added, numbers as numbers', () => {
    const id = old.insert('suspension', {
      child_id: child,
      category: 'SUSP',
      start_date: '2024-01-08',
      sessions: 4,
      status: 'issued',
      exam_affected: 0,
    });
    old.update('suspension', id, { sessions: 6, status: 'cancelled' });
    store.migrate(shipped);
    expect(changesOf(id)).toMatchObject([
      { field: '*', old: null, subject: child },
      { field: 'sessions', old: '4', new: '6', subject: child },
      { field: 'status', old: '"issued"', new: '"cancelled"', subject: child },
    ]);
    expect(JSON.parse(changesOf(id)[0]?.new ?? '')).toMatchObject({ id, sessions: 4, status: 'issued' });
  });

  it('knows a row that is gone, and the child it was about', () => {
    const id = old.insert('sen_status', { child_id: child, status: 'K', valid_from: '2024-01-01' });
    old.update('sen_status', id, { status: 'E' });
    old.remove('sen_status', id);
    store.migrate(shipped);
    const [added, , removed] = changesOf(id);
    expect(JSON.parse(added?.new ?? '')).toMatchObject({ status: 'K' });
    expect(JSON.parse(removed?.old ?? '')).toMatchObject({ status: 'E' });
    expect(changesOf(id).map(({ subject }) => subject)).toEqual([child, child, child]);
  });

  it('has weeks that were added together as they were, whatever became of them', () => {
    const week = (monday: string, mark: string) => ({
      enrolment_id: enrolment,
      week_start: monday,
      marks: weekOf(mark),
    });
    old.insertMany('attendance_week', enrolment, [week('2024-09-02', '/'), week('2024-09-09', 'I')], 'batch');
    const [first, second] = store.connection
      .prepare('SELECT id FROM attendance_week ORDER BY week_start')
      .pluck()
      .all() as [string, string];
    old.update('attendance_week', first, { marks: weekOf('L') });
    old.remove('attendance_week', second);
    store.migrate(shipped);
    const [together] = changesOf(enrolment).filter(({ field }) => field === '+');
    expect(unpackRows(together?.new ?? '')).toEqual([week('2024-09-02', '/'), week('2024-09-09', 'I')]);
    // A week is known by its key from here on, in what had happened to it too.
    expect(changesOf(`${enrolment} 2024-09-02`).map(({ field }) => field)).toEqual(['marks']);
    expect(JSON.parse(changesOf(`${enrolment} 2024-09-09`)[0]?.old ?? '')).toEqual(week('2024-09-09', 'I'));
    expect(together?.subject).toBe(child);
  });

  it('is a set for each batch, and for what one person wrote within a moment; the old table is gone', () => {
    old.update('child', child, { sex: 'F' }, 'an import');
    old.update('child', child, { ethnicity: 'WBRI' }, 'an import');
    old.update('child', child, { sex: 'M' });
    tick += 100_000;
    old.update('child', child, { sex: 'F' });
    store.migrate(shipped);
    expect(sets().map(({ batchId, reason }) => [batchId, reason])).toEqual([
      [null, null],
      ['an import', 'why'],
      [null, null],
      [null, null],
    ]);
    expect(store.connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'change_log'").get()).toBeUndefined();
    expect(checkHistory(store.connection)).toEqual({ sets: 4, broken: 0 });
  });

  it('rewinds across the upgrade: every moment of a random history of 0.2 comes back as it was', () => {
    type Act = { act: 'add' | 'together' | 'change' | 'remove'; number: number; batch: boolean };
    const acts = fc.array(
      fc.record<Act>({
        act: fc.constantFrom('add', 'together', 'change', 'remove'),
        number: fc.integer({ min: 0, max: 500 }),
        batch: fc.boolean(),
      }),
      { minLength: 1, maxLength: 25 },
    );
    const monday = (number: number) => new Date(Date.UTC(2015, 0, 5 + number * 7)).toISOString().slice(0, 10);
    fc.assert(
      fc.property(acts, fc.nat(), (list, pick) => {
        store.close();
        store = aBareStore();
        store.migrate(migrationsUpTo(8, store.folder));
        store.connection.prepare("INSERT INTO store_info VALUES ('deviceId', 'device')").run();
        child = old.insert('child', { disabled: 0 });
        const school = old.insert('school', { urn: '118264', name: 'A School' });
        const spec = { child_id: child, school_id: school, kind: 'main', start_date: '2015-01-01' };
        enrolment = old.insert('enrolment', { ...spec, alternative_provision: 0 });
        const moments: { clock: number; rows: Record<string, Row[]> }[] = [];
        for (const { act, number, batch } of list) {
          const of = batch ? `batch ${number % 3}` : null;
          const weeks = store.connection.prepare('SELECT id, week_start FROM attendance_week').all() as Row[];
          const some = weeks[number % Math.max(1, weeks.length)];
          const free = [number, number + 1].filter((each) => !weeks.some((week) => week.week_start === monday(each)));
          const row = (each: number) => ({ enrolment_id: enrolment, week_start: monday(each), marks: weekOf('/') });
          if (act === 'add' && free[0] !== undefined) old.insert('attendance_week', row(free[0]), of);
          if (act === 'together') old.insertMany('attendance_week', enrolment, free.map(row), of);
          if (act === 'change' && some) old.update('attendance_week', String(some.id), { marks: weekOf('I') }, of);
          if (act === 'remove' && some) old.remove('attendance_week', String(some.id), of);
          moments.push({ clock: tick, rows: facts(store.connection) });
          // Somebody else's moment: what follows is a set of its own.
          tick += 100_000;
        }
        store.migrate(shipped);
        // A batch that goes on over a moment is one set: it is the moments between sets that can be gone back to.
        const ticks = sets().map(({ localNo, clock }) => ({ localNo, clock: Number.parseInt(clock.slice(0, 11), 16) }));
        const between = moments.filter(({ clock }) => ticks.some((set) => set.clock === clock));
        const moment = between[pick % Math.max(1, between.length)] ?? { clock: 0, rows: {} };
        expect(between.length).toBeGreaterThan(0);
        const until = ticks.findLast(({ clock }) => clock <= moment.clock);
        store.connection.pragma('foreign_keys = OFF');
        rewind(store.connection, until?.localNo ?? 0);
        const weeks = moment.rows.attendance_week?.map(({ id: _id, ...week }) => week) ?? [];
        const byKey = (one: Row, other: Row) => (String(one.week_start) < String(other.week_start) ? -1 : 1);
        expect(facts(store.connection)).toEqual({
          school_link: [],
          row_alias: [],
          user_role: [],
          ...moment.rows,
          attendance_week: weeks.toSorted(byKey),
        });
      }),
      { numRuns: 25 },
    );
  });
});
