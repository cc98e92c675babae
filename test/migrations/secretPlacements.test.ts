import { afterEach, beforeEach, expect, it } from 'vitest';
import { childWithMarks, childWithoutSchool, fillStoreOf0000 } from './storeOf0000.ts';
import { aBareStore, migrationsUpTo, shipped } from './support.ts';

let store: ReturnType<typeof aBareStore>;
beforeEach(() => {
  store = aBareStore();
  store.migrate(migrationsUpTo(0, store.folder));
  fillStoreOf0000(store.connection);
  for (let idx = 1; idx <= 6; idx += 1) store.applySqlOf(idx);
});
afterEach(() => store.close());

const run = (sql: string, ...values: unknown[]) => store.connection.prepare(sql).run(...values);
let logged = 0;
const log = (rowKey: string, field: string, old: string | null, now: string | null, table = 'episode') => {
  logged += 1;
  run(
    "INSERT INTO change_log VALUES (?, ?, ?, ?, ?, ?, 'a', 'd', ?, NULL, NULL)",
    `0190000${logged}`,
    table,
    rowKey,
    field,
    old,
    now,
    `c${logged}`,
  );
};
const found = () =>
  store.connection
    .prepare('SELECT child_id, local_id, from_date, to_date, kind, reason FROM secret_placement ORDER BY child_id')
    .raw()
    .all();
const start = () => store.connection.prepare("SELECT start_date FROM episode WHERE id = 'episode-0'").pluck().get();
const localId = (childId: string) =>
  store.connection
    .prepare("SELECT value FROM child_identifier WHERE child_id = ? AND kind = 'localId'")
    .pluck()
    .get(childId) ?? null;

it('what is flagged is secret, with its reason, until a person ends it, also where the episode is over', () => {
  run(
    "UPDATE episode SET confidential = 1, confidential_reason = 'A risk', end_date = '2024-01-01' WHERE id = 'episode-0'",
  );
  store.migrate(shipped);
  expect(found()).toEqual([[childWithMarks, localId(childWithMarks), start(), null, 'upgrade', 'A risk']]);
});

it('a flag that an import took away is closed again: by an update, by taking the row out, and by both', () => {
  log('episode-0', 'confidential', '1', '0');
  log('gone', 'confidential', '1', '0');
  log(
    'gone',
    '*',
    JSON.stringify({ id: 'gone', child_id: childWithoutSchool, start_date: '2021-01-01', confidential: 0 }),
    null,
  );
  store.migrate(shipped);
  const words = 'Marked confidential before version 0.2.1, and unmarked by an import';
  expect(found()).toEqual([
    [childWithMarks, localId(childWithMarks), start(), null, 'upgrade', words],
    [childWithoutSchool, localId(childWithoutSchool), '2021-01-01', null, 'upgrade', words],
  ]);
});

it('a flagged child whom an undo took away is secret when it comes back under its local id', () => {
  const child = '01900000-0000-7000-8000-00000000gone';
  log('gone', '*', JSON.stringify({ id: 'gone', child_id: child, start_date: '2021-01-01', confidential: 1 }), null);
  log(
    'id',
    '*',
    JSON.stringify({ child_id: child, kind: 'localId', value: 'M440', issuer: '886' }),
    null,
    'child_identifier',
  );
  store.migrate(shipped);
  expect(found()).toEqual([[child, 'M440', '2021-01-01', null, 'upgrade', expect.stringContaining('unmarked')]]);
});

it('a placement for adoption is secret, and so is a child at the address of one that is', () => {
  run("UPDATE episode SET placement_type = 'A4', placement_postcode = 'CT9 1AB' WHERE id = 'episode-0'");
  run("UPDATE episode SET placement_postcode = 'CT9 1AB' WHERE id = 'episode-1'");
  store.migrate(shipped);
  expect(found()).toEqual([
    [childWithMarks, localId(childWithMarks), start(), null, 'adoption', 'Placed for adoption'],
    [
      childWithoutSchool,
      localId(childWithoutSchool),
      expect.any(String),
      null,
      'sibling',
      expect.stringContaining('address'),
    ],
  ]);
});

it('a flag that was never there makes nothing secret', () => {
  log('episode-0', 'confidential', '0', '1');
  log('episode-0', 'carer', '1', '0');
  store.migrate(shipped);
  expect(found()).toEqual([]);
});
