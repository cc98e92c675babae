import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkHistory } from '#db/history/checkHistory.ts';
import { writeOnce } from '#db/history/writeOnce.ts';
import { fillStoreOf0000 } from './storeOf0000.ts';
import { aBareStore, migrationsUpTo, shipped } from './support.ts';

let store: ReturnType<typeof aBareStore>;
beforeEach(() => {
  store = aBareStore();
  store.migrate(migrationsUpTo(0, store.folder));
  fillStoreOf0000(store.connection);
  store.migrate(migrationsUpTo(14, store.folder));
});
afterEach(() => store.close());

const add = (value: number, peer: string | null, year = '2030/31'): string =>
  writeOnce(
    store.connection,
    { actorId: 'test', clock: { now: () => 0, today: () => '2025-03-31' }, reason: 'test' },
    (writer) =>
      writer.insert('target', {
        measure_id: String(store.connection.prepare('SELECT id FROM measure').pluck().get()),
        ...{ academic_year: year, geography: 'Kent', kind: 'minimumRate', value, peer, source: 'test', position: 0 },
      }),
  );
const standing = () =>
  store.connection
    .prepare("SELECT value FROM target WHERE academic_year >= '2030/31' ORDER BY academic_year, value")
    .pluck()
    .all();

it('of two targets without a peer the later stays and the earlier is history; those to peers all stay', () => {
  const earlier = add(30, null);
  add(25, null);
  add(20, null, '2031/32');
  add(10, 'England');
  add(11, 'Kent');
  store.migrate(shipped);
  expect(standing()).toEqual([10, 11, 25, 20]);
  const gone = store.connection
    .prepare("SELECT old FROM change WHERE row_id = ? AND field = '*' AND new IS NULL")
    .pluck()
    .get(earlier);
  expect(JSON.parse(String(gone))).toMatchObject({ value: 30, peer: null });
  expect(checkHistory(store.connection)).toMatchObject({ broken: 0 });
});

it('a second target without a peer is refused by the store; one to another peer is not', () => {
  store.migrate(shipped);
  add(30, null);
  expect(() => add(25, null)).toThrow(/UNIQUE/);
  add(10, 'England');
  expect(() => add(10, 'England')).toThrow(/UNIQUE/);
  expect(standing()).toEqual([10, 30]);
});
