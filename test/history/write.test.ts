import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Change, changeColumns, type Row, unpackRows } from '#db/history/change.ts';
import { rowsChangedSince } from '#db/history/changedSince.ts';
import { rowIdOf, whereRow } from '#db/history/rowKey.ts';
import { HybridClock } from '#db/hybridClock.ts';
import type { Writer } from '#db/write.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, cheapStretch, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';

type Logged = Change & {
  actorId: string;
  deviceId: string;
  clock: string;
  batchId: string | null;
  reason: string | null;
};

let store: TestStore;
let childId: string;
let enrolmentId: string;
beforeAll(async () => {
  store = await aStore();
  childId = await store.write((writer) => {
    const schoolId = aSchool(writer);
    return aChild(writer, { enrolments: [{ schoolId, start: '2021-09-01', weeks: { '2025-03-03': weekOf('/') } }] });
  });
  enrolmentId = read<{ id: string }>('SELECT id FROM enrolment')[0]?.id ?? '';
});
afterAll(() => store.close());

const read = <Each>(sql: string, ...values: unknown[]) => store.context.reader.prepare(sql).all(...values) as Each[];
const logged = () =>
  read<Logged>(
    `SELECT ${changeColumns}, actor_id AS actorId, device_id AS deviceId, clock, batch_id AS batchId, reason
     FROM change JOIN change_set USING (local_no) ORDER BY local_no, ord`.replaceAll('change.local_no', 'local_no'),
  );
/** What a transaction logged. */
async function logOf(work: (writer: Writer) => unknown, options: { batchId?: string; reason?: string } = {}) {
  const before = logged().length;
  await store.context.write(work, options);
  return logged().slice(before);
}
const short = (entries: Logged[]) =>
  entries.map(({ tableName, field, old, new: now }) => [tableName, field, valueIn(old), valueIn(now)]);
/** `undefined` is 'there was nothing', `null` an empty field. */
const valueIn = (json: string | null): unknown => (json === null ? undefined : JSON.parse(json));

describe('a written row', () => {
  it('logs who, on which device, when, in which batch and why', async () => {
    const device = read<{ value: string }>("SELECT value FROM store_info WHERE key = 'deviceId'")[0]?.value;
    const [entry] = await logOf((writer) => writer.insert('bank_holiday', { date: '2030-06-03', name: 'A holiday' }), {
      batchId: 'a batch',
      reason: 'a test',
    });
    expect(entry).toMatchObject({
      tableName: 'bank_holiday',
      field: '*',
      old: null,
      subjectId: null,
      actorId: store.context.user.id,
      deviceId: device,
      batchId: 'a batch',
      reason: 'a test',
    });
    expect(entry?.rowId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8/);
    expect(JSON.parse(entry?.new ?? '')).toEqual(read('SELECT * FROM bank_holiday WHERE id = ?', entry?.rowId)[0]);
  });

  it('says which child it is about, also where the row names another row of the child', async () => {
    const [week] = read<{ id: string }>("SELECT enrolment_id || ' ' || week_start AS id FROM attendance_week");
    const entries = await logOf((writer) => {
      const pep = writer.insert('pep', {
        child_id: childId,
        version: 1,
        reason: 'review',
        due_on: '2025-03-20',
        status: 'due',
      });
      writer.insert('pep_section', { pep_id: pep, section: 'attendance', filled: 1, grade: 'green' });
      writer.update('child', childId, { disabled: 1 });
      writer.update('attendance_week', week?.id ?? '', { marks: weekOf('L') });
      writer.update('attendance_week', week?.id ?? '', { marks: weekOf('/') });
      writer.update('child', childId, { disabled: 0 });
      writer.remove('pep_section', writer.connection.prepare('SELECT id FROM pep_section').pluck().get() as string);
      writer.remove('pep', pep);
    });
    expect(entries).toHaveLength(8);
    expect(new Set(entries.map(({ subjectId }) => subjectId))).toEqual(new Set([childId]));
  });

  it('is refused where it has a column that the table has not', async () => {
    await expect(
      store.context.write((writer) => writer.insert('bank_holiday', { date: '2030-01-01', name: 'x', nmae: 'y' })),
    ).rejects.toThrow('There is no column nmae in bank_holiday.');
  });

  it('is refused where a column would hold a word it does not know: words are no CHECK of the schema', async () => {
    await expect(store.context.write((writer) => writer.update('child', childId, { sex: 'male' }))).rejects.toThrow(
      "child.sex cannot be 'male'.",
    );
    await expect(
      store.context.write((writer) =>
        writer.insert('sen_status', { child_id: childId, status: 'X', valid_from: '2024-01-01' }),
      ),
    ).rejects.toThrow("sen_status.status cannot be 'X'.");
    expect(read<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE sql LIKE '% IN (%'")).toEqual([]);
  });

  it('logs each field that an update changes, with what was there, and no other', async () => {
    const changed = await logOf((writer) =>
      writer.update('child', childId, { sex: 'F', ethnicity: 'WBRI', disabled: 0, first_language: null }),
    );
    expect(short(changed)).toEqual([
      ['child', 'sex', null, 'F'],
      ['child', 'ethnicity', null, 'WBRI'],
    ]);
    expect(short(await logOf((writer) => writer.update('child', childId, { sex: 'M', ethnicity: null })))).toEqual([
      ['child', 'sex', 'F', 'M'],
      ['child', 'ethnicity', 'WBRI', null],
    ]);
  });

  it('logs nothing when nothing changes', async () => {
    let answers: boolean[] = [];
    const nothing = await logOf((writer) => {
      answers = [writer.update('child', childId, { sex: 'M' }), writer.update('child', childId, {})];
    });
    expect(nothing).toEqual([]);
    expect(answers).toEqual([false, false]);
    expect(await logOf((writer) => writer.remove('child', 'no such row'))).toEqual([]);
    expect(await logOf(() => undefined)).toEqual([]);
  });

  it('logs the whole of a removed row', async () => {
    let id = '';
    await logOf((writer) => {
      id = writer.insert('sen_status', { child_id: childId, status: 'K', valid_from: '2024-01-01', valid_to: null });
    });
    const [row] = read<Row>('SELECT * FROM sen_status WHERE id = ?', id);
    const removed = await logOf((writer) => writer.remove('sen_status', id));
    expect(removed).toHaveLength(1);
    expect(JSON.parse(removed[0]?.old ?? '')).toEqual(row);
    expect(read('SELECT * FROM sen_status WHERE id = ?', id)).toEqual([]);
  });

  it('logs one before-image for a changed week of marks', async () => {
    const [week] = read<{ id: string }>("SELECT enrolment_id || ' ' || week_start AS id FROM attendance_week");
    const changed = await logOf((writer) => writer.update('attendance_week', week?.id ?? '', { marks: weekOf('I') }));
    expect(short(changed)).toEqual([['attendance_week', 'marks', weekOf('/'), weekOf('I')]]);
  });

  it('of weeks added together is known by its key, in whatever order the columns were given', async () => {
    const week = { marks: weekOf('/'), week_start: '2025-03-10', enrolment_id: enrolmentId };
    const [together] = await logOf((writer) => writer.insertMany('attendance_week', enrolmentId, [week]), {
      batchId: 'weeks',
    });
    expect(unpackRows(together?.new ?? '')).toEqual([week]);
    expect(rowsChangedSince(store.context.reader, 'weeks')).toBe(0);
    await logOf((writer) => writer.update('attendance_week', `${enrolmentId} 2025-03-10`, { marks: weekOf('L') }));
    expect(rowsChangedSince(store.context.reader, 'weeks')).toBe(1);
    await logOf((writer) => writer.update('attendance_week', `${enrolmentId} 2025-03-10`, { marks: weekOf('/') }));
    expect(rowsChangedSince(store.context.reader, 'weeks')).toBe(0);
    await logOf((writer) => writer.remove('attendance_week', `${enrolmentId} 2025-03-10`));
    expect(rowsChangedSince(store.context.reader, 'weeks')).toBe(1);
    await expect(
      store.context.write((writer) => writer.insertMany('bank_holiday', 'nobody', [{ date: '2030-01-01', name: 'x' }])),
    ).rejects.toThrow('Rows of bank_holiday have ids: they are added one by one.');
  });

  it('is refused, and logs nothing, where a row is not there, a table is not, or the work fails', async () => {
    const before = logged();
    const refused: ((writer: Writer) => unknown)[] = [
      (writer) => writer.update('child', 'no such row', { sex: 'F' }),
      (writer) => writer.insert('no_such_table', {}),
      (writer) => writer.insert('sen_status', { child_id: 'nobody', status: 'K', valid_from: '2024-01-01' }),
      (writer) =>
        writer.insert('attendance_week', { enrolment_id: 'nowhere', week_start: '2025-03-03', marks: weekOf('/') }),
      (writer) => {
        writer.update('child', childId, { sex: 'F' });
        throw new Error('changed my mind');
      },
    ];
    for (const work of refused) await expect(store.context.write(work)).rejects.toThrow();
    expect(logged()).toEqual(before);
  });
});

describe('the hybrid clock', () => {
  it('rises with every set', async () => {
    for (let each = 0; each < 20; each += 1)
      await logOf((writer) => writer.insert('bank_holiday', { date: `2031-07-${10 + each}`, name: 'x' }));
    const sets = read<{ clock: string }>('SELECT clock FROM change_set ORDER BY local_no');
    const clocks = sets.map(({ clock }) => clock);
    expect(new Set(clocks).size).toBe(clocks.length);
    expect(clocks).toEqual([...clocks].sort());
  });

  it('rises when the store is opened again, though the computer stood still', async () => {
    const last = logged().at(-1)?.clock ?? '';
    await store.signInAsAdministrator();
    const [entry] = await logOf((writer) => writer.insert('bank_holiday', { date: '2032-06-03', name: 'x' }));
    expect((entry?.clock ?? '') > last).toBe(true);
  });

  it('rises whatever the computer says the time is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 42 }), { minLength: 2, maxLength: 50 }), (times) => {
        let at = 0;
        let clock = new HybridClock({ today: () => '', now: () => times[at] ?? 0 }, null);
        let last = '';
        for (; at < times.length; at += 1) {
          // Opened again half-way, from what was written last.
          if (at === Math.floor(times.length / 2))
            clock = new HybridClock({ today: () => '', now: () => times[at] ?? 0 }, last || null);
          const tick = clock.tick();
          expect(tick).toMatch(/^[0-9a-f]{16}$/);
          expect(tick > last).toBe(true);
          last = tick;
        }
      }),
    );
  });

  it('carries into the milliseconds when its counter is full', () => {
    const still = new HybridClock({ today: () => '', now: () => 5 }, '00000000005fffff');
    expect(still.tick()).toBe('0000000000600000');
    expect(still.tick()).toBe('0000000000600001');
  });
});

describe('the history', () => {
  const tables = ['child', 'sen_status', 'suspension', 'attendance_week'] as const;
  const contents = () =>
    Object.fromEntries(tables.map((table) => [table, read<Row>(`SELECT * FROM ${table} ORDER BY 1, 2`)]));

  type Act = { act: 'insert' | 'update' | 'remove'; table: (typeof tables)[number]; pick: number; number: number };
  const acts = fc.array(
    fc.record<Act>({
      act: fc.constantFrom('insert', 'insert', 'update', 'remove'),
      table: fc.constantFrom(...tables),
      pick: fc.nat(),
      number: fc.integer({ min: 0, max: 5000 }),
    }),
    { minLength: 1, maxLength: 25 },
  );
  const day = (number: number) => new Date(Date.UTC(2015, 0, 1 + number)).toISOString().slice(0, 10);
  const monday = (number: number) => new Date(Date.UTC(2015, 0, 5 + number * 7)).toISOString().slice(0, 10);
  const rowOf = ({ table, number }: Act): Row =>
    ({
      child: {
        sex: (['F', 'M', 'U', null] as const)[number % 4] ?? null,
        disabled: number % 2,
        ethnicity: number % 3 ? `E${number}` : null,
      },
      sen_status: {
        child_id: childId,
        status: 'NKES'[number % 4] ?? 'N',
        valid_from: day(number),
        valid_to: number % 2 ? null : day(number + 9),
      },
      suspension: {
        child_id: childId,
        category: 'SUSP',
        start_date: day(number),
        sessions: number % 9,
        status: 'issued',
        exam_affected: number % 2,
      },
      attendance_week: { enrolment_id: enrolmentId, week_start: monday(number), marks: weekOf(number % 2 ? 'I' : '/') },
    })[table];

  function perform(writer: Writer, each: Act): void {
    const rows = writer.connection.prepare(`SELECT * FROM ${each.table} ORDER BY 1, 2`).all() as Row[];
    const ids = rows.map((known) => rowIdOf(each.table, known));
    const id = ids[each.pick % Math.max(ids.length, 1)];
    const row = rowOf(each);
    if (each.act === 'insert' || id === undefined) {
      const taken =
        each.table === 'attendance_week' &&
        writer.connection.prepare('SELECT 1 FROM attendance_week WHERE week_start = ?').get(row.week_start);
      if (taken) return;
      if (each.table === 'attendance_week' && each.number % 2) writer.insertMany(each.table, enrolmentId, [row]);
      else writer.insert(each.table, row);
    } else if (each.act === 'remove') {
      if (id !== childId) writer.remove(each.table, id);
    } else {
      const { week_start: _monday, ...changes } = row;
      writer.update(each.table, id, changes);
    }
  }

  /**
   * Puts back what entries say was there, the last first: all that undo and 'as known on' may read. Fields that one write
   * changed go back together, because a CHECK may hold between them.
   */
  function replayBackwards(writer: Writer, entries: Logged[]): void {
    const backwards = [...entries].reverse();
    for (let at = 0; at < backwards.length; ) {
      const { tableName, rowId, field, old, new: now } = backwards[at] as Logged;
      const where = whereRow(tableName, rowId);
      const run = (sql: string, ...values: unknown[]) => writer.connection.prepare(sql).run(...values);
      if (field === '+') {
        for (const row of unpackRows(now ?? '')) {
          const { sql, values } = whereRow(tableName, rowIdOf(tableName, row));
          run(`DELETE FROM ${tableName} WHERE ${sql}`, ...values);
        }
        at += 1;
        continue;
      }
      if (field !== '*') {
        const fields = new Map<string, unknown>();
        for (; backwards[at]?.rowId === rowId && !/[*+]/.test(backwards[at]?.field ?? '*'); at += 1)
          fields.set(backwards[at]?.field ?? '', valueIn(backwards[at]?.old ?? null));
        run(
          `UPDATE ${tableName} SET ${[...fields.keys()].map((name) => `${name} = ?`).join(', ')} WHERE ${where.sql}`,
          ...fields.values(),
          ...where.values,
        );
        continue;
      }
      const row = old === null ? null : (JSON.parse(old) as Row);
      if (row === null) run(`DELETE FROM ${tableName} WHERE ${where.sql}`, ...where.values);
      else
        run(
          `INSERT INTO ${tableName} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
            .map(() => '?')
            .join(', ')})`,
          ...Object.values(row),
        );
      at += 1;
    }
  }

  it('replayed backwards gives back every row', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        const before = contents();
        const entries = await logOf((writer) => {
          for (const each of list) perform(writer, each);
        });
        const after = contents();
        await store.context.write((writer) => replayBackwards(writer, entries));
        expect(contents()).toEqual(before);
        if (entries.length === 0) expect(after).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });

  it('would not, if one entry of it were lost', async () => {
    const before = contents();
    const entries = await logOf((writer) => writer.update('child', childId, { sex: 'U', ethnicity: 'LOST' }));
    await store.context.write((writer) => replayBackwards(writer, entries.slice(1)));
    expect(contents()).not.toEqual(before);
  });
});

describe('a computer whose clock goes back', () => {
  it('still logs later entries with a later clock, after the store was opened again too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vsk-clock-'));
    let today = '2025-03-31';
    const clock = { today: () => today, now: () => Date.parse(`${today}T09:00:00Z`) };
    // Fresh modules, as in a process that knows nothing of the one before.
    const open = async () => {
      vi.resetModules();
      const { StoreHost } = await import('#service/storeHost.ts');
      return new StoreHost({
        folder,
        resources: resourcesIn(process.cwd()),
        clock,
        appVersion: 'test',
        stretch: cheapStretch,
      });
    };
    let host = await open();
    await host.call('store.create', { passphrase: testPassphrase, userName: 'Test Administrator' });
    const write = async (name: string) => {
      const { context } = host.service as NonNullable<typeof host.service>;
      const id = await context.write((writer) => writer.insert('bank_holiday', { date: `2040-01-${name}`, name }));
      return context.reader
        .prepare('SELECT clock FROM change JOIN change_set USING (local_no) WHERE row_id = ?')
        .pluck()
        .get(id) as string;
    };
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const made: string[] = [];
      for (const [day, entries] of [
        ['2025-03-31', ['01', '02']],
        ['2025-03-01', ['03', '04', '05']],
        ['2025-02-01', ['06']],
        ['2025-04-02', ['07']],
      ] as const) {
        today = day;
        vi.setSystemTime(Date.parse(`${day}T09:00:00Z`));
        host.close();
        host = await open();
        await host.unlock(testPassphrase);
        for (const entry of entries) made.push(await write(entry));
      }
      expect(new Set(made).size).toBe(made.length);
      expect(made).toEqual([...made].sort());
    } finally {
      vi.useRealTimers();
      host.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
