import { describe, expect, it } from 'vitest';
import { getTableConfig, getTableName, is, SQLiteTable } from '#db/drizzle.ts';
import { Subjects } from '#db/history/subjects.ts';
import { hasHistory, tableClasses } from '#db/history/tableClasses.ts';
import type { Connection } from '#db/open.ts';
import * as schema from '#db/schema/everyTable.ts';

const tables: SQLiteTable[] = Object.values(schema).filter((each) => is(each, SQLiteTable));
const names: string[] = tables.map((table) => getTableName(table));

describe('the class of a table', () => {
  it('is known for every table, and for no other', () => {
    expect(Object.keys(tableClasses).sort()).toEqual([...names].sort());
  });

  it('keeps what is derived, local or its own register out of the history', () => {
    expect(names.filter(hasHistory)).toEqual(
      expect.arrayContaining(['child', 'attendance_week', 'user', 'target', 'secret_placement']),
    );
    expect(['care_period', 'draft', 'released_report', 'change', 'store_info'].filter(hasHistory)).toEqual([]);
  });
});

/** Tables with history that lead to `child` by their foreign keys, at whatever distance. */
const ofChildren = (): { name: string; column: string; parent: string }[] => {
  const parents = new Map(
    tables.map((table) => [
      getTableName(table),
      getTableConfig(table).foreignKeys.map((key) => {
        const { columns, foreignTable } = key.reference();
        return { column: columns[0]?.name ?? '', parent: getTableName(foreignTable) };
      }),
    ]),
  );
  const leadsToChild = (name: string): boolean =>
    name === 'child' || (parents.get(name) ?? []).some(({ parent }) => parent !== name && leadsToChild(parent));
  return [...parents].flatMap(([name, keys]) =>
    hasHistory(name) && name !== 'child'
      ? keys.filter(({ parent }) => parent !== name && leadsToChild(parent)).map((key) => ({ name, ...key }))
      : [],
  );
};

describe('the child that a row is about', () => {
  it.each(ofChildren())('is known in $name, by $column', ({ name, column, parent }) => {
    const asked: string[] = [];
    const connection = {
      prepare: (sql: string) => {
        asked.push(sql);
        return { pluck: () => ({ get: () => 'the child' }) };
      },
    } as unknown as Connection;
    const row = parent === 'child' ? { [column]: 'the child' } : { [column]: 'a parent' };
    expect(new Subjects(connection).of(name, row)).toBe('the child');
    expect(asked).toEqual(parent === 'child' ? [] : [`SELECT child_id FROM "${parent}" WHERE id = ?`]);
  });

  it('is none for a place, a school or a setting', () => {
    const subjects = new Subjects({} as Connection);
    for (const table of ['school', 'district', 'term', 'target', 'user'])
      expect(subjects.of(table, { id: 'a' })).toBeNull();
    expect(subjects.of('child', { id: 'the child' })).toBe('the child');
  });
});
