import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import type { DataToShell, SessionKey } from '#contract/session.ts';
import { fixedClock } from '#db/clock.ts';
import { fingerprintOf, readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { openForReading } from '#db/open.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { StoreHost } from '#service/storeHost.ts';
import { cheapStretch, testPassphrase } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';
import { writeVersionOne } from './versionOne.ts';

let home: string;
let host: StoreHost;
let now: number;
let told: DataToShell[];
const folder = () => join(home, 'store');
const next = 'another passphrase altogether';

const aHost = () =>
  new StoreHost({
    folder: folder(),
    resources: resourcesIn(process.cwd()),
    clock: fixedClock('2025-03-31'),
    appVersion: 'test',
    stretch: cheapStretch,
    timer: () => now,
    // The shell gets a copy, as over a port; the data process wipes its own.
    onSession: (message) =>
      told.push(
        message.session
          ? { ...message, session: { ...message.session, key: Uint8Array.from(message.session.key) } }
          : message,
      ),
  });

async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const reply = await host.call(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.detail.message}`);
  return reply.value as CallOutput<Name>;
}
const codeOf = async (name: CallName, input: unknown) => {
  const reply = await host.call(name, input);
  return reply.ok ? 'ok' : reply.error.code;
};
const unlock = (passphrase: string) => codeOf('store.unlock', { passphrase });
const keyFile = () => readKeyFile(storeFiles(folder()).key) as KeyFile;
async function finished({ jobId }: { jobId: string }): Promise<string> {
  await expect.poll(() => host.jobs.get(jobId).state, { timeout: 30_000 }).not.toBe('running');
  const { state, error } = host.jobs.get(jobId);
  return error ? `${state}: ${error.code}` : state;
}
const audited = () => (host.service ? auditEntries(host.service.context).map(({ action }) => action) : []);
const addReader = (name = 'Ray Reader') =>
  call('users.add', { name, role: 'reader', localityId: null, passphrase: `the passphrase of ${name}` });

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'vsk-keys-'));
  now = Date.parse('2025-03-31T09:00:00Z');
  told = [];
  host = aHost();
  await call('store.create', { passphrase: testPassphrase, userName: 'Ada Admin' });
});
afterEach(() => {
  host.close();
  rmSync(home, { recursive: true, force: true });
});

describe('a passphrase', () => {
  it('is changed by its owner, who knows the old one; the old one opens nothing any more', async () => {
    expect(await codeOf('keys.changePassphrase', { current: 'not mine at all', next })).toBe('wrongPassphrase');
    expect(await codeOf('keys.changePassphrase', { current: testPassphrase, next: 'too short' })).toBe('invalidInput');
    expect(await codeOf('keys.changePassphrase', { current: testPassphrase, next: testPassphrase })).toBe(
      'invalidInput',
    );
    await call('keys.changePassphrase', { current: testPassphrase, next });
    host.lock();
    expect(await unlock(testPassphrase)).toBe('wrongPassphrase');
    expect(await unlock(next)).toBe('ok');
    expect(audited().filter((action) => action === 'change passphrase')).toHaveLength(3);
  });

  it('of another is set by an administrator, and brings a removed person back', async () => {
    const { userId } = await addReader();
    expect(await finished(await call('users.remove', { userId, reason: 'left the team' }))).toBe('done');
    expect((await call('users.list', {})).rows.find((row) => row.userId === userId)).toMatchObject({
      active: false,
      canUnlock: false,
    });
    await call('users.setPassphrase', { userId, passphrase: next });
    expect((await call('users.list', {})).rows.find((row) => row.userId === userId)).toMatchObject({
      active: true,
      canUnlock: true,
    });
    host.lock();
    expect(await unlock('the passphrase of Ray Reader')).toBe('wrongPassphrase');
    expect(await unlock(next)).toBe('ok');
  });
});

describe('the recovery key', () => {
  const make = async () => (await call('keys.newRecoveryKey', {})).recoveryKey;

  it('opens nothing before it was typed back, and counts for nothing on the status', async () => {
    expect((await call('store.status', {})).recoveryKey).toBe(null);
    const key = await make();
    expect((await call('store.status', {})).recoveryKey).toMatchObject({ confirmed: false });
    host.lock();
    expect(await codeOf('store.recover', { recoveryKey: key, newPassphrase: next })).toBe('wrongPassphrase');
  });

  it('typed back, opens the store once with a new passphrase, and then a new key is due', async () => {
    const key = await make();
    expect(
      await codeOf('keys.confirmRecoveryKey', { recoveryKey: key.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) }),
    ).toBe('wrongPassphrase');
    await call('keys.confirmRecoveryKey', { recoveryKey: ` ${key.toLowerCase().replaceAll('-', ' ')}` });
    expect((await call('store.status', {})).recoveryKey).toMatchObject({ confirmed: true });
    host.lock();
    expect(await codeOf('store.recover', { recoveryKey: 'not a key', newPassphrase: next })).toBe('wrongPassphrase');
    expect(await codeOf('store.recover', { recoveryKey: key, newPassphrase: 'short' })).toBe('invalidInput');
    await call('store.recover', { recoveryKey: key, newPassphrase: next });
    expect(await call('store.status', {})).toMatchObject({
      state: 'open',
      user: { name: 'Ada Admin', roles: [{ role: 'administrator' }] },
      recoveryKey: null,
    });
    host.lock();
    expect(await codeOf('store.recover', { recoveryKey: key, newPassphrase: next })).toBe('wrongPassphrase');
    expect(await unlock(testPassphrase)).toBe('wrongPassphrase');
    expect(await unlock(next)).toBe('ok');
    expect(audited()).toContain('unlock with the recovery key');
  });

  it('made anew: the old one works until the new one is confirmed, and not after', async () => {
    const old = await make();
    await call('keys.confirmRecoveryKey', { recoveryKey: old });
    const fresh = await make();
    expect((await call('store.status', {})).recoveryKey).toMatchObject({ confirmed: true });
    expect(await codeOf('keys.confirmRecoveryKey', { recoveryKey: old })).toBe('wrongPassphrase');
    await call('keys.confirmRecoveryKey', { recoveryKey: fresh });
    host.lock();
    expect(await codeOf('store.recover', { recoveryKey: old, newPassphrase: next })).toBe('wrongPassphrase');
    expect(await codeOf('store.recover', { recoveryKey: fresh, newPassphrase: next })).toBe('ok');
  });
});

describe('a computer that remembers', () => {
  it('opens the store as its person until it is forgotten', async () => {
    const { slotId, secret } = await call('keys.rememberDevice', { label: 'Ada’s laptop' });
    expect(readFileSync(storeFiles(folder()).key, 'utf8')).not.toContain(secret);
    host.lock();
    expect(await codeOf('store.unlockRemembered', { slotId, secret: 'something else' })).toBe('wrongPassphrase');
    expect(await codeOf('store.unlock', { passphrase: secret })).toBe('wrongPassphrase');
    expect(await codeOf('store.unlockRemembered', { slotId, secret })).toBe('ok');
    expect((await call('keys.list', {})).rows).toContainEqual(
      expect.objectContaining({ slotId, kind: 'device', label: 'Ada’s laptop', userName: 'Ada Admin' }),
    );
    await call('keys.forgetDevice', { slotId });
    host.lock();
    expect(await codeOf('store.unlockRemembered', { slotId, secret })).toBe('wrongPassphrase');
  });

  it('of somebody else is seen and forgotten by administrators only', async () => {
    await addReader();
    const { slotId } = await call('keys.rememberDevice', { label: 'Ada’s laptop' });
    host.lock();
    await unlock('the passphrase of Ray Reader');
    expect((await call('keys.list', {})).rows.map(({ userName }) => userName)).toEqual(['Ray Reader']);
    expect(await codeOf('keys.forgetDevice', { slotId })).toBe('notFound');
  });
});

describe('a new key for the store', () => {
  it('leaves every row, every way in, and nothing that the old key opens', async () => {
    await addReader();
    const { secret, slotId } = await call('keys.rememberDevice', { label: 'Laptop' });
    const before = await unlockKeyFile(keyFile(), testPassphrase, 'passphrase');
    const oldKey = before?.keys.get(keyFile().current) as Buffer;
    await call('drafts.save', { key: 'a form', content: 'typed before' });
    expect(await finished(await call('keys.rekey', {}))).toBe('done');
    expect(await call('drafts.read', { key: 'a form' })).toMatchObject({ content: 'typed before' });
    expect(keyFile().current).not.toBe(fingerprintOf(oldKey));
    host.lock();
    expect(() => openForReading(storeFiles(folder()).store, oldKey)).toThrow();
    for (const passphrase of [testPassphrase, 'the passphrase of Ray Reader']) {
      expect(await unlock(passphrase)).toBe('ok');
      host.lock();
    }
    expect(await codeOf('store.unlockRemembered', { slotId, secret })).toBe('ok');
    expect(audited()).toContain('re-key the store');
  });

  it('waits for other work, and is refused while an import runs', async () => {
    const other = host.jobs.start({
      call: 'keys.rekey',
      title: 'Importing',
      unit: 'rows',
      run: async (progress) => {
        while (!progress.cancelled) await new Promise((resolve) => setTimeout(resolve, 10));
        return {};
      },
    });
    expect(await finished(await call('keys.rekey', {}))).toBe('failed: conflict');
    host.jobs.cancel(other);
    expect(await finished({ jobId: other })).toBe('done');
    expect(await finished(await call('keys.rekey', {}))).toBe('done');
  });

  it('calls made meanwhile are answered, each once, before or after', async () => {
    const rekey = await call('keys.rekey', {});
    const saves = Array.from({ length: 40 }, (_, each) =>
      call('drafts.save', { key: `form ${each}`, content: String(each) }),
    );
    await Promise.all(saves);
    expect(await finished(rekey)).toBe('done');
    const rows = host.service?.context.auditFile.connection.prepare('SELECT count(*) FROM draft').pluck().get();
    expect(rows).toBe(40);
  });

  it('a person removed cannot open the store with anything they kept', async () => {
    const { userId } = await addReader();
    const kept = join(home, 'kept');
    const theirs = await unlockKeyFile(keyFile(), 'the passphrase of Ray Reader', 'passphrase');
    cpSync(storeFiles(folder()).key, join(home, 'kept.vskkey'));
    expect(await finished(await call('users.remove', { userId, reason: 'left the team' }))).toBe('done');
    host.lock();
    cpSync(folder(), kept, { recursive: true });
    for (const key of theirs?.keys.values() ?? []) expect(() => openForReading(storeFiles(kept).store, key)).toThrow();
    expect(await unlockKeyFile(keyFile(), 'the passphrase of Ray Reader', 'passphrase')).toBe(null);
    expect(await unlock('the passphrase of Ray Reader')).toBe('wrongPassphrase');
    expect(await unlock(testPassphrase)).toBe('ok');
    expect(audited()).toContain('remove user');
  });

  it('the last administrator and oneself are not removed or made something else', async () => {
    const { rows } = await call('users.list', {});
    const [ada] = rows;
    const { userId } = await addReader();
    expect(await codeOf('users.remove', { userId: ada?.userId, reason: 'no' })).toBe('conflict');
    expect(await codeOf('users.change', { userId: ada?.userId, name: 'Ada', roles: [{ role: 'reader' }] })).toBe(
      'conflict',
    );
    await call('users.change', { userId, name: 'Ray Reader', roles: [{ role: 'administrator' }] });
    expect(await codeOf('users.change', { userId: ada?.userId, name: 'Ada', roles: [{ role: 'reader' }] })).toBe('ok');
  });
});

describe('a re-key cut off', () => {
  /** The folder as it lay at each step of a re-key: what a kill there leaves. */
  async function statesOfRekey(): Promise<{ before: string; bothKeys: string; after: string }> {
    const snapshot = (name: string) => {
      const to = join(home, name);
      cpSync(folder(), to, { recursive: true });
      return to;
    };
    await call('drafts.save', { key: 'a form', content: 'typed before' });
    host.lock();
    const before = snapshot('before');
    await unlock(testPassphrase);
    expect(await finished(await call('keys.rekey', {}))).toBe('done');
    host.lock();
    const after = snapshot('after');
    // The two files change one after the other: the key file with both keys, then the store, then the key file again.
    const bothKeys = snapshot('bothKeys');
    return { before, bothKeys, after };
  }
  const readIn = async (where: string) => {
    const other = new StoreHost({ ...host.options, folder: where });
    await other.unlock(testPassphrase);
    const reply = await other.call('drafts.read', { key: 'a form' });
    other.lock();
    const file = readKeyFile(storeFiles(where).key) as KeyFile;
    expect(file.pending).toBe(null);
    return reply;
  };
  const typed = { ok: true, value: { content: 'typed before' } };

  it('before it began and after it ended', async () => {
    const { before, after } = await statesOfRekey();
    expect(await readIn(before)).toMatchObject(typed);
    expect(await readIn(after)).toMatchObject(typed);
  });

  it('with both keys in the key file: the store opens under either, and the other is forgotten', async () => {
    const { before, bothKeys, after } = await statesOfRekey();
    const { KeyRing } = await import('#db/keys/keyRing.ts');
    const old = readKeyFile(storeFiles(before).key) as KeyFile;
    const unlocked = await unlockKeyFile(readKeyFile(storeFiles(after).key) as KeyFile, testPassphrase, 'passphrase');
    const fresh = unlocked?.keys.get((readKeyFile(storeFiles(after).key) as KeyFile).current) as Buffer;
    const mine = await unlockKeyFile(old, testPassphrase, 'passphrase');
    const ring = new KeyRing({
      path: storeFiles(bothKeys).key,
      file: old,
      keys: mine?.keys ?? new Map(),
      now: () => '2025-03-31T09:00:00Z',
      cost: cheapStretch,
    });
    ring.beginRekey(Buffer.from(fresh));
    expect((readKeyFile(storeFiles(bothKeys).key) as KeyFile).pending).toBe(fingerprintOf(fresh));
    const oldStore = join(home, 'oldStore');
    cpSync(bothKeys, oldStore, { recursive: true });
    cpSync(storeFiles(before).store, storeFiles(oldStore).store);
    cpSync(storeFiles(after).store, storeFiles(oldStore).rekeyed);
    expect(await readIn(oldStore)).toMatchObject(typed);
    expect((readKeyFile(storeFiles(oldStore).key) as KeyFile).current).toBe(old.current);
    expect(existsSync(storeFiles(oldStore).rekeyed)).toBe(false);
    expect(await readIn(bothKeys)).toMatchObject(typed);
    expect((readKeyFile(storeFiles(bothKeys).key) as KeyFile).current).toBe(fingerprintOf(fresh));
  });
});

describe('a key file of version 1', () => {
  it('opens, becomes one of version 2 as its people unlock, and is not re-keyed before they all have', async () => {
    const { userId } = await addReader();
    const { keys, userId: adaId } = (await unlockKeyFile(keyFile(), testPassphrase, 'passphrase')) ?? {};
    const { current, storeId } = keyFile();
    host.lock();
    await writeVersionOne(storeFiles(folder()).key, {
      storeId,
      fingerprint: current,
      key: keys?.get(current) as Buffer,
      people: [
        { userId: adaId ?? '', passphrase: testPassphrase },
        { userId, passphrase: 'the passphrase of Ray Reader' },
      ],
    });
    expect(await unlock('not the passphrase')).toBe('wrongPassphrase');
    expect(await unlock(testPassphrase)).toBe('ok');
    expect(keyFile()).toMatchObject({ version: 3, slots: [{ userId: adaId }], oldSlots: [{ userId }] });
    expect(await finished(await call('keys.rekey', {}))).toBe('failed: conflict');
    host.lock();
    expect(await unlock('the passphrase of Ray Reader')).toBe('ok');
    expect(keyFile().oldSlots).toEqual([]);
    host.lock();
    expect(await unlock(testPassphrase)).toBe('ok');
    expect(await finished(await call('keys.rekey', {}))).toBe('done');
  });
});

describe('locking', () => {
  const last = () => told.at(-1) as DataToShell;

  it('by itself after the idle time; a touch puts it off, and work under way too', async () => {
    const { vi } = await import('vitest');
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      host.lock();
      await host.unlock(testPassphrase);
      const pass = (minutes: number) => {
        now += minutes * 60_000;
        vi.advanceTimersByTime(5_000);
      };
      pass(9);
      expect(host.service).not.toBe(null);
      await call('store.touch', {});
      pass(9);
      expect(host.service).not.toBe(null);
      let end: (() => void) | undefined;
      host.jobs.start({
        call: 'keys.rekey',
        title: 'Work',
        unit: 'steps',
        run: () => new Promise<Record<string, never>>((resolve) => (end = () => resolve({}))),
      });
      pass(20);
      expect(host.service).not.toBe(null);
      await expect.poll(() => end).not.toBe(undefined);
      end?.();
      await expect.poll(() => host.jobs.running).toEqual([]);
      pass(9);
      expect(host.service).not.toBe(null);
      pass(1);
      expect(host.service).toBe(null);
      expect(last()).toEqual({ kind: 'session', session: null, reason: 'idle' });
      expect(await call('store.status', {})).toMatchObject({ state: 'locked', lastLock: { reason: 'idle' } });
    } finally {
      vi.useRealTimers();
    }
  });

  it('has an idle time that an administrator sets and that outlives a restart', async () => {
    await call('keys.setLockAfter', { minutes: 3 });
    host.lock();
    await unlock(testPassphrase);
    expect((await call('store.status', {})).lockAfterMinutes).toBe(3);
    expect(await codeOf('keys.setLockAfter', { minutes: 0 })).toBe('invalidInput');
  });

  it('wipes the key, closes the files and forgets every result', async () => {
    const ring = host.session?.ring;
    const key = ring?.key as Buffer;
    const { jobId } = await call('keys.rekey', {});
    await finished({ jobId });
    host.lock('sleep');
    expect(key.every((byte) => byte === 0)).toBe(true);
    expect(() => ring?.key).toThrow(/locked/);
    expect(await codeOf('jobs.get', { jobId })).toBe('notFound');
    expect(await codeOf('users.list', {})).toBe('locked');
    expect(last()).toMatchObject({ session: null, reason: 'sleep' });
  });

  it('waits while the store’s files are being exchanged, then happens', async () => {
    const { jobId } = await call('keys.rekey', {});
    await expect.poll(() => host.session?.busy, { interval: 1, timeout: 30_000 }).toBe(true);
    host.lock('idle');
    expect(host.session).not.toBe(null);
    await expect.poll(() => host.session, { timeout: 20_000 }).toBe(null);
    expect(await codeOf('jobs.get', { jobId })).toBe('notFound');
    expect(await unlock(testPassphrase)).toBe('ok');
    expect(keyFile().pending).toBe(null);
  });
});

describe('going on after the data process ended', () => {
  const session = () => told.findLast((message) => message.session !== null)?.session as SessionKey;

  it('opens as the same person without a passphrase, with every key, and wipes what it was given', async () => {
    await finished(await call('keys.rekey', {}));
    const given = { ...session(), key: Uint8Array.from(session().key) };
    expect(given.key.length).toBe(64);
    host.close();
    host = aHost();
    expect(await host.resume(given)).toBe(true);
    expect(given.key.every((byte) => byte === 0)).toBe(true);
    expect(await call('store.status', {})).toMatchObject({ state: 'open', user: { name: 'Ada Admin' } });
    expect(audited()).toContain('go on after a stop');
    await call('keys.changePassphrase', { current: testPassphrase, next });
    await finished(await call('keys.rekey', {}));
    host.lock();
    expect(await unlock(next)).toBe('ok');
  });

  it('stays locked when the key does not fit, or the person was removed meanwhile', async () => {
    const given = { ...session(), key: new Uint8Array(32).fill(9) };
    host.close();
    host = aHost();
    expect(await host.resume(given)).toBe(false);
    expect(await call('store.status', {})).toMatchObject({ state: 'locked' });
    expect(await unlock(testPassphrase)).toBe('ok');
  });

  it('never tells the key in the folder, and tells nothing before the store is open', () => {
    expect(told[0]).toMatchObject({ kind: 'session', session: { userId: expect.any(String) } });
    const hex = Buffer.from(session().key).toString('hex');
    expect(readFileSync(storeFiles(folder()).key, 'utf8')).not.toContain(hex);
  });
});
