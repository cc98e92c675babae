import { afterAll, beforeAll, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';

// Born 2012 as first written down, corrected to 2010 on 30 June 2025: year 8 and not year 6 in 2024/25 (figures.md, D6).
let store: TestStore;
let childId: string;
let taught: string;
beforeAll(async () => {
  store = await aStore({ today: '2025-08-01' });
  const datesOfBirth = [
    { dateOfBirth: '2014-03-01', to: '2025-06-29' },
    { dateOfBirth: '2012-03-01', from: '2025-06-30' },
  ];
  await store.write((writer) => {
    const schoolId = aSchool(writer);
    const weeks = { '2025-03-03': weekOf('/') };
    childId = aChild(writer, { datesOfBirth, enrolments: [{ schoolId, start: '2022-09-01', ncYear: null, weeks }] });
    taught = aChild(writer, { datesOfBirth, enrolments: [{ schoolId, start: '2024-09-01', ncYear: 6, weeks }] });
  });
});
afterAll(() => store.close());

it.each(['2024-09-01', '2025-03-31', '2025-06-29', '2025-06-30', '2025-08-01'])(
  'decides age and default year on %s alike in list, record, drill and search',
  async (asAt) => {
    const { rows } = await store.call('children.list', { asAt, filters: {} });
    const { children } = await store.call('figures.children', {
      drill: { figure: 'children', asAt, academicYear: null, localityId: null, measure: null },
    });
    for (const [id, ncYear] of [
      [childId, 8],
      [taught, 6],
    ] as const) {
      const { header } = await store.call('children.get', { childId: id, asAt });
      const row = rows.find((each) => each.childId === id);
      expect([header.dateOfBirth, header.age, header.ncYear]).toEqual([row?.dateOfBirth, row?.age, row?.ncYear]);
      expect([row?.dateOfBirth, row?.ncYear]).toEqual(['2012-03-01', ncYear]);
      expect(children.find((each) => each.childId === id)?.ncYear).toBe(ncYear);
    }
  },
);

it('decides the cohort of a year in which no school recorded one', async () => {
  const { county } = await store.call('reports.gap', {
    measure: 'ks2-rwm-expected',
    fromYear: '2022/23',
    toYear: '2022/23',
  });
  expect(county[0]?.inCohort).toBe(2);
});
