import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getTableColumns, getTableName, is, SQLiteTable } from '#db/drizzle.ts';
import type { Row } from '#db/history/change.ts';
import { childKey, idFromKey, naturalKeyOf } from '#db/history/naturalId.ts';
import * as schema from '#db/schema/everyTable.ts';
import { importAll, undo } from '#test/imports/support.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

const secret = Buffer.alloc(32, 7);

describe('the id of a natural key', () => {
  // Frozen: ids in use were made so. A change of these is a change of the identity of every row.
  it.each([
    ['school', ['118264'], 'a4573d42-51ec-8c24-ad7c-0e708ba07464'],
    ['child', childKey('886', 'K1', '2012-05-05'), '3f33f723-4121-875a-bb0f-e44e99d2e4cf'],
    ['episode', ['a child', '2024-01-01'], '6b00253c-43ba-86ca-8118-f10ea0eb5bfa'],
    ['target', ['m', '2024/25', 'Kent', 'minimumRate', null], '5eaaa2ca-a544-88f3-a189-66da329d2496'],
    ['pep_target', ['a PEP', 1], 'b55cbfbc-561a-86c9-826b-67b7b6bd5e31'],
  ])('of %s %j is %s', (table, key, id) => {
    expect(idFromKey(secret, table, key)).toBe(id);
  });

  it('is a UUID of version 8, and another under another secret, in another table, with another type', () => {
    const id = idFromKey(secret, 'school', ['118264']);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const others = [
      idFromKey(Buffer.alloc(32, 8), 'school', ['118264']),
      idFromKey(secret, 'code', ['118264']),
      idFromKey(secret, 'school', [118264]),
      idFromKey(secret, 'school', ['118264', null]),
    ];
    expect(new Set([id, ...others]).size).toBe(5);
  });

  it('is the same however the letters are composed, and with blanks around them', () => {
    expect(idFromKey(secret, 'school', ['Zoë'])).toBe(idFromKey(secret, 'school', [' Zoe\u0308 ']));
  });

  it('has no key where a part of it is missing, but for a target without a peer', () => {
    expect(naturalKeyOf('school', { urn: null, name: 'A school abroad' })).toBeNull();
    expect(naturalKeyOf('sen_status', { child_id: 'a' })).toBeNull();
    const rate = { measure_id: 'm', academic_year: '2024/25', geography: 'Kent', kind: 'minimumRate', peer: null };
    expect(naturalKeyOf('target', rate)).toEqual(['m', '2024/25', 'Kent', 'minimumRate', null]);
  });

  it('is made of columns that its table has', () => {
    for (const table of Object.values(schema).filter((each) => is(each, SQLiteTable))) {
      const columns = Object.values(getTableColumns(table as SQLiteTable)).map(({ name }) => name);
      const key = naturalKeyOf(getTableName(table), Object.fromEntries(columns.map((name) => [name, name])));
      if (key) expect(columns).toEqual(expect.arrayContaining(key));
    }
  });
});

describe('a store', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await aStore();
  });
  afterAll(() => store.close());
  const rows = (table: string) => store.context.reader.prepare(`SELECT * FROM ${table} ORDER BY 1`).all() as Row[];

  it('gives a row whose id is taken by another key, or shared by two, the next id of its key', async () => {
    const [first, second, third] = await store.write((writer) => {
      const one = writer.insert('bank_holiday', { date: '2033-01-03', name: 'one' });
      writer.update('bank_holiday', one, { date: '2033-01-04' });
      const two = writer.insert('bank_holiday', { date: '2033-01-03', name: 'two' });
      writer.update('bank_holiday', two, { date: '2033-01-05' });
      return [one, two, writer.insert('bank_holiday', { date: '2033-01-03', name: 'three' })];
    });
    expect(new Set([first, second, third]).size).toBe(3);
  });

  it('makes the same child, in the same rows, of the same file after it was undone', async () => {
    const list = {
      'list.csv':
        'local_id,forename,surname,date_of_birth,care_start,legal_status,placement_type\nK1,Ana,Sample,05/05/2012,01/01/2024,C2,U6\n',
    };
    const { batchId } = await importAll(store, list);
    const before = ['child', 'child_identifier', 'episode'].map(rows);
    await undo(store, batchId);
    expect(rows('child')).toEqual([]);
    await importAll(store, list);
    expect(['child', 'child_identifier', 'episode'].map(rows)).toEqual(before);
  });
});
