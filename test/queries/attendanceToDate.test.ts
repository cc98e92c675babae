import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attendanceToDate } from '#db/queries/attendanceToDate.ts';
import { possibleSessions } from '#domain/attendance/sessionCounts.ts';
import { addDays, mondayOf } from '#domain/calendar/plainDate.ts';
import { aChild } from '#test/make/aChild.ts';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { weekOf } from '#test/make/weekOf.ts';

const codes = ['/', '\\', 'L', 'I', 'O', 'C1', 'X', 'D', '-', 'K'];
let store: TestStore;
const childIds: string[] = [];

beforeAll(async () => {
  store = await aStore();
  // Three children with marks of every kind from August to April, two of them at two schools at once, one moving locality.
  let seed = 7;
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed;
  };
  const weeks = (from: string) =>
    Object.fromEntries(
      Array.from({ length: 34 }, (_, week) => [
        addDays(mondayOf(from), week * 7),
        weekOf(Array.from({ length: 10 }, () => codes[next() % codes.length]).join(' ')),
      ]),
    );
  await store.write((writer) => {
    const [first, second] = [aSchool(writer), aSchool(writer)];
    const [thanet, dover] = [store.district('Thanet'), store.district('Dover')];
    for (const schools of [[first], [first, second], [second, first]])
      childIds.push(
        aChild(writer, {
          episodes: [
            { start: '2024-10-08', end: '2025-01-15', reasonCeased: 'X1', districtId: thanet },
            { start: '2025-01-15', reasonStarted: 'P', districtId: dover },
          ],
          enrolments: schools.map((schoolId, place) => ({
            schoolId,
            start: '2024-09-01',
            kind: place === 0 ? 'main' : 'dual',
            weeks: weeks('2024-08-26'),
          })),
        }),
      );
  });
});
afterAll(() => store.close());

it("agrees on every date with what the child's own record counts from its marks", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 200 }), fc.nat(2), async (days, place) => {
      const asAt = addDays('2024-10-08', days);
      const childId = childIds[place] ?? '';
      const { thisYear } = (await store.call('children.get', { childId, asAt })).attendance;
      const listed = attendanceToDate(store.context.reader, asAt).get(childId);
      const { attended, authorised, unauthorised, notPossible, possible } = thisYear;
      expect(listed).toEqual({ attended, authorised, unauthorised, notPossible });
      expect(listed && possibleSessions(listed)).toBe(possible);
      expect(possible).toBe(attended + authorised + unauthorised);
    }),
    { numRuns: 60 },
  );
});

it('never counts fewer sessions on a later day of the year', () => {
  let before = 0;
  for (let asAt = '2024-10-08'; asAt <= '2025-05-01'; asAt = addDays(asAt, 3)) {
    const counts = attendanceToDate(store.context.reader, asAt).get(childIds[1] ?? '');
    const possible = counts ? possibleSessions(counts) : 0;
    expect(possible).toBeGreaterThanOrEqual(before);
    before = possible;
  }
  expect(before).toBeGreaterThan(200);
});
