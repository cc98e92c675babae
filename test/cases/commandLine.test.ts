import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';

let store: TestStore;
beforeAll(async () => {
  store = await aStore({ today: '2026-11-27' });
  store.host.lock();
  writeFileSync(join(store.folder, 'passphrase'), `${testPassphrase}\n`);
});
afterAll(() => store.close());

/** Runs `vsk import` on a file of the case command-line-says-done. */
function vskImport(file: string, ...more: string[]) {
  const given = openSync(join(store.folder, 'passphrase'), 'r');
  const path = join(import.meta.dirname, 'inputs/command-line-says-done', file);
  const args = ['import', path, ...more, '--store', join(store.folder, 'store'), '--passphrase-fd', '3'];
  const run = spawnSync(process.execPath, [join(process.cwd(), 'main/hosts/vsk.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', given],
    encoding: 'utf8',
    env: { ...process.env, VSK_TODAY: '2026-11-27' },
  });
  closeSync(given);
  return { status: run.status, out: run.stdout, error: run.stderr };
}

it('command-line-says-done: nothing read, and who is not on the list, each have a status and are said', () => {
  expect(vskImport('1-unknown.csv')).toMatchObject({
    status: 8,
    out: expect.stringMatching(/not a file this app reads/),
  });
  expect(vskImport('2-list.csv', '--as-of', '2026-11-13')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/2 added.*as of 2026-11-13/),
  });
  expect(vskImport('3-list-next-week.csv', '--as-of', '2026-11-20')).toMatchObject({
    status: 9,
    out: expect.stringMatching(/Not on the list: 1 child who is looked after here/),
  });
  expect(vskImport('2-list.csv', '--as-of', 'yesterday')).toMatchObject({
    status: 2,
    error: expect.stringMatching(/--as-of is a day/),
  });
}, 60_000);
