import { expect, it } from 'vitest';
import { aStore } from '#test/make/aStore.ts';
import { fillStoreOf0000 } from './storeOf0000.ts';
import { aBareStore, migrationsUpTo, shipped } from './support.ts';

it('rows that nothing reads are taken out into the history; what is read stays', () => {
  const store = aBareStore();
  try {
    store.migrate(migrationsUpTo(0, store.folder));
    fillStoreOf0000(store.connection);
    store.migrate(migrationsUpTo(14, store.folder));
    const since = "'2000-01-01', NULL";
    store.connection.exec(
      `INSERT INTO code (id, code_set, code, label, category, valid_from, valid_to) VALUES ('c', 'attendance', '/', 'Present', 'attended', ${since});
       INSERT INTO rule_set (id, kind, value, source, valid_from, valid_to) VALUES ('r', 'persistentAbsence', '[]', 'DfE', ${since})`,
    );
    store.migrate(shipped);
    const all = (sql: string) => store.connection.prepare(sql).pluck().all();
    expect(all('SELECT id FROM code')).toEqual([]);
    expect(all('SELECT kind FROM rule_set')).toEqual(['minimumCohortToRate']);
    expect(all("SELECT row_id FROM change WHERE field = '*' AND new IS NULL ORDER BY row_id")).toEqual(['c', 'r']);
  } finally {
    store.close();
  }
});

it('a new store is given none of them', async () => {
  const store = await aStore();
  const all = (sql: string) => store.context.reader.prepare(sql).pluck().all();
  expect(all('SELECT id FROM code')).toEqual([]);
  expect(all("SELECT id FROM rule_set WHERE kind = 'persistentAbsence'")).toEqual([]);
  expect(all('SELECT DISTINCT kind FROM rule_set ORDER BY kind')).toEqual([
    ...['figuresPublished', 'minimumCohortToRate', 'needsOrder', 'resultsPublished'],
  ]);
  store.close();
});
