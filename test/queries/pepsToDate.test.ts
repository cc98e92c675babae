import { afterAll, beforeAll, expect, it } from 'vitest';
import { pepsKnownSince, pepsToDate } from '#db/queries/pepsToDate.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

const green = Array.from({ length: 8 }, () => 'green' as const);
let store: TestStore;
let childId: string;

beforeAll(async () => {
  store = await aStore();
  childId = await store.write((writer) =>
    aChild(writer, {
      peps: [
        { due: '2024-04-30', held: '2024-04-20', gradedOn: '2024-05-01', grades: green },
        { due: '2024-12-31', held: '2024-12-10', gradedOn: '2025-01-10', grades: [...green.slice(1), 'red'] },
        {
          due: '2024-12-31',
          held: '2024-12-10',
          submitted: '2025-02-01',
          version: 2,
          grades: green.slice(1),
          gradedOn: '2025-02-10',
        },
      ],
    }),
  );
});
afterAll(() => store.close());

it.each([
  ['2024-04-19', null, null],
  ['2024-04-30', '2024-04-20', null],
  ['2024-05-01', '2024-04-20', 'green'],
  // Until the amended version is handed in and graded, version 1 stands with its grade; it has seven sections of eight.
  ['2025-01-31', '2024-12-10', 'red'],
  ['2025-02-09', '2024-12-10', 'red'],
  ['2025-02-10', '2024-12-10', null],
])('as at %s the last PEP was held %s and graded %s', (asAt, lastHeld, lastOverall) => {
  expect(pepsToDate(store.context.reader, asAt).get(childId)).toMatchObject({ lastHeld, lastOverall });
});

it('calls nobody late for a time of which the store holds no PEP', () => {
  const { reader } = store.context;
  expect(pepsKnownSince(reader, '2025-03-31')).toBe('2024-03-31');
  expect(pepsKnownSince(reader, '2011-06-30')).toBe('2011-06-30');
});
