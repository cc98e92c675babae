import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { vskImport } from './support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await aStore({ today: '2026-11-27' });
});
afterAll(() => store.close());

const vskOf = (file: string, ...more: string[]) =>
  vskImport(store, [join(import.meta.dirname, 'inputs/command-line-says-done', file)], ...more);

it('command-line-says-done: nothing read, and who is not on the list, each have a status and are said', () => {
  expect(vskOf('1-unknown.csv')).toMatchObject({
    status: 8,
    out: expect.stringMatching(/not a file this app reads/),
  });
  expect(vskOf('2-list.csv', '--as-of', '2026-11-13')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/2 added.*as of 2026-11-13/),
  });
  expect(vskOf('3-list-next-week.csv', '--as-of', '2026-11-20')).toMatchObject({
    status: 9,
    out: expect.stringMatching(/Not on the list: 1 child who is looked after here/),
  });
  expect(vskOf('2-list.csv', '--as-of', 'yesterday')).toMatchObject({
    status: 2,
    error: expect.stringMatching(/--as-of is a day/),
  });
}, 60_000);
