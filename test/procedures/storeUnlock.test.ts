import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAuthentic, readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { openForWriting } from '#db/open.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import type { StoreHost } from '#service/storeHost.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, testPassphrase } from '#test/make/aStore.ts';
import { writeKeyFile } from '#test/make/writeKeyFile.ts';
import { copyStore, hostIn } from '#test/security/support.ts';

/** One store with two users, closed; every test works on a copy of its files. */
let original: string;
let folder: string;
let host: StoreHost;
const secondPassphrase = 'the passphrase of the assistant head';
const files = () => storeFiles(join(folder, 'store'));

beforeAll(async () => {
  original = mkdtempSync(join(tmpdir(), 'vsk-unlock-original-'));
  const store = await aStore({ folder: original });
  await store.write((writer) => {
    for (let each = 0; each < 300; each += 1) aChild(writer, { name: { forename: 'Ana', surname: 'Sample' } });
  });
  await store.call('users.add', {
    name: 'Second Person',
    role: 'assistantHead',
    localityId: store.locality('EK3'),
    passphrase: secondPassphrase,
  });
  store.host.close();
});
afterAll(() => rmSync(original, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsk-unlock-'));
  cpSync(original, folder, { recursive: true });
  host = hostIn(join(folder, 'store'));
});
afterEach(() => {
  host.close();
  rmSync(folder, { recursive: true, force: true });
});

const unlock = async (passphrase = testPassphrase) => {
  const reply = await host.call('store.unlock', { passphrase });
  return reply.ok ? 'ok' : { code: reply.error.code, message: reply.error.detail.message };
};
const status = async () => {
  const reply = await host.call('store.status', {});
  return reply.ok ? (reply.value as { state: string; user: { name: string; role: string } | null }) : null;
};
const opened = ({ service }: StoreHost) => {
  if (!service) throw new Error('The store is locked.');
  return service.context;
};
const listChildren = async () => {
  const reply = await host.call('children.list', { asAt: '2025-03-31', filters: {} });
  return reply.ok ? (reply.value as { total: number }).total : reply.error.code;
};
const editKeyFile = (edit: (keyFile: KeyFile) => unknown) => {
  const keyFile = JSON.parse(readFileSync(files().key, 'utf8')) as KeyFile;
  edit(keyFile);
  writeFileSync(files().key, JSON.stringify(keyFile));
};
const currentKey = async (): Promise<Buffer> => {
  const keyFile = readKeyFile(files().key) as KeyFile;
  const unlocked = await unlockKeyFile(keyFile, testPassphrase, 'passphrase');
  return unlocked?.keys.get(keyFile.current) as Buffer;
};
const flip = (path: string, at: number) => {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
};

describe('unlocking', () => {
  it('opens the store as the user whose passphrase it is', async () => {
    expect(await status()).toMatchObject({ state: 'locked', user: null });
    expect(await unlock()).toBe('ok');
    expect(await status()).toMatchObject({
      state: 'open',
      user: { name: 'Test Administrator', roles: [{ role: 'administrator' }] },
    });
    expect(await listChildren()).toBe(300);
    await host.call('store.lock', {});
    expect(await status()).toMatchObject({ state: 'locked', user: null });
    expect(await listChildren()).toBe('locked');
    expect(await unlock(secondPassphrase)).toBe('ok');
    expect(await status()).toMatchObject({
      state: 'open',
      user: { name: 'Second Person', roles: [{ role: 'assistantHead' }] },
    });
  });

  it('keeps both slots under one store key, each bound to its user', async () => {
    const keyFile = readKeyFile(files().key);
    expect(keyFile?.slots).toHaveLength(2);
    const [first, second] = await Promise.all(
      [testPassphrase, secondPassphrase].map((each) => unlockKeyFile(keyFile as KeyFile, each, 'passphrase')),
    );
    expect(first?.keys).toEqual(second?.keys);
    expect(first?.keys.size).toBe(1);
    expect(first?.userId).not.toBe(second?.userId);
    const [mine, theirs] = keyFile?.slots ?? [];
    const swapped = { ...keyFile, slots: [{ ...mine, userId: theirs?.userId }] } as KeyFile;
    expect(await unlockKeyFile(swapped, testPassphrase, 'passphrase')).toBe(null);
  });

  it('lets one of two calls at the same time in', async () => {
    const answers = await Promise.all([unlock(), unlock()]);
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1);
    expect(answers.find((answer) => answer !== 'ok')).toMatchObject({ code: 'conflict' });
    expect(await listChildren()).toBe(300);
  });

  it('refuses a person who is no longer a user', async () => {
    await host.unlock(testPassphrase);
    const context = opened(host);
    const { id } = context.reader.prepare("SELECT id FROM user WHERE name = 'Second Person'").get() as { id: string };
    await context.write((writer) => writer.update('user', id, { active: 0 }));
    host.lock();
    expect(await unlock(secondPassphrase)).toMatchObject({ code: 'forbidden' });
    expect(await unlock()).toBe('ok');
  });
});

describe('what is wrong is told apart', () => {
  it('wrong passphrase', async () => {
    expect(await unlock('another passphrase')).toMatchObject({ code: 'wrongPassphrase' });
    expect(await unlock(testPassphrase.toUpperCase())).toMatchObject({ code: 'wrongPassphrase' });
    expect(await unlock()).toBe('ok');
  });

  it('no store at all', async () => {
    rmSync(join(folder, 'store'), { recursive: true });
    expect(await status()).toMatchObject({ state: 'none' });
    expect(await unlock()).toMatchObject({ code: 'storeMissing' });
  });

  it('the store gone from beside its key file', async () => {
    rmSync(files().store);
    expect(await unlock()).toMatchObject({ code: 'storeMissing', message: expect.stringContaining('children.vsk') });
    expect(existsSync(files().store)).toBe(false);
  });

  it('missing key file', async () => {
    rmSync(files().key);
    expect(await unlock()).toMatchObject({ code: 'storeDamaged', message: expect.stringContaining('missing') });
    const made = await host.call('store.create', { passphrase: testPassphrase, userName: 'Somebody' });
    expect(made).toMatchObject({ ok: false, error: { code: 'storeExists' } });
  });

  const damages: Record<string, () => void> = {
    'not JSON': () => writeFileSync(files().key, '{"format": "vsk-'),
    empty: () => writeFileSync(files().key, ''),
    null: () => writeFileSync(files().key, 'null'),
    'another file': () => writeFileSync(files().key, '{"format": "something else"}'),
    'no slots': () => editKeyFile((keyFile) => Object.assign(keyFile, { slots: [] })),
    'a slot gone': () => editKeyFile((keyFile) => keyFile.slots.pop()),
    'no keys': () => editKeyFile((keyFile) => Object.assign(keyFile, { keys: [] })),
    'no mark of the key': () => editKeyFile((keyFile) => Object.assign(keyFile, { macs: undefined })),
    'bytes gone from a private key': () =>
      editKeyFile(({ slots: [slot] }) => {
        if (slot) slot.privateKey.box = slot.privateKey.box.slice(8);
      }),
    'a byte changed in a private key': () =>
      editKeyFile(({ slots: [slot] }) => {
        if (!slot) return;
        const bytes = Buffer.from(slot.privateKey.box, 'base64');
        bytes[3] = (bytes[3] ?? 0) ^ 1;
        slot.privateKey.box = bytes.toString('base64');
      }),
    'a shortened tag': () =>
      editKeyFile(({ slots: [slot] }) => {
        if (slot) slot.privateKey.tag = slot.privateKey.tag.slice(0, 8);
      }),
    'a role swapped in': () =>
      editKeyFile(({ slots: [first, second] }) => first && second && Object.assign(second, { userId: first.userId })),
  };
  it.each(Object.entries(damages))('damaged key file: %s', async (_what, damage) => {
    damage();
    const answer = await unlock();
    expect(answer).toMatchObject({ code: 'storeDamaged', message: expect.stringContaining('key file') });
    expect(await unlock('another passphrase')).toEqual(answer);
  });

  it('a key file that somebody without the key changed, its checksum made to fit', async () => {
    const keyFile = readKeyFile(files().key) as KeyFile;
    const [first, second] = keyFile.slots;
    if (!first || !second) throw new Error('two slots are wanted');
    // The public key of a thief in the place of a colleague's: the next re-key would seal the new key to it.
    const altered = { ...keyFile, slots: [first, { ...second, publicKey: first.publicKey }] };
    writeKeyFile(files().key, altered, [Buffer.alloc(32, 1)]);
    expect(isAuthentic(readKeyFile(files().key) as KeyFile, await currentKey().catch(() => Buffer.alloc(32)))).toBe(
      false,
    );
    expect(await unlock()).toMatchObject({ code: 'storeDamaged', message: expect.stringContaining('was changed') });
  });

  it('a key file of another store', async () => {
    const other = await aStore();
    other.host.close();
    cpSync(storeFiles(join(other.folder, 'store')).key, files().key);
    rmSync(other.folder, { recursive: true });
    expect(await unlock()).toMatchObject({ code: 'storeDamaged', message: expect.stringContaining('another store') });
  });

  it.each([0, 20, 3000])('damaged store: byte %i of the first page', async (at) => {
    flip(files().store, at);
    expect(await unlock()).toMatchObject({
      code: 'storeDamaged',
      message: expect.stringContaining('passphrase is right'),
    });
    expect(await unlock('another passphrase')).toMatchObject({ code: 'wrongPassphrase' });
  });

  it('damaged store: cut short, or overwritten with noughts', async () => {
    const whole = readFileSync(files().store);
    writeFileSync(files().store, whole.subarray(0, 2000));
    expect(await unlock()).toMatchObject({ code: 'storeDamaged' });
    writeFileSync(files().store, Buffer.alloc(whole.length));
    expect(await unlock()).toMatchObject({ code: 'storeDamaged' });
  });

  it('damaged store: pages of rows, which are never read out as something else', async () => {
    const bytes = readFileSync(files().store);
    for (let at = 4096 * 8 + 100; at < bytes.length; at += 4096) bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    writeFileSync(files().store, bytes);
    const answer = await unlock();
    if (answer === 'ok') expect(await listChildren()).toBe('storeDamaged');
    else expect(answer).toMatchObject({ code: 'storeDamaged' });
  });

  it('a plain SQLite file in the place of the store', async () => {
    writeFileSync(files().store, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8176)]));
    expect(await unlock()).toMatchObject({ code: 'storeDamaged' });
  });

  it('a store from a newer version, unchanged by being refused', async () => {
    const key = await currentKey();
    const connection = openForWriting(files().store, key);
    connection
      .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
      .run('later', 9_999_999_999_999);
    connection.close();
    const before = readFileSync(files().store);
    expect(await unlock()).toMatchObject({ code: 'storeNewer' });
    expect(await status()).toMatchObject({ state: 'locked' });
    expect(readFileSync(files().store).equals(before)).toBe(true);
    expect(existsSync(files().backups)).toBe(false);
  });

  it('a key file from a newer version', async () => {
    editKeyFile((keyFile) => Object.assign(keyFile, { version: 4 }));
    expect(await unlock()).toMatchObject({ code: 'storeNewer' });
  });

  it('a store in the folder already', async () => {
    const made = await host.call('store.create', { passphrase: testPassphrase, userName: 'Somebody' });
    expect(made).toMatchObject({ ok: false, error: { code: 'storeExists' } });
    expect(await unlock()).toBe('ok');
  });
});

describe('a crash', () => {
  it.each([
    ['with its write-ahead log and shared memory', ['', '-wal', '-shm'] as const],
    ['with its write-ahead log', ['', '-wal'] as const],
  ])('the files of a running store, copied %s, open with every committed row', async (_how, parts) => {
    await host.unlock(testPassphrase);
    const written = await opened(host).write((writer) =>
      aChild(writer, { name: { forename: 'Late', surname: 'Comer' } }),
    );
    const copied = hostIn(copyStore(join(folder, 'store'), join(folder, 'copy'), parts));
    await copied.unlock(testPassphrase);
    const { reader } = opened(copied);
    expect(reader.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(reader.prepare('SELECT surname FROM child_name WHERE child_id = ?').pluck().get(written)).toBe('Comer');
    expect(reader.prepare('SELECT count(*) FROM child').pluck().get()).toBe(301);
    copied.close();
  });

  it('while the key file is written leaves the old one', async () => {
    const before = readFileSync(files().key);
    writeFileSync(`${files().key}.new`, '{"format"');
    expect(readKeyFile(files().key)?.slots).toHaveLength(2);
    const keyFile = readKeyFile(files().key) as KeyFile;
    const key = await currentKey();
    expect(() => writeKeyFile(join(folder, 'nowhere', 'key'), keyFile, [key])).toThrow();
    writeKeyFile(files().key, keyFile, [key]);
    expect(JSON.parse(readFileSync(files().key, 'utf8'))).toEqual(JSON.parse(before.toString('utf8')));
    expect(existsSync(`${files().key}.new`)).toBe(false);
  });
});
