import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWithinBounds } from '#db/keys/stretch.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { StoreHost } from '#service/storeHost.ts';
import { backUp, callHost, endedJob } from '#test/backups/support.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';

// attack.md A9 and A12.

let store: TestStore;
beforeEach(async () => {
  store = await aStore();
});
afterEach(() => store.close());
const files = () => storeFiles(join(store.folder, 'store'));

type Loose = { slots: Record<string, unknown>[]; keys: Record<string, unknown>[] } & Record<string, unknown>;
/** Alters a key file and gives it a checksum that fits: it is no secret. */
function forge(path: string, alter: (file: Loose) => void): void {
  const file = JSON.parse(readFileSync(path, 'utf8')) as Loose;
  alter(file);
  const parts = ['format', 'version', 'storeId', 'current', 'pending', 'slots', 'oldSlots', 'keys', 'serial', 'people'];
  const signed = JSON.stringify([...parts, 'auditHead'].map((part) => file[part]));
  const checksum = createHash('sha256').update(signed).update(JSON.stringify(file.macs)).digest('hex');
  writeFileSync(path, JSON.stringify({ ...file, checksum }));
}
const slot = (file: Loose) => file.slots[0] as Record<string, unknown>;
const hostile: [string, (file: Loose) => void][] = [
  ['2e8 passes', (file) => Object.assign(slot(file), { stretch: { memoryKiB: 64, passes: 2e8, parallelism: 1 } })],
  ['4 GiB', (file) => Object.assign(slot(file), { stretch: { memoryKiB: 4_194_304, passes: 3, parallelism: 1 } })],
  ['half a pass', (file) => Object.assign(slot(file), { stretch: { memoryKiB: 64, passes: 0.5, parallelism: 1 } })],
  ['no stretching of a passphrase', (file) => Object.assign(slot(file), { stretch: null })],
  ['an empty salt', (file) => Object.assign(slot(file), { salt: '' })],
  ['a slot that is null', (file) => file.slots.push(null as never)],
  ['a key that is null', (file) => file.keys.push(null as never)],
  [
    'a private key without its tag',
    (file) => Object.assign(slot(file), { privateKey: { nonce: 'AA==', box: 'AA==' } }),
  ],
  ['a thousand slots', (file) => file.slots.push(...Array.from({ length: 1000 }, () => ({ ...slot(file) })))],
  ['people that are a number', (file) => Object.assign(file, { people: 7 })],
  ['a serial that is no number', (file) => Object.assign(file, { serial: 'last' })],
];

describe('a key file that somebody made up, with a checksum that fits', () => {
  it.each(hostile)('%s: damaged, in words and at once, and the status is answered', async (_, alter) => {
    store.host.lock();
    forge(files().key, alter);
    const started = performance.now();
    expect(await store.reply('store.unlock', { passphrase: testPassphrase })).toMatchObject({
      error: { code: 'storeDamaged', detail: { message: expect.stringMatching(/^The key file is damaged/) } },
    });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('beside a backup: the look at it answers, and the sound ones are found', async () => {
    const bad = await backUp(store);
    const good = await backUp(store);
    store.host.lock();
    forge(join(files().backups, `${bad}key`), (file) =>
      Object.assign(slot(file), { stretch: { memoryKiB: 1_048_576, passes: 2e8, parallelism: 1 } }),
    );
    rmSync(files().store);
    const found = (await callHost(store.host, 'recovery.inspect', { passphrase: testPassphrase })) as {
      backups: { backupId: string }[];
    };
    expect(found.backups.map(({ backupId }) => backupId)).toContain(good);
  });

  it('a public key of rubbish opens nothing, and the try counts', async () => {
    store.host.lock();
    forge(files().key, (file) =>
      Object.assign((file.keys[0] as { sealed: object }).sealed, {
        [String(slot(file).slotId)]: {
          nonce: 'AAAAAAAAAAAAAAAA',
          box: 'AA==',
          tag: 'AAAAAAAAAAAAAAAAAAAAAA==',
          ephemeral: 'AA==',
        },
      }),
    );
    for (let tries = 0; tries < 3; tries += 1)
      expect(await store.reply('store.unlock', { passphrase: testPassphrase })).toMatchObject({
        error: { code: 'storeDamaged' },
      });
    expect(await store.reply('store.unlock', { passphrase: testPassphrase })).toMatchObject({
      error: { code: 'waitBeforeRetry' },
    });
  });

  it('a release takes from 64 MiB and 2 passes to 1 GiB and 10', () => {
    const cost = (memoryKiB: number, passes: number) => ({ memoryKiB, passes, parallelism: 1 });
    for (const fine of [cost(65_536, 2), cost(65_536, 3), cost(1_048_576, 10)])
      expect(isWithinBounds(fine, false)).toBe(true);
    for (const not of [cost(65_535, 3), cost(65_536, 1), cost(1_048_577, 3), cost(65_536, 11), cost(Number.NaN, 3)])
      expect(isWithinBounds(not, false)).toBe(false);
  });
});

/** A host as this app ships it: with Argon2id at 64 MiB. */
const anotherHost = (folder: string, more: object = {}) =>
  new StoreHost({ ...store.host.options, stretch: undefined as never, folder, ...more });

describe('unlocking', () => {
  it('raises what is cheap to guess, once, and answers the status while it stretches', async () => {
    store.host.close();
    const host = anotherHost(store.folder, { folder: join(store.folder, 'store') });
    await host.unlock(testPassphrase);
    const cost = () =>
      JSON.parse(readFileSync(files().key, 'utf8')).slots.map((each: { stretch: object }) => each.stretch);
    expect(cost()).toEqual([{ memoryKiB: 65_536, passes: 3, parallelism: 1 }]);
    host.lock();
    const unlocking = host.unlock(testPassphrase);
    let answered = 0;
    const ended = unlocking.then(() => answered);
    while (host.session === null) {
      expect(host.status().state).toBe('locked');
      answered += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await ended).toBeGreaterThan(2);
    host.close();
  });
});

describe('a second process', () => {
  const codeOf = async (host: StoreHost) => {
    const reply = await host.call('store.unlock', { passphrase: testPassphrase });
    return reply.ok ? 'ok' : reply.error.code;
  };

  it('does not open a store whose lock file was taken away meanwhile', async () => {
    rmSync(files().lock);
    const second = new StoreHost({ ...store.host.options });
    expect(await codeOf(second)).toBe('storeInUse');
    await store.call('users.list', {});
    store.host.lock();
    expect(await codeOf(second)).toBe('ok');
    second.close();
  });

  it('does not open it by a second name, open or closed, nor by a link', async () => {
    const other = join(store.folder, 'other');
    const { mkdirSync, copyFileSync } = await import('node:fs');
    mkdirSync(other);
    linkSync(files().store, storeFiles(other).store);
    copyFileSync(files().key, storeFiles(other).key);
    const second = new StoreHost({ ...store.host.options, folder: other });
    expect(await codeOf(second)).toBe('conflict');
    store.host.lock();
    expect(await codeOf(second)).toBe('conflict');
    expect(await codeOf(store.host)).toBe('conflict');
    rmSync(storeFiles(other).store);
    symlinkSync(files().store, storeFiles(other).store);
    expect(await codeOf(second)).toBe('conflict');
    expect(await codeOf(store.host)).toBe('ok');
    second.close();
  });
});

describe('the files of a store', () => {
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

  it('are its owner’s alone, also those that an earlier version wrote', async () => {
    const second = join(store.folder, 'second');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(second);
    await store.call('backups.setSecondFolder', { folder: second });
    await backUp(store);
    const all = () =>
      [join(store.folder, 'store'), second].flatMap((folder) =>
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && /children\.vsk(key|-wal|-shm)?$|backup-/.test(entry.name))
          .map((entry) => join(entry.parentPath, entry.name)),
      );
    expect(all().length).toBeGreaterThanOrEqual(8);
    for (const path of all()) expect(`${mode(path)} ${path}`).toBe(`600 ${path}`);
    for (const path of all()) chmodSync(path, 0o644);
    await store.signInAsAdministrator();
    for (const path of all().filter((each) => !each.startsWith(second)))
      expect(`${mode(path)} ${path}`).toBe(`600 ${path}`);
    await backUp(store);
    for (const path of all()) expect(`${mode(path)} ${path}`).toBe(`600 ${path}`);
  });

  it('are never written through a link that somebody put there', async () => {
    const elsewhere = join(store.folder, 'elsewhere');
    writeFileSync(elsewhere, 'untouched');
    for (const name of [`${files().key}.new`, join(store.folder, 'store', 'backups.json.new')])
      symlinkSync(elsewhere, name);
    await store.call('keys.newRecoveryKey', {});
    await store.call('backups.setSecondFolder', { folder: null });
    expect(await endedJob(store.host, 'keys.rekey')).toMatchObject({ state: 'done' });
    expect(readFileSync(elsewhere, 'utf8')).toBe('untouched');
    expect(existsSync(`${files().key}.new`)).toBe(false);
  });
});
