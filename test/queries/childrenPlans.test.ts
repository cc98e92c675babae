import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rollupSql, weeksSql } from '#db/queries/attendance.ts';
import { listedDaysSql } from '#db/queries/attendanceToDate.ts';
import { listedChildren } from '#db/queries/careFacts.ts';
import { childRecordSql } from '#db/queries/childRecord.ts';
import { suspensionsSinceSql } from '#db/queries/childrenSuspensions.ts';
import { identitySql } from '#db/queries/identity.ts';
import { originsSql } from '#db/queries/origins.ts';
import { pepSql } from '#db/queries/peps.ts';
import { gradesSql, pepsOfListedSql } from '#db/queries/pepsToDate.ts';
import { resultSql } from '#db/queries/results.ts';
import { suspensionsOfChildrenSql } from '#db/queries/suspensions.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeAll(async () => {
  store = await aStore();
  await store.write((writer) => aChild(writer));
});
afterAll(() => store.close());

const parameters = {
  asAt: '2025-03-31',
  academicYear: '2024/25',
  month: '2025-03',
  from: '2025-03-01',
  to: '',
  childId: '',
  ids: '[]',
  before: '',
};

/** What SQLite does, step by step; the parameters only fill the places. */
function planOf(sql: string): string[] {
  const positional = (sql.match(/\?/g) ?? []).length;
  const statement = store.context.reader.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const named = Object.fromEntries(Object.entries(parameters).filter(([name]) => sql.includes(`@${name}`)));
  const rows = (positional > 0 ? statement.all(...Array(positional).fill('[]')) : statement.all(named)) as {
    detail: string;
  }[];
  return rows.map((row) => row.detail);
}

/** Reads through a table from end to end, but for what the list's own `listed` and JSON parameters are. */
const scans = (plan: readonly string[]) => plan.filter((step) => /^SCAN (?!listed|json_each|CONSTANT)/.test(step));

const hot: [string, string][] = [
  ['children looked after on a date', `${listedChildren} SELECT childId FROM listed`],
  ['attendance day by day', listedDaysSql],
  ['PEPs of the listed', pepsOfListedSql],
  ['grades of PEPs', gradesSql],
  ['suspensions since a date', suspensionsSinceSql],
  ['weeks of a child', weeksSql],
  ['sums of a child', rollupSql],
  ['where facts come from', originsSql],
  ...Object.entries(identitySql).map(([name, sql]): [string, string] => [`who children are: ${name}`, `SELECT ${sql}`]),
  ['suspensions of children', suspensionsOfChildrenSql],
  ...Object.entries({ ...pepSql, ...resultSql }).map(([name, sql]): [string, string] => [`of children: ${name}`, sql]),
  ...Object.entries(childRecordSql).map(([name, sql]): [string, string] => [`a child's ${name}`, sql]),
];

describe('hot queries use an index', () => {
  it.each(hot)('%s', (_what, sql) => {
    const plan = planOf(sql);
    expect(scans(plan)).toEqual([]);
    expect(plan.some((step) => step.startsWith('SEARCH') && step.includes('USING'))).toBe(true);
  });

  it('would notice one that does not', () => {
    expect(scans(planOf('SELECT surname FROM child_name WHERE surname = ?'))).toHaveLength(1);
  });
});
