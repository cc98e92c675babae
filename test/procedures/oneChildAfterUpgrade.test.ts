import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GoldenStore, goldenStore } from '#test/golden/goldenStore.ts';
import { disagreements } from '#test/make/askEverywhere.ts';

let golden: GoldenStore;
let children: string[];
beforeAll(async () => {
  golden = await goldenStore();
  await golden.become('administrator');
  children = golden.rows<{ id: string }>('SELECT id FROM child').map(({ id }) => id);
});
afterAll(() => golden.close());

it('has everybody of the store that 0.2 wrote', () => {
  expect(children.length).toBeGreaterThan(250);
});

it.each(['2023-09-30', '2024-03-31', '2024-07-15', '2024-12-31', '2025-03-31'])(
  'record = list = overview = drill = pack over the histories of 0.2 on %s',
  (asAt) => {
    expect(disagreements(golden.context, children, asAt)).toEqual([]);
  },
);
