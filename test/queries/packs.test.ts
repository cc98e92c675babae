import { afterAll, beforeAll, expect, test } from 'vitest';
import { pupilsSql } from '#db/queries/packs.ts';
import { inCareSinceSql, localityNamesSql } from '#db/queries/packsIdentity.ts';
import { pepSectionsSql } from '#db/queries/packsPeps.ts';
import { packWeeksSql } from '#db/queries/packsRecords.ts';
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
  ['in care since', inCareSinceSql, { ids, asAt }, ['care_period_child']],
  ['locality', localityNamesSql, { ids, asAt }, ['locality_period_child']],
  [
    'weeks of marks',
    packWeeksSql,
    { ids, from: asAt, to: asAt },
    ['enrolment_child_school', 'attendance_week USING PRIMARY KEY'],
  ],
  ['sections of PEPs', pepSectionsSql, [ids], ['pep_section_']],
])('%s of a pack: every table through its index, none read whole', (_name, sql, input, indexes) => {
  const statement = store.context.reader.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const plan = (statement.all(input) as { detail: string }[]).map((step) => step.detail);
  for (const index of indexes) expect(plan.join('\n')).toContain(index);
  expect(plan.filter((step) => step.startsWith('SCAN') && !step.includes('VIRTUAL TABLE'))).toEqual([]);
});
