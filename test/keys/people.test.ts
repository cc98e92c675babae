import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallInput, CallName, CallOutput } from '#contract/calls.ts';
import { fixedClock } from '#db/clock.ts';
import { readKeyFile } from '#db/keys/keyFile.ts';
import type { KeyFile } from '#db/keys/keyFileShape.ts';
import { unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { newId } from '#db/newId.ts';
import type { ServiceContext } from '#service/context/context.ts';
import { resourcesIn } from '#service/context/resources.ts';
import { storeFiles } from '#service/context/storeFiles.ts';
import { StoreHost } from '#service/storeHost.ts';
import { makeReader } from '#test/backups/support.ts';
import { cheapStretch, testPassphrase } from '#test/make/aStore.ts';
import { writeVersionOne } from './versionOne.ts';

/** Stands in for a copy that the disk cut off; null lets it be made. */
const copy = vi.hoisted(() => ({ fails: false, newKey: null as Uint8Array | null, keyAtFailure: '' }));
vi.mock('#service/jobs/runOffThread.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('#service/jobs/runOffThread.ts')>();
  const runOffThread: typeof original.runOffThread = (task, input, progress) => {
    const { newKey } = input as { newKey?: Uint8Array };
    if (copy.fails && newKey) {
      copy.newKey = newKey;
      copy.keyAtFailure = Buffer.from(newKey).toString('hex');
      throw new Error('The disk is gone.');
    }
    return original.runOffThread(task, input, progress);
  };
  return { ...original, runOffThread };
});

let home: string;
let host: StoreHost;
const folder = () => join(home, 'store');
const next = 'another passphrase altogether';
const rays = 'the passphrase of Ray Reader';

async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const reply = await host.call(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.detail.message}`);
  return reply.value as CallOutput<Name>;
}
const errorOf = async (name: CallName, input: unknown) => {
  const reply = await host.call(name, input);
  return reply.ok ? 'ok' : { code: reply.error.code, ...reply.error.detail };
};
const unlock = async (passphrase: string) => {
  host.lock();
  await call('store.unlock', { passphrase });
};
const keyFile = () => readKeyFile(storeFiles(folder()).key) as KeyFile;
const slotUsers = () => [...keyFile().slots, ...keyFile().oldSlots].map(({ userId }) => userId);
const context = () => host.service?.context as ServiceContext;
async function finished({ jobId }: { jobId: string }): Promise<string> {
  await expect.poll(() => host.jobs.get(jobId).state, { timeout: 30_000 }).not.toBe('running');
  const { state, error } = host.jobs.get(jobId);
  return error ? `${state}: ${error.code}` : state;
}
const addReader = () => call('users.add', { name: 'Ray Reader', role: 'reader', localityId: null, passphrase: rays });
const ada = () => context().user.id;
const deactivate = (userId: string) => context().write((writer) => writer.update('user', userId, { active: 0 }));

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'vsk-people-'));
  copy.fails = false;
  host = new StoreHost({
    folder: folder(),
    resources: resourcesIn(process.cwd()),
    clock: fixedClock('2025-03-31'),
    appVersion: 'test',
    stretch: cheapStretch,
  });
  await call('store.create', { passphrase: testPassphrase, userName: 'Ada Admin' });
});
afterEach(() => {
  host.close();
  rmSync(home, { recursive: true, force: true });
});

describe('a new key for the store', () => {
  it('is not sealed to a person who is inactive, nor to one whom the store does not know', async () => {
    const { userId } = await addReader();
    await context().keys.add({ kind: 'device', userId, secret: 'kept on a laptop', label: 'Laptop' });
    await context().keys.add({ kind: 'passphrase', userId: newId(), secret: 'nobody knows whose this is' });
    await context().keys.add({ kind: 'recoveryKey', userId: newId(), secret: 'on a sheet of paper', confirmed: true });
    await deactivate(userId);
    expect(await finished(await call('keys.rekey', {}))).toBe('done');
    expect(slotUsers()).toEqual([ada()]);
    expect(await unlockKeyFile(keyFile(), rays, 'passphrase')).toBe(null);
    expect(await unlockKeyFile(keyFile(), 'nobody knows whose this is', 'passphrase')).toBe(null);
    await unlock(testPassphrase);
  });

  it('does not wait for a removed person whose way in is still of version 1', async () => {
    const { userId } = await addReader();
    const { keys } = (await unlockKeyFile(keyFile(), testPassphrase, 'passphrase')) ?? {};
    const { current, storeId } = keyFile();
    const adaId = ada();
    await deactivate(userId);
    host.lock();
    await writeVersionOne(storeFiles(folder()).key, {
      storeId,
      fingerprint: current,
      key: keys?.get(current) as Buffer,
      people: [
        { userId: adaId, passphrase: testPassphrase },
        { userId, passphrase: rays },
      ],
    });
    await unlock(testPassphrase);
    expect(keyFile().oldSlots).toMatchObject([{ userId }]);
    expect(await finished(await call('keys.rekey', {}))).toBe('done');
    expect(slotUsers()).toEqual([adaId]);
  });

  it('is wiped from memory when the copy under it cannot be made', async () => {
    copy.fails = true;
    expect(await finished(await call('keys.rekey', {}))).toMatch(/^failed/);
    expect(copy.keyAtFailure).toMatch(/^(?!0+$)[0-9a-f]{64}$/);
    expect(copy.newKey?.every((byte) => byte === 0)).toBe(true);
    expect(keyFile().pending).toBe(null);
    copy.fails = false;
    expect(await finished(await call('keys.rekey', {}))).toBe('done');
  });
});

describe('a person removed', () => {
  it('is removed again where ways in are left, as after a stop in between', async () => {
    const { userId } = await addReader();
    await deactivate(userId);
    expect((await call('users.list', {})).rows.find((row) => row.userId === userId)).toMatchObject({
      active: false,
      canUnlock: true,
    });
    expect(await finished(await call('users.remove', { userId, reason: 'left the team' }))).toBe('done');
    expect(slotUsers()).toEqual([ada()]);
  });
});

describe('a passphrase that opens somebody else’s way in', () => {
  const inUse = (field: string) => ({
    code: 'conflict',
    field,
    message: 'Choose another passphrase: this one is in use.',
  });

  it('is not given to a new person, who is not added', async () => {
    await addReader();
    const before = keyFile();
    for (const passphrase of [testPassphrase, rays])
      expect(await errorOf('users.add', { name: 'Una User', role: 'reader', localityId: null, passphrase })).toEqual(
        inUse('passphrase'),
      );
    expect((await call('users.list', {})).rows.map(({ name }) => name)).toEqual(['Ada Admin', 'Ray Reader']);
    expect(keyFile()).toEqual(before);
  });

  it('is not set for another; their own may be set again', async () => {
    const { userId } = await addReader();
    expect(await errorOf('users.setPassphrase', { userId, passphrase: testPassphrase })).toEqual(inUse('passphrase'));
    expect(await errorOf('users.setPassphrase', { userId, passphrase: rays })).toBe('ok');
  });

  it('is found also where more people than are tried at once come before and after', async () => {
    const each = (index: number) => `the passphrase of number ${index}`;
    for (let index = 0; index < 5; index += 1)
      await call('users.add', { name: `Una ${index}`, role: 'reader', localityId: null, passphrase: each(index) });
    for (let index = 0; index < 5; index += 1)
      expect(await errorOf('keys.changePassphrase', { current: testPassphrase, next: each(index) })).toEqual(
        inUse('next'),
      );
    expect(await errorOf('keys.changePassphrase', { current: testPassphrase, next })).toBe('ok');
  });
});

describe('changing one’s passphrase', () => {
  const change = (current: string) => errorOf('keys.changePassphrase', { current, next });
  const attempts = () => storeFiles(folder()).attempts;

  it('waits after three wrong ones, also for the right one and for unlocking', async () => {
    for (let tries = 0; tries < 3; tries += 1)
      expect(await change('not mine at all')).toMatchObject({ code: 'wrongPassphrase', field: 'current' });
    expect(await change(testPassphrase)).toMatchObject({ code: 'waitBeforeRetry' });
    host.lock();
    expect(await errorOf('store.unlock', { passphrase: testPassphrase })).toMatchObject({ code: 'waitBeforeRetry' });
  });

  it('forgets wrong ones after the right one, and counts none where it could not be tried', async () => {
    expect(await change('not mine at all')).toMatchObject({ code: 'wrongPassphrase' });
    expect(existsSync(attempts())).toBe(true);
    expect(await change(testPassphrase)).toBe('ok');
    expect(existsSync(attempts())).toBe(false);
    const opens = vi.spyOn(context().keys, 'opens').mockRejectedValue(new Error('Out of memory.'));
    for (let tries = 0; tries < 5; tries += 1)
      expect(await change(next)).not.toMatchObject({ code: 'waitBeforeRetry' });
    expect(opens).toHaveBeenCalledTimes(5);
    expect(existsSync(attempts())).toBe(false);
  });
});

describe('an administrator who becomes something else', () => {
  it('loses their recovery key, and the store says that one is due', async () => {
    const { recoveryKey } = await call('keys.newRecoveryKey', {});
    await call('keys.confirmRecoveryKey', { recoveryKey });
    const { userId } = await addReader();
    const adaId = ada();
    await call('users.change', { userId, name: 'Ray Reader', roles: [{ role: 'administrator' }] });
    await unlock(rays);
    // A change that leaves the role leaves the key.
    await call('users.change', { userId: adaId, name: 'Ada A.', roles: [{ role: 'administrator' }] });
    expect((await call('store.status', {})).recoveryKey).toMatchObject({ confirmed: true });
    await makeReader(host, adaId, 'Ada A.');
    expect((await call('store.status', {})).recoveryKey).toBe(null);
    host.lock();
    expect(await errorOf('store.recover', { recoveryKey, newPassphrase: next })).toMatchObject({
      code: 'wrongPassphrase',
    });
    await unlock(testPassphrase);
    expect(await errorOf('users.list', {})).toMatchObject({ code: 'forbidden' });
  });
});
