import { copyFileSync, rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '#db/history/change.ts';
import { checkHistory } from '#db/history/checkHistory.ts';
import { lastSet } from '#db/history/lastSet.ts';
import { rowIdOf } from '#db/history/rowKey.ts';
import { type Connection, openForWriting } from '#db/open.ts';
import type { Writer } from '#db/write.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { facts, rewind } from '#test/make/rewind.ts';
import { weekOf } from '#test/make/weekOf.ts';

let store: TestStore;
let childId: string;
let enrolmentId: string;
beforeAll(async () => {
  store = await aStore();
  childId = await store.write((writer) => {
    const schoolId = aSchool(writer);
    return aChild(writer, { enrolments: [{ schoolId, start: '2021-09-01' }] });
  });
  enrolmentId = store.context.reader.prepare('SELECT id FROM enrolment').pluck().get() as string;
});
afterAll(() => store.close());

type Act = {
  act: 'add' | 'addMany' | 'change' | 'remove';
  table: 'sen_status' | 'attendance_week' | 'pep';
  number: number;
};
const acts = fc.array(
  fc.record<Act>({
    act: fc.constantFrom('add', 'addMany', 'change', 'remove'),
    table: fc.constantFrom('sen_status', 'attendance_week', 'pep'),
    number: fc.integer({ min: 0, max: 3000 }),
  }),
  { minLength: 1, maxLength: 12 },
);
const day = (number: number) => new Date(Date.UTC(2015, 0, 5 + number * 7)).toISOString().slice(0, 10);
const rowOf = ({ table, number }: Act): Row =>
  ({
    sen_status: { child_id: childId, status: 'NKES'[number % 4] ?? 'N', valid_from: day(number), valid_to: null },
    attendance_week: { enrolment_id: enrolmentId, week_start: day(number), marks: weekOf(number % 2 ? 'I' : '/') },
    pep: { child_id: childId, version: number, reason: 'review', due_on: day(number), status: 'due' },
  })[table];

function perform(writer: Writer, each: Act): void {
  const { connection } = writer;
  const rows = connection.prepare(`SELECT * FROM ${each.table} ORDER BY 1, 2`).all() as Row[];
  const ids = rows.map((row) => rowIdOf(each.table, row));
  const id = ids[each.number % Math.max(1, ids.length)];
  const free = (number: number) =>
    connection.prepare('SELECT 1 FROM attendance_week WHERE week_start = ?').get(day(number)) === undefined;
  if (each.act === 'addMany') {
    const numbers = [0, 1, 2].map((more) => each.number + more).filter(free);
    writer.insertMany(
      'attendance_week',
      enrolmentId,
      numbers.map((number) => rowOf({ ...each, table: 'attendance_week', number })),
    );
  } else if (each.act === 'add' || id === undefined) {
    if (each.table !== 'attendance_week' || free(each.number)) writer.insert(each.table, rowOf(each));
  } else if (each.act === 'remove') writer.remove(each.table, id);
  else {
    const { week_start: _week, ...changes } = rowOf(each);
    writer.update(each.table, id, changes);
  }
}

/** A copy of the store as it is, open to be rewound. */
function copied(work: (connection: Connection) => void): void {
  const path = `${store.folder}/copy.vsk`;
  const key = store.context.store.copyKey();
  store.context.reader.prepare('SELECT 1').get();
  copyFileSync(`${store.folder}/store/children.vsk`, path);
  copyFileSync(`${store.folder}/store/children.vsk-wal`, `${path}-wal`);
  const connection = openForWriting(path, key);
  try {
    connection.pragma('foreign_keys = OFF');
    work(connection);
  } finally {
    connection.close();
    for (const part of ['', '-wal', '-shm']) rmSync(`${path}${part}`, { force: true });
  }
}

describe('rewinding', () => {
  it('to any set gives back every row as it was then, whatever was written since', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 1, maxLength: 4 }), fc.nat(), async (sets, pick) => {
        const moments = [{ localNo: lastSet(store.context.reader)?.localNo ?? 0, rows: facts(store.context.reader) }];
        for (const set of sets) {
          await store.write((writer) => {
            for (const each of set) perform(writer, each);
          });
          moments.push({ localNo: lastSet(store.context.reader)?.localNo ?? 0, rows: facts(store.context.reader) });
        }
        const to = moments[pick % moments.length];
        copied((connection) => {
          rewind(connection, to?.localNo ?? 0);
          expect(facts(connection)).toEqual(to?.rows);
        });
      }),
      { numRuns: 15 },
    );
  });

  it('to the beginning leaves nothing: the whole of the store is in its history', () => {
    copied((connection) => {
      rewind(connection, 0);
      expect(Object.values(facts(connection)).flat()).toEqual([]);
    });
  });
});

describe('the chain of sets', () => {
  it('is whole, gapless from one, and each set has its changes', () => {
    const { reader } = store.context;
    const sets = reader.prepare('SELECT set_no FROM change_set ORDER BY local_no').pluck().all() as number[];
    expect(sets).toEqual(sets.map((_each, index) => index + 1));
    expect(checkHistory(reader)).toEqual({ sets: sets.length, broken: 0 });
  });

  const tampered: [what: string, sql: string, broken: number][] = [
    [
      'a value is altered',
      'UPDATE change SET new = \'"X"\' WHERE (local_no, ord) = (SELECT min(local_no), 1 FROM change)',
      1,
    ],
    ['a change is left out', 'DELETE FROM change WHERE local_no = 2 AND ord = 1', 1],
    ['who did it is altered', "UPDATE change_set SET actor_id = 'somebody' WHERE local_no = 2", 1],
    ['a set is left out', 'DELETE FROM change WHERE local_no = 2; DELETE FROM change_set WHERE local_no = 2', 1],
    ['a set has lost its head', 'DELETE FROM change_set WHERE local_no = 2', 2],
  ];
  it.each(tampered)('is broken where %s', (_what, sql, broken) => {
    copied((connection) => {
      connection.exec(sql);
      expect(checkHistory(connection)?.broken).toBe(broken);
    });
  });

  it('goes on unbroken where a part of a transaction was taken back', async () => {
    await store.write((writer) => {
      writer.insert('bank_holiday', { date: '2041-01-01', name: 'kept' });
      writer.connection.exec('SAVEPOINT part');
      writer.insert('bank_holiday', { date: '2041-01-02', name: 'taken back' });
      writer.connection.exec('ROLLBACK TO part; RELEASE part');
      writer.insert('bank_holiday', { date: '2041-01-03', name: 'kept too' });
    });
    await store.write((writer) => {
      writer.connection.exec('SAVEPOINT whole');
      writer.insert('bank_holiday', { date: '2041-01-04', name: 'taken back' });
      writer.connection.exec('ROLLBACK TO whole; RELEASE whole');
    });
    expect(checkHistory(store.context.reader)?.broken).toBe(0);
  });
});
