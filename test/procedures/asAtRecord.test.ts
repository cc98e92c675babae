import { afterEach, beforeEach, expect, it } from 'vitest';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { daysOn } from '#test/make/untidyHistories.ts';
import { weekOf } from '#test/make/weekOf.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());
const record = (childId: string, asAt: string) => store.call('children.get', { childId, asAt });

it('shows nothing on a day gone by that began or ended after it', async () => {
  const childId = await store.write((writer) => {
    const schoolId = aSchool(writer);
    return aChild(writer, {
      name: { forename: 'Ana', surname: 'Before' },
      names: [{ kind: 'legal', forename: 'Ana', surname: 'After', from: '2024-06-01' }],
      episodes: [
        { start: '2022-01-01', end: '2024-06-01', reasonCeased: 'X1' },
        { start: '2024-06-01', reasonStarted: 'P' },
      ],
      enrolments: [
        { schoolId, start: '2022-09-01', end: '2024-08-31' },
        { schoolId: aSchool(writer), start: '2024-09-01' },
      ],
    });
  });
  const then = (await record(childId, '2024-05-31')).care;
  expect(then.episodes.map(({ from, to, reasonCeased }) => [from, to, reasonCeased])).toEqual([
    ['2022-01-01', null, null],
  ]);
  expect(then.enrolments.map(({ from, to }) => [from, to])).toEqual([['2022-09-01', null]]);
  expect(then.names.map(({ surname }) => surname)).toEqual(['Before']);
  const now = (await record(childId, '2025-03-31')).care;
  expect([now.episodes.length, now.enrolments.length, now.names.length]).toEqual([2, 2, 2]);
});

it('has no nought of suspended days in a year of which none have been received', async () => {
  const childId = await store.write((writer) => {
    aChild(writer, { suspensions: [{ start: '2023-10-02', sessions: 2 }] });
    return aChild(writer, {});
  });
  for (const [asAt, days] of [
    ['2024-03-31', 0],
    ['2025-03-31', null],
  ] as const) {
    const { rows } = await store.call('children.list', { asAt, filters: {} });
    expect((await record(childId, asAt)).suspensions.days).toBe(days);
    expect(rows.find((row) => row.childId === childId)?.suspendedDays).toBe(days);
    const county = (await store.call('overview.get', { asAt })).localities.find((row) => row.isCounty);
    expect(county?.suspended.absent).toBe(days === null ? 'notAvailable' : null);
  }
});

it('tells a past year by the rule of its day, to the end of the fifth half-term, and names it', async () => {
  const mondays = Array.from({ length: 8 }, (_, week) => daysOn('2010-01-11', week * 7));
  const childId = await store.write((writer) =>
    aChild(writer, {
      dateOfBirth: '1998-05-05',
      episodes: [{ start: '2005-01-01' }],
      enrolments: [
        {
          schoolId: aSchool(writer),
          start: '2008-09-01',
          // 60 sessions missed by May, 10 more in June: 64 of five half-terms are not reached.
          weeks: Object.fromEntries([
            ...mondays.slice(0, 6).map((monday) => [monday, weekOf('I')]),
            ['2010-06-14', weekOf('I')],
          ]),
        },
      ],
    }),
  );
  const year = (await record(childId, '2011-01-31')).attendance.years.find((row) => row.academicYear === '2009/10');
  expect(year).toMatchObject({
    possible: 70,
    persistent: false,
    persistentRule: '64 or more sessions missed in five half-terms (20 %)',
  });
  // The measure is recalculated back to 46 sessions, as its peer was.
  const { county } = await store.call('reports.gap', {
    measure: 'absence-persistent-15',
    fromYear: '2009/10',
    toYear: '2009/10',
  });
  expect(county[0]).toMatchObject({ withResult: 1, reached: 1 });
});

it('counts days of a suspension begun in July towards the limits of the year it reaches into, in record and needs alike', async () => {
  const childId = await store.write((writer) =>
    aChild(writer, {
      suspensions: [
        // 45 school days from 10 July 2024 reach far into the autumn term.
        { start: '2024-07-10', sessions: 90 },
        { start: '2024-12-02', sessions: 1, category: 'LNCH' },
      ],
    }),
  );
  const { days } = (await record(childId, '2025-03-31')).suspensions;
  expect(days).toBeGreaterThan(15);
  const { needs } = await store.call('overview.get', { asAt: '2025-03-31' });
  expect(needs.find((need) => need.key === 'suspendedDays')?.count).toBe(1);
});

it('asks of no child who left care whether it is a possible leaver', async () => {
  await store.write((writer) => {
    for (const end of [null, '2025-02-28']) {
      const childId = aChild(writer, { episodes: [{ start: '2020-01-01', end }] });
      writer.insert('possible_leaver', { child_id: childId, noticed_on: '2025-02-01', batch_id: 'test' });
    }
  });
  const count = async (asAt: string) =>
    (await store.call('overview.get', { asAt })).needs.find((need) => need.key === 'possibleLeavers')?.count;
  expect([await count('2025-02-27'), await count('2025-02-28')]).toEqual([2, 1]);
});
