import { afterEach, beforeEach, expect, it } from 'vitest';
import { fillStoreOf0000 } from './storeOf0000.ts';
import { aBareStore, migrationsUpTo, readJournal, shipped } from './support.ts';

let store: ReturnType<typeof aBareStore>;
beforeEach(() => {
  store = aBareStore();
  const last = readJournal().entries.findIndex(({ tag }) => tag.endsWith('results_issued_and_targets_by_peer')) - 1;
  store.migrate(migrationsUpTo(last, store.folder));
  fillStoreOf0000(store.connection);
});
afterEach(() => store.close());

const run = (sql: string, ...values: unknown[]) => store.connection.prepare(sql).run(...values);

it('takes the day received for the file’s own date, unless it is only the day of the import', () => {
  const child = store.connection.prepare('SELECT id FROM child').pluck().get();
  run(
    "INSERT INTO import_batch (id, at, user_id, title, files, state) VALUES ('b1', '2025-05-06T23:30:00.000Z', 'u', 't', '[]', 'committed')",
  );
  const add = (id: string, received: string) => {
    run(
      "INSERT INTO attainment_result (id, child_id, academic_year, key_stage, subject, component, value, status, entry, received_on, source) VALUES (?, ?, '2023/24', 'KS2', 'maths', 'scaledScore', '100', 'final', 'first', ?, 'import')",
      ...[id, child, received],
    );
    run(
      "INSERT INTO change_log (id, table_name, row_key, field, new, actor_id, device_id, clock, batch_id) VALUES (?, 'attainment_result', ?, '*', NULL, 'u', 'd', 'c', 'b1')",
      ...[`log ${id}`, id],
    );
  };
  add('own date', '2024-12-11');
  // Half past midnight of summer time: the day of the import is 7 May.
  add('import day', '2025-05-07');
  store.migrate(shipped);
  const issued = store.connection.prepare('SELECT issued_on FROM attainment_result WHERE id = ?').pluck();
  expect(issued.get('own date')).toBe('2024-12-11');
  expect(issued.get('import day')).toBe(null);
});

it('lets a gap to England and a gap to Kent stand in one year, and only once each', () => {
  store.migrate(shipped);
  const measure = store.connection.prepare('SELECT id FROM measure').pluck().get();
  const add = (id: string, peer: string) =>
    run(
      "INSERT INTO target (id, measure_id, academic_year, geography, kind, value, peer, source) VALUES (?, ?, '2030/31', 'Kent', 'maximumGap', 30, ?, 's')",
      ...[id, measure, peer],
    );
  add('t1', 'England');
  add('t2', 'Kent');
  expect(() => add('t3', 'Kent')).toThrow(/UNIQUE/);
});
