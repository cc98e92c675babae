import { afterEach, beforeEach, expect, it } from 'vitest';
import { aSchool } from '#test/make/aSchool.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const quiet = { report: async () => undefined, cancelled: false, hold: () => undefined };
let made = 0;
/** One commit of so many rows that a thread folds the log into the store after it. */
const longCommit = () =>
  store.context.writeLong(quiet, async (writer) => {
    for (let at = 0; at < 6000; at += 1) aSchool(writer, { urn: String(200_001 + made++) });
  });
const schools = () => store.context.reader.prepare<[], number>('SELECT count(*) FROM school').pluck().get();

it('a short write after two long ones waits its turn, and all is there', async () => {
  await Promise.all([longCommit(), longCommit()]);
  await store.write((writer) => aSchool(writer, { urn: '100001' }));
  expect(schools()).toBe(12_001);
  expect(store.context.reader.pragma('integrity_check', { simple: true })).toBe('ok');
});

it.each([0, 20, 80, 160, 320])(
  'a lock %i ms after a long commit leaves the store whole, and it opens at once',
  async (ms) => {
    await longCommit();
    await new Promise((resolve) => setTimeout(resolve, ms));
    store.host.lock();
    await store.host.unlock(testPassphrase);
    await store.signInAsAdministrator();
    expect(schools()).toBe(6000);
    expect(store.context.reader.pragma('integrity_check', { simple: true })).toBe('ok');
  },
);
