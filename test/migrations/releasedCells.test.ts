import { afterEach, beforeEach, expect, it } from 'vitest';
import { listReleases, standingReleases } from '#service/release/register.ts';
import { fillStoreOf0000 } from './storeOf0000.ts';
import { aBareStore, migrationsUpTo, readJournal, shipped } from './support.ts';

let store: ReturnType<typeof aBareStore>;
beforeEach(() => {
  store = aBareStore();
});
afterEach(() => store.close());

it('releases of the version before keep their cells, count as left, and are read by what they printed', () => {
  const at = readJournal().entries.find(({ tag }) => tag.endsWith('released_cells'))?.idx ?? -1;
  store.migrate(migrationsUpTo(0, store.folder));
  fillStoreOf0000(store.connection);
  for (let earlier = 1; earlier < at; earlier += 1) store.applySqlOf(earlier);
  const locality = store.connection.prepare('SELECT name FROM locality LIMIT 1').pluck().get() as string;
  const insert = store.connection.prepare(
    'INSERT INTO released_report (id, at, user_id, kind, parameters, cells) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const parameters = { measure: 'ks2-rwm-expected', fromYear: '2023/24', cohort: 'LAC12', uasc: 'without' };
  const row = { year: '2023/24', area: locality, inCohort: 'c', withResult: '12', reached: '7', lookedAfter: '58.3' };
  insert.run('a', '2025-01-10T09:00:00Z', 'u', 'gap', JSON.stringify(parameters), JSON.stringify([row]));
  insert.run(
    'b',
    '2025-01-11T09:00:00Z',
    'u',
    'overview',
    '{"asAt":"2024-12-31"}',
    JSON.stringify([[locality, '40', 'c']]),
  );
  insert.run('c', '2025-01-12T09:00:00Z', 'u', 'gap', '{}', 'lost');
  store.migrate(shipped);
  const releases = listReleases(store.connection as never);
  expect(releases.map(({ id, state }) => [id, state])).toEqual([
    ['c', 'left'],
    ['b', 'left'],
    ['a', 'left'],
  ]);
  expect(standingReleases(store.connection as never)).toHaveLength(3);
  const [lost, overview, gap] = releases;
  expect(lost?.facts).toBeNull();
  expect(overview?.facts?.[0]).toMatchObject({ measure: 'children', date: '2024-12-31', n: 40, reached: null });
  expect(gap?.facts).toEqual([
    expect.objectContaining({
      measure: 'ks2-rwm-expected',
      year: '2023/24',
      uasc: 'without',
      inCohort: null,
      n: 12,
      reached: 7,
    }),
  ]);
  expect(gap?.facts?.[0]?.area).toBe(
    store.connection.prepare('SELECT id FROM locality WHERE name = ?').pluck().get(locality),
  );
});
