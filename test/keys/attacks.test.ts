import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import type { DataToShell } from '#contract/session.ts';
import { fixedClock } from '#db/clock.ts';
import { readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { makeSlot } from '#db/keys/slots.ts';
import { unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { StoreHost } from '#service/storeHost.ts';
import { cheapStretch, testPassphrase } from '#test/make/aStore.ts';
import { writeKeyFile } from '#test/make/writeKeyFile.ts';
import { aSmallDisk } from './smallDisk.ts';

// Each of these once worked: a review of the keys and the session found it by trying.

const homes: string[] = [];
const hosts: StoreHost[] = [];
let told: DataToShell[] = [];
let now = Date.parse('2025-03-31T09:00:00Z');

function aHost(home = mkdtempSync(join(tmpdir(), 'vsk-attack-'))): StoreHost {
  const host = new StoreHost({
    folder: join(home, 'store'),
    resources: resourcesIn(process.cwd()),
    clock: fixedClock('2025-03-31'),
    appVersion: 'test',
    stretch: cheapStretch,
    timer: () => now,
    onSession: (message) =>
      told.push(
        message.session
          ? { ...message, session: { ...message.session, key: Uint8Array.from(message.session.key) } }
          : message,
      ),
  });
  homes.push(home);
  hosts.push(host);
  return host;
}
afterEach(() => {
  for (const host of hosts.splice(0)) host.close();
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
  told = [];
});

async function call<Name extends CallName>(
  host: StoreHost,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  const reply = await host.call(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.detail.message}`);
  return reply.value as CallOutput<Name>;
}
const codeOf = async (host: StoreHost, name: CallName, input: unknown) => {
  const reply = await host.call(name, input);
  return reply.ok ? 'ok' : reply.error.code;
};
const unlock = (host: StoreHost, passphrase = testPassphrase) => codeOf(host, 'store.unlock', { passphrase });
async function finished(host: StoreHost, { jobId }: { jobId: string }): Promise<string> {
  await expect.poll(() => host.jobs.get(jobId).state, { timeout: 30_000 }).not.toBe('running');
  return host.jobs.get(jobId).error?.code ?? host.jobs.get(jobId).state;
}
async function aStoreOf(home?: string): Promise<StoreHost> {
  const host = aHost(home);
  await call(host, 'store.create', { passphrase: testPassphrase, userName: 'Ada Admin' });
  return host;
}
const files = (host: StoreHost) => storeFiles(host.folder);
const keyFile = (host: StoreHost) => readKeyFile(files(host).key) as KeyFile;
const rekeyed = async (host: StoreHost) =>
  expect(await finished(host, await call(host, 'keys.rekey', {}))).toBe('done');
const backedUp = async (host: StoreHost) => {
  expect(await finished(host, await call(host, 'backups.make', {}))).toBe('done');
};
/** What somebody who left still has: the key of their day, and a way in made by them. */
async function aLeaver(host: StoreHost) {
  const before = keyFile(host);
  const key = (await unlockKeyFile(before, testPassphrase, 'passphrase'))?.keys.get(before.current) as Buffer;
  const slot = await makeSlot({
    storeId: before.storeId,
    kind: 'device',
    userId: before.slots[0]?.userId ?? '',
    secret: 'of the leaver',
    madeAt: '2025-03-31T09:00:00Z',
  });
  return { key: Buffer.from(key), fingerprint: before.current, slot };
}

describe('somebody who left and can write to the folder', () => {
  it('does not get the present key by a key file signed with the one of their day', async () => {
    const host = await aStoreOf();
    const { key, fingerprint, slot } = await aLeaver(host);
    await rekeyed(host);
    host.lock();
    const whole = keyFile(host);
    const forged = { ...whole, current: fingerprint, slots: [...whole.slots, slot] };
    for (const pending of [null, whole.current]) {
      writeKeyFile(files(host).key, { ...forged, pending }, [key]);
      expect(await unlock(host)).toBe('storeDamaged');
      expect(keyFile(host).keys.flatMap(({ sealed }) => Object.keys(sealed))).not.toContain(slot.slotId);
    }
    expect(await codeOf(host, 'store.unlockRemembered', { slotId: slot.slotId, secret: 'of the leaver' })).not.toBe(
      'ok',
    );
  });

  it('does not make the store be written on under an old key by putting an old store in its place', async () => {
    const host = await aStoreOf();
    host.lock();
    const old = join(host.folder, 'kept');
    copyFileSync(files(host).store, old);
    const { current } = keyFile(host);
    await unlock(host);
    await rekeyed(host);
    host.lock();
    const present = keyFile(host).current;
    copyFileSync(old, files(host).store);
    expect(await unlock(host)).toBe('storeDamaged');
    expect(keyFile(host).current).toBe(present);
    expect(present).not.toBe(current);
  });

  it('is not let in by a data process that starts anew', async () => {
    const host = await aStoreOf();
    const session = told.at(-1)?.session;
    if (!session) throw new Error('the shell was not told');
    const { slot } = await aLeaver(host);
    host.close();
    const whole = keyFile(host);
    writeKeyFile(files(host).key, { ...whole, slots: [...whole.slots, slot] }, [Buffer.alloc(32, 7)]);
    const again = aHost(join(host.folder, '..'));
    expect(await again.resume({ ...session, key: Uint8Array.from(session.key) })).toBe(false);
    expect(again.session).toBe(null);
  });
});

describe('a failure while the store is opened', () => {
  it('leaves it locked and free for others: a full disk, an audit that cannot be written', async () => {
    const disk = aSmallDisk(24);
    try {
      const host = await aStoreOf(disk.folder);
      host.lock();
      const free = disk.fill();
      // A few pages: enough to open the store, too few to write in it.
      for (const kibibytes of [12, 20, 28, 44]) {
        rmSync(join(disk.folder, 'filler0'), { force: true });
        disk.fillAllBut(kibibytes);
        const reply = await host.call('store.unlock', { passphrase: testPassphrase });
        if (reply.ok) host.lock();
        else expect({ ...reply.error, open: host.session }).toMatchObject({ code: 'diskFull', open: null });
      }
      free();
      const second = aHost(disk.folder);
      expect(await unlock(second)).toBe('ok');
      second.close();
    } finally {
      for (const host of hosts) host.close();
      disk.remove();
    }
  });
});

describe('a lock that comes', () => {
  it('while the store is being opened holds', async () => {
    const host = await aStoreOf();
    host.lock();
    const opening = unlock(host);
    host.lock('screenLock');
    expect(await opening).toBe('locked');
    expect(host.session).toBe(null);
    expect(await unlock(host)).toBe('ok');
  });

  it('while its files are exchanged is answered once it has happened; the status is known meanwhile', async () => {
    const host = await aStoreOf();
    const { jobId } = await call(host, 'keys.rekey', {});
    await expect.poll(() => host.session?.busy, { interval: 1, timeout: 30_000 }).toBe(true);
    expect(await call(host, 'store.status', {})).toMatchObject({ state: 'open', user: { name: 'Ada Admin' } });
    expect(await codeOf(host, 'store.lock', {})).toBe('ok');
    expect(await call(host, 'store.status', {})).toMatchObject({ state: 'locked' });
    expect(await codeOf(host, 'jobs.get', { jobId })).toBe('notFound');
    expect(await unlock(host)).toBe('ok');
  });

  it('by idle time is not kept off by work that hangs, nor by a clock put back', async () => {
    const { vi } = await import('vitest');
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    try {
      const host = await aStoreOf();
      host.jobs.start({
        call: 'keys.rekey',
        title: 'Hanging',
        unit: 'steps',
        run: () => new Promise<Record<string, never>>(() => undefined),
      });
      now -= 86_400_000;
      vi.advanceTimersByTime(60_000 * 20);
      expect(host.session).toBe(null);
    } finally {
      vi.useRealTimers();
      now = Date.parse('2025-03-31T09:00:00Z');
    }
  });
});

describe('a store that was opened and given up', () => {
  it('is forgotten by the shell too', async () => {
    const host = await aStoreOf();
    const { recoveryKey } = await call(host, 'keys.newRecoveryKey', {});
    await call(host, 'keys.confirmRecoveryKey', { recoveryKey });
    host.lock();
    told = [];
    host.drop();
    expect(told).toEqual([]);
    await unlock(host);
    host.drop();
    expect(told.map(({ session }) => session !== null)).toEqual([true, false]);
  });
});

describe('a new store in a folder with backups of an earlier one', () => {
  it('leaves those and their key files alone', async () => {
    const host = await aStoreOf();
    await backedUp(host);
    host.lock();
    for (const part of ['', '-wal', '-shm']) rmSync(`${files(host).store}${part}`, { force: true });
    rmSync(files(host).key);
    await call(host, 'store.create', { passphrase: 'quite another passphrase', userName: 'Ada Again' });
    await call(host, 'keys.newRecoveryKey', {});
    const aside = readdirSync(host.folder).find((name) => name.startsWith('backups-of-an-earlier-store-')) ?? '';
    const [key = ''] = readdirSync(join(host.folder, aside)).filter((name) => name.endsWith('.vskkey'));
    const kept = readKeyFile(join(host.folder, aside, key)) as KeyFile;
    expect(await unlockKeyFile(kept, testPassphrase, 'passphrase')).not.toBe(null);
  });

  it('put there by hand, keep their key files when a way in changes', async () => {
    const [host, other] = [await aStoreOf(), await aStoreOf()];
    await backedUp(other);
    await backedUp(host);
    for (const name of readdirSync(files(other).backups))
      copyFileSync(join(files(other).backups, name), join(files(host).backups, name.replace('asked', 'update')));
    await call(host, 'keys.changePassphrase', { current: testPassphrase, next: 'another passphrase' });
    const owners = readdirSync(files(host).backups)
      .filter((name) => name.endsWith('.vskkey'))
      .map((name) => (readKeyFile(join(files(host).backups, name)) as KeyFile).storeId);
    expect(owners.sort()).toEqual([keyFile(host).storeId, keyFile(other).storeId].sort());
  });

  it('a passphrase changed while a backup is made does not open that backup', async () => {
    const host = await aStoreOf();
    const making = await call(host, 'backups.make', {});
    await call(host, 'keys.changePassphrase', { current: testPassphrase, next: 'another passphrase' });
    await finished(host, making);
    const [name = ''] = readdirSync(files(host).backups).filter((each) => each.endsWith('.vskkey'));
    const beside = readKeyFile(join(files(host).backups, name)) as KeyFile;
    expect(await unlockKeyFile(beside, testPassphrase, 'passphrase')).toBe(null);
    expect(await unlockKeyFile(beside, 'another passphrase', 'passphrase')).not.toBe(null);
  });
});

describe('a demonstration that fails', () => {
  it('never takes a real store away, whatever folder is chosen meanwhile', async () => {
    const real = await aStoreOf();
    real.lock();
    const host = aHost();
    const started = host.call('store.createDemonstration', { passphrase: testPassphrase, userName: 'x', seed: 1 });
    const chosen = host.call('store.chooseFolder', { folder: real.folder });
    expect(await chosen).toMatchObject({ ok: false, error: { code: 'conflict' } });
    await started;
    host.jobs.clear();
    await expect.poll(() => host.preparing, { timeout: 60_000 }).toBe(null);
    expect(existsSync(files(real).store) && existsSync(files(real).key)).toBe(true);
  });
});
