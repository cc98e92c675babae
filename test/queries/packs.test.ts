import { afterAll, beforeAll, expect, test } from 'vitest';
import { identitySql } from '#db/queries/identity.ts';
import { pupilsSql } from '#db/queries/packs.ts';
import { packWeeksSql } from '#db/queries/packsRecords.ts';
import { pepSql } from '#db/queries/peps.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
beforeAll(async () => {
  store = await aStore();
});
afterAll(() => store.close());

const asAt = '2025-03-31';
const ids = '[]';

test.each([
  ['pupils', pupilsSql, { schoolId: '', asAt }, ['enrolment_school', 'care_period_child']],
  ['times in care', `SELECT ${identitySql.care}`, { ids }, ['care_period_child']],
  ['localities', `SELECT ${identitySql.locality}`, { ids }, ['locality_period_child']],
  [
    'weeks of marks',
    packWeeksSql,
    { ids, from: asAt, to: asAt },
    ['enrolment_child_school', 'attendance_week USING PRIMARY KEY'],
  ],
  ['sections of PEPs', pepSql.sections, [ids], ['pep_section_']],
])('%s of a pack: every table through its index, none read whole', (_name, sql, input, indexes) => {
  const statement = store.context.reader.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const plan = (statement.all(input) as { detail: string }[]).map((step) => step.detail);
  for (const index of indexes) expect(plan.join('\n')).toContain(index);
  expect(plan.filter((step) => step.startsWith('SCAN') && !step.includes('VIRTUAL TABLE'))).toEqual([]);
});
