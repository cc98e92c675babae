import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { people } from '#test/golden/goldenStore.ts';
import { anOldStore, filesIn } from './support.ts';

let folder: string;
let store: string;

/** `vsk` with the administrator's passphrase on its standard input. */
function vsk(...args: string[]): Promise<{ status: number | null; out: string; error: string }> {
  const file = join(folder, 'passphrase');
  writeFileSync(file, `${people.administrator}\n`);
  const given = openSync(file, 'r');
  const child = spawn(process.execPath, ['main/hosts/vsk.mjs', ...args, '--store', store, '--passphrase-fd', '0'], {
    stdio: [given, 'pipe', 'pipe'],
    env: { ...process.env, XDG_CONFIG_HOME: join(folder, 'config') },
  });
  return new Promise((resolve) => {
    const [out, error]: [string[], string[]] = [[], []];
    child.stdout?.on('data', (chunk) => out.push(String(chunk)));
    child.stderr?.on('data', (chunk) => error.push(String(chunk)));
    child.on('close', (status) => {
      closeSync(given);
      resolve({ status, out: out.join(''), error: error.join('') });
    });
  });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsk-upgrade-cli-'));
  store = anOldStore(join(folder, 'store'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const report = ['report', 'gap', '--measure', 'ks2-rwm-expected'];

it('a command on a store of 0.2 says how it is brought up to date, with a status of its own; vsk upgrade does it', async () => {
  const before = filesIn(store);
  const refused = await vsk(...report);
  expect(refused).toMatchObject({ status: 6, out: '' });
  expect(refused.error).toMatch(/earlier version.*needs 39 MB.*Nothing was changed\.\nTo do it: vsk upgrade --store '/);
  expect(filesIn(store)).toEqual(before);

  const done = await vsk('upgrade');
  expect(done.error).toMatch(
    /^Bringing the store up to date, after a backup: needs 39 MB, .* are free; about 5 seconds\./,
  );
  expect(done).toMatchObject({ status: 0, out: expect.stringContaining('The store is up to date.') });
  expect(readdirSync(join(store, 'backups')).filter((name) => name.endsWith('.vsk'))).toHaveLength(1);

  expect(await vsk('upgrade')).toMatchObject({ status: 0, out: expect.stringContaining('of this version already') });
  expect(await vsk(...report)).toMatchObject({ status: 0, out: expect.stringContaining('Academic year') });
}, 60_000);
