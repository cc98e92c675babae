import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '#contract/jobs.ts';
import type { StoreHost } from '#service/storeHost.ts';
import { people } from '#test/golden/goldenStore.ts';
import { bringUpToDate, upgraded } from '#test/make/bringUpToDate.ts';
import { anOldStore, filesIn, hostOn } from './support.ts';

const passphrase = people.administrator;
const wrong = 'not the passphrase of anybody';

let folder: string;
let host: StoreHost;

const unlock = () => host.call('store.unlock', { passphrase });
const backups = () => {
  try {
    return readdirSync(join(folder, 'backups')).filter((name) => name.endsWith('.vsk'));
  } catch {
    return [];
  }
};

beforeEach(() => {
  folder = anOldStore(mkdtempSync(join(tmpdir(), 'vsk-upgrade-')));
  host = hostOn(folder);
});
afterEach(() => {
  host.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a store of version 0.2', () => {
  it('is not opened without a yes: it says what that takes, and changes nothing at all', async () => {
    const before = filesIn(folder);
    for (let times = 0; times < 2; times += 1) {
      const reply = await unlock();
      expect(reply).toMatchObject({ ok: false, error: { code: 'upgradeNeeded' } });
      const needs = reply.ok ? undefined : reply.error.detail.upgrade;
      // The golden store has 8,118,272 bytes: three and a half times that, and 10 MB.
      expect(needs).toEqual({ bytesNeeded: 38_413_952, bytesFree: expect.any(Number), seconds: 5 });
      expect(reply.ok ? '' : reply.error.detail.message).toMatch(
        /earlier version.*A backup is made.*needs 39 MB.*are free.*about 5 seconds\. Nothing was changed\.$/,
      );
    }
    expect(host.status()).toMatchObject({ state: 'locked', preparing: null });
    expect(filesIn(folder)).toEqual(before);
  });

  it('tells that to nobody without the passphrase, by neither call', async () => {
    expect(await host.call('store.unlock', { passphrase: wrong })).toMatchObject({
      error: { code: 'wrongPassphrase' },
    });
    const job = await upgraded(host, wrong);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'wrongPassphrase' } });
    expect(backups()).toEqual([]);
    expect(host.status()).toMatchObject({ state: 'locked', preparing: null });
  });

  it('is brought up to date as a job in words, while the service answers, and then is open', async () => {
    const words: string[] = [];
    const states = new Set<string>();
    let slowest = 0;
    let last = performance.now();
    const job = await upgraded(host, passphrase, ({ id, message }: Job) => {
      const { state, preparing } = host.status();
      states.add(`${state} ${preparing === id}`);
      if (message !== '' && words.at(-1) !== message) words.push(message);
      slowest = Math.max(slowest, performance.now() - last);
      last = performance.now();
    });
    expect(job).toMatchObject({ state: 'done', title: 'Bringing the store up to date' });
    expect(words[0]).toBe('Backing up');
    expect(words).toContain('Working out localities, time in care and attendance');
    expect(states).toContain('locked true');
    expect(host.status()).toMatchObject({ state: 'open', preparing: null });
    expect(backups()).toHaveLength(1);
    expect(backups()[0]).toContain('migration');
    const audited = await host.call('audit.list', {});
    expect(JSON.stringify(audited)).toContain('bring the store up to date');
    await host.lock();
    expect((await unlock()).ok).toBe(true);
    expect(backups()).toHaveLength(1);
  });

  it('is as it was after a cancel, but for the backup; and can be brought up to date after that', async () => {
    const facts = await childrenOfUpgradedCopy();
    let asked = false;
    const job = await upgraded(host, passphrase, ({ id, message, cancellable }) => {
      if (asked || message === '' || message === 'Backing up' || !cancellable) return;
      asked = true;
      void host.call('jobs.cancel', { jobId: id });
    });
    expect(asked).toBe(true);
    expect(job).toMatchObject({ state: 'cancelled', error: { message: 'Cancelled. Nothing was changed.' } });
    expect(host.status()).toMatchObject({ state: 'locked', preparing: null });
    expect(await unlock()).toMatchObject({ error: { code: 'upgradeNeeded' } });
    expect(backups()).toHaveLength(1);
    await bringUpToDate(host, passphrase);
    expect(await children(host)).toEqual(facts);
  });

  it('is not brought up to date twice at once', async () => {
    const first = host.call('store.upgrade', { by: 'passphrase', passphrase });
    expect(await host.call('store.upgrade', { by: 'passphrase', passphrase })).toMatchObject({
      error: { code: 'conflict' },
    });
    expect((await first).ok).toBe(true);
    expect(await unlock()).toMatchObject({ error: { code: 'conflict' } });
  });

  it('its backup of 0.2 goes back to what it was, and comes forward again', async () => {
    await bringUpToDate(host, passphrase);
    const facts = await children(host);
    await host.lock();
    // How to go back (docs/guide/from-0.2.md): the backup and its key file take the place of the store.
    const [backup = ''] = backups();
    const old = mkdtempSync(join(tmpdir(), 'vsk-back-'));
    cpSync(join(folder, 'backups', backup), join(old, 'children.vsk'));
    cpSync(join(folder, 'backups', `${backup}key`), join(old, 'children.vskkey'));
    const back = hostOn(old);
    try {
      expect(await back.call('store.unlock', { passphrase })).toMatchObject({ error: { code: 'upgradeNeeded' } });
      await bringUpToDate(back, passphrase);
      expect(await children(back)).toEqual(facts);
    } finally {
      back.close();
      rmSync(old, { recursive: true, force: true });
    }
  });

  it('does not go on by itself after a stop of the data process', async () => {
    await bringUpToDate(host, passphrase);
    const key = host.session?.ring.allKeys() ?? Buffer.alloc(0);
    const userId = host.session?.userId ?? '';
    await host.lock();
    const old = anOldStore(mkdtempSync(join(tmpdir(), 'vsk-resume-')));
    const other = hostOn(old);
    try {
      expect(await other.resume({ folder: old, userId, key: Uint8Array.from(key) })).toBe(false);
      expect(await hostOn(folder).resume({ folder: old, userId, key: Uint8Array.from(key) })).toBe(false);
      expect(readdirSync(old)).not.toContain('backups');
      // Of this version it does.
      expect(await host.resume({ folder, userId, key: Uint8Array.from(key) })).toBe(true);
    } finally {
      other.close();
      rmSync(old, { recursive: true, force: true });
    }
  });
});

const children = async (of: StoreHost) => {
  const reply = await of.call('children.list', { asAt: '2025-03-31', filters: {} });
  if (!reply.ok) throw new Error(reply.error.detail.message);
  return reply.value;
};

async function childrenOfUpgradedCopy(): Promise<unknown> {
  const copy = anOldStore(mkdtempSync(join(tmpdir(), 'vsk-whole-')));
  const whole = hostOn(copy);
  try {
    await bringUpToDate(whole, passphrase);
    return await children(whole);
  } finally {
    whole.close();
    rmSync(copy, { recursive: true, force: true });
  }
}
