import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForReading } from '#db/open.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import type { StoreHost } from '#service/storeHost.ts';
import { callHost, endOf } from '#test/backups/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { testPassphrase } from '#test/make/aStore.ts';
import { hostIn } from '#test/security/support.ts';
import { aSmallDisk, type SmallDisk } from './smallDisk.ts';

let disk: SmallDisk;
let host: StoreHost;
const folder = () => join(disk.folder, 'store');

beforeEach(() => {
  disk = aSmallDisk(24);
  host = hostIn(folder());
});
afterEach(() => {
  host.close();
  disk.remove();
});

const codeOf = async (name: string, input: unknown) => {
  const reply = await host.call(name, input);
  return reply.ok ? 'ok' : reply.error.code;
};
const create = () => codeOf('store.create', { passphrase: testPassphrase, userName: 'A. Head' });
const unlock = () => codeOf('store.unlock', { passphrase: testPassphrase });
const files = () =>
  readdirSync(folder())
    .filter((name) => name !== 'children.vsklock')
    .sort();
const counts = () => {
  const reader = host.service?.context.reader;
  return [
    reader?.pragma('integrity_check', { simple: true }),
    reader?.prepare('SELECT count(*) FROM user').pluck().get(),
  ];
};

describe('a full disk', () => {
  it('when a store is made: nothing of one is left, and it can be made once there is space', async () => {
    const free = disk.fill();
    expect(await create()).toBe('diskFull');
    expect(existsSync(folder()) ? files() : []).toEqual([]);
    free();
    expect(await create()).toBe('ok');
  });

  it('when the store is opened', async () => {
    await create();
    host.lock();
    const free = disk.fill();
    expect(await unlock()).toBe('diskFull');
    expect(host.service).toBe(null);
    free();
    expect(await unlock()).toBe('ok');
  });

  it('when something is written: it is refused whole, and what was there stays', async () => {
    await create();
    const free = disk.fill();
    const many = await host.call('drafts.save', { key: 'long', content: 'x'.repeat(190_000) });
    expect(many).toMatchObject({ ok: false, error: { code: 'diskFull' } });
    free();
    expect(counts()).toEqual(['ok', 1]);
    expect(await host.call('drafts.read', { key: 'long' })).toMatchObject({ ok: true, value: { content: null } });
    expect(await codeOf('drafts.save', { key: 'long', content: 'x'.repeat(190_000) })).toBe('ok');
  });

  it('when a child is read: what cannot be put in the audit is not shown, and the rest is on the disk', async () => {
    await create();
    const { context } = host.service ?? {};
    const childId = await context?.write((writer) =>
      aChild(writer, { name: { forename: 'Ana', surname: 'Zzyzxfull' } }),
    );
    const key = context?.store.copyKey();
    const free = disk.fill();
    const input = { childId, asAt: '2025-03-31' };
    const shown: unknown[] = [];
    let refused = await host.call('children.get', input);
    // There is room for a few entries in the log as it lies.
    for (; refused.ok && shown.length < 2_000; refused = await host.call('children.get', input))
      shown.push(refused.value);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'diskFull', detail: { message: expect.stringMatching(/full/i) } },
    });
    const search = { text: 'Zzyzx', asAt: '2025-03-31' };
    for (const [name, asked] of [
      ['children.list', { asAt: '2025-03-31', filters: {} }] as const,
      ['search.all', search] as const,
    ]) {
      const reply = await host.call(name, asked);
      expect(reply).toMatchObject({ ok: false, error: { code: 'diskFull' } });
      expect(JSON.stringify(reply)).not.toMatch(/zzyzxfull/i);
    }
    // Copied as a kill would leave it: every read that was answered is there, and none that was not.
    const copy = join(tmpdir(), `vsk-copied-${process.pid}`);
    for (const end of ['', '-wal']) copyFileSync(`${storeFiles(folder()).audit}${end}`, `${copy}${end}`);
    const audit = openForReading(copy, key as Buffer);
    expect(audit.prepare("SELECT count(*) FROM entry WHERE action = 'read child'").pluck().get()).toBe(shown.length);
    audit.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
    free();
    expect(await host.call('children.get', input)).toMatchObject({ ok: true });
    expect(JSON.stringify(await host.call('search.all', search))).toMatch(/zzyzxfull/i);
    expect(await host.session?.watch.check()).toMatchObject({ faults: [] });
  });

  it('when a passphrase is changed: the old one still opens the store', async () => {
    await create();
    const before = readFileSync(storeFiles(folder()).key);
    const free = disk.fill();
    expect(await codeOf('keys.changePassphrase', { current: testPassphrase, next: 'quite another one' })).toBe(
      'diskFull',
    );
    expect(readFileSync(storeFiles(folder()).key).equals(before)).toBe(true);
    free();
    host.lock();
    expect(await unlock()).toBe('ok');
  });

  it('when the store gets a new key: it keeps the one it has', async () => {
    await create();
    const free = disk.fill();
    // The entry finds room in the log that is there already; the work does not.
    const { jobId } = (await callHost(host, 'keys.rekey')) as { jobId: string };
    expect(await endOf(host, jobId)).toMatchObject({ state: 'failed', error: { code: 'diskFull' } });
    free();
    expect(counts()).toEqual(['ok', 1]);
    host.lock();
    expect(await unlock()).toBe('ok');
    expect(files().filter((name) => /rekeying|\.new$/.test(name))).toEqual([]);
  });
});

describe('a folder that cannot be written to', () => {
  it('when a store is made', async () => {
    disk.readOnly();
    expect(await create()).toBe('readOnly');
    expect(existsSync(folder())).toBe(false);
    expect(await host.call('store.checkFolder', { folder: folder() })).toMatchObject({
      ok: true,
      value: { cannotWrite: expect.stringContaining('read-only') },
    });
    disk.writable();
  });

  it('when the store is opened, and the passphrase does not count as wrong', async () => {
    await create();
    host.lock();
    disk.readOnly();
    for (let each = 0; each < 5; each += 1) expect(await unlock()).toBe('readOnly');
    disk.writable();
    expect(await unlock()).toBe('ok');
  });
});

describe('a store that is open elsewhere', () => {
  it('is refused to a second window and to the command line, until the first one closes it', async () => {
    await create();
    const second = hostIn(folder());
    const reply = await second.call('store.unlock', { passphrase: testPassphrase });
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'storeInUse', detail: { message: expect.stringContaining('Close it there') } },
    });
    host.lock();
    expect(await second.call('store.unlock', { passphrase: testPassphrase })).toMatchObject({ ok: true });
    expect(await unlock()).toBe('storeInUse');
    second.close();
    expect(await unlock()).toBe('ok');
  });
});
