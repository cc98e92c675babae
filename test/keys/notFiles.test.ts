import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, callHost, storeFolder } from '#test/backups/support.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
  store.host.lock();
});
afterEach(() => store.close());

const file = (name: string) => join(storeFolder(store), name);
const elsewhere = () => join(store.folder, 'elsewhere');
/** Puts something else under the name of a file of the app's own. */
const plant = {
  folder: (path: string) => mkdirSync(path),
  link: (path: string) => {
    writeFileSync(elsewhere(), 'somebody else’s');
    symlinkSync(elsewhere(), path);
  },
  'link to nothing': (path: string) => symlinkSync(join(store.folder, 'nothing there'), path),
  pipe: (path: string) => void execFileSync('mkfifo', [path]),
};
const kinds = Object.keys(plant) as (keyof typeof plant)[];
const names = ['vskaudit', 'vskkey', 'vsk', 'vsk.ready', 'vskaudit-wal', 'vsk-wal', 'vsklock'].map(
  (end) => `children.${end}`,
);
const all = names.flatMap((name) => kinds.map((kind) => [name, kind] as const));
// SQLite reads through neither; a store under two names has words of its own.
const planted = all.filter(([name, kind]) => !(name === 'children.vsk' && kind.startsWith('link')));

it.each(planted)(
  '%s is a %s: every way in says so and what to do, and nothing is followed or written through',
  async (name, kind) => {
    const path = file(name);
    const kept = existsSync(path) ? join(store.folder, 'moved away') : null;
    if (kept) renameSync(path, kept);
    plant[kind](path);
    const was = lstatSync(path);
    const asked = { passphrase: testPassphrase, also: null, backupFolder: null };
    for (const [call, input] of [
      ['store.unlock', { passphrase: testPassphrase }],
      ['recovery.inspect', asked],
      ['recovery.salvage', asked],
      ['recovery.restore', { ...asked, backupId: 'backup-2025-03-31T09-00-00-000Z-daily.vsk' }],
    ] as const) {
      const reply = await store.reply(call, input);
      expect({ call, reply }).toMatchObject({ reply: { ok: false, error: { code: 'conflict' } } });
      const { message } = (reply as { error: { detail: { message: string } } }).error.detail;
      expect(message).toContain(`${name} in the store's folder is `);
      expect(message).toMatch(/Nothing was opened or changed\. Move it out of the folder/);
    }
    expect(lstatSync(path).ino).toBe(was.ino);
    if (kind === 'link') expect(readFileSync(elsewhere(), 'utf8')).toBe('somebody else’s');
    expect(existsSync(join(store.folder, 'nothing there'))).toBe(false);
    rmSync(path, { recursive: true });
    if (kept) renameSync(kept, path);
    await store.host.unlock(testPassphrase);
  },
);

describe('the store taken away and a link planted for what was about to take its place', () => {
  it('is not put in its place', async () => {
    renameSync(file('children.vsk'), elsewhere());
    symlinkSync(elsewhere(), file('children.vsk.ready'));
    expect(await store.reply('store.unlock', { passphrase: testPassphrase })).toMatchObject({
      error: { code: 'conflict', detail: { value: 'children.vsk.ready' } },
    });
    expect(existsSync(file('children.vsk'))).toBe(false);
  });
});

it('a folder under a name of work under way is told; a link there is taken away and not followed', async () => {
  for (const name of ['children.vsk.restoring', 'children.vskaudit.rekeying', 'children.vskkey.new']) {
    mkdirSync(file(name));
    expect(await store.reply('store.unlock', { passphrase: testPassphrase })).toMatchObject({
      error: { code: 'conflict', detail: { value: name } },
    });
    rmSync(file(name), { recursive: true });
    plant.link(file(name));
    await store.host.unlock(testPassphrase);
    store.host.lock();
    expect(readFileSync(elsewhere(), 'utf8')).toBe('somebody else’s');
    expect(existsSync(file(name)) && lstatSync(file(name)).isSymbolicLink()).toBe(false);
  }
});

it('a pipe or a link beside a backup holds up no look at the store', async () => {
  await store.host.unlock(testPassphrase);
  const backupId = await backUp(store);
  store.host.lock();
  for (const kind of ['pipe', 'link'] as const) {
    rmSync(file(`backups/${backupId}key`), { force: true });
    plant[kind](file(`backups/${backupId}key`));
    expect(
      await callHost(store.host, 'recovery.inspect', { passphrase: testPassphrase, backupFolder: null }),
    ).toMatchObject({ store: 'sound' });
  }
  rmSync(file(`backups/${backupId}key`));
});
