import { copyFileSync, cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '#contract/jobs.ts';
import { openForReading } from '#db/open.ts';
import { isNewKeyDue } from '#db/queries/users.ts';
import { callHost, endedJob, endOf, makeReader, storeFolder } from '#test/backups/support.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { onlyRole } from '#test/make/heldRole.ts';
import { damagePages } from './support.ts';

// Yesterday's key file put back, the own backups deleted, the page damaged that says which list of people is the later:
// somebody who was an administrator yesterday rescued the store as one.

let store: TestStore;
const beas = 'the passphrase of Bea, demoted';
const file = (name = 'children.vsk') => join(storeFolder(store), name);
const yesterday = () => join(store.folder, 'yesterday');
const addBea = async () =>
  (
    (await callHost(store.host, 'users.add', {
      name: 'Bea',
      role: 'administrator',
      localityId: null,
      passphrase: beas,
    })) as { userId: string }
  ).userId;
const user = async () => (await store.call('store.status', {})).user;

/** The attack: whatever she still has of yesterday in its place, and the pages destroyed that know better. */
function attack(key: Buffer, tables: readonly string[]): void {
  const reader = openForReading(file(), key);
  const pages = tables.flatMap((table) =>
    reader.prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'").pluck().all(table),
  ) as number[];
  reader.close();
  damagePages(file(), pages);
  copyFileSync(join(yesterday(), 'children.vskkey'), file('children.vskkey'));
  rmSync(file('backups'), { recursive: true, force: true });
}

beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => {
  vi.useRealTimers();
  store.close();
});

describe('somebody who was an administrator yesterday', () => {
  it.each([
    ['made a reader', ['store_info']],
    ['made a reader, the users destroyed too', ['store_info', 'user']],
    ['removed', ['store_info']],
    ['removed, the users destroyed too', ['store_info', 'user']],
  ])(
    '%s: by yesterday’s key file neither opens the store nor rescues it, alone, with her recovery key or beside another',
    async (what, tables) => {
      const bea = await addBea();
      await callHost(store.host, 'users.add', {
        name: 'Rae',
        role: 'reader',
        localityId: null,
        passphrase: 'the passphrase of Rae, a reader',
      });
      store.host.lock();
      await store.host.unlock(beas);
      const { recoveryKey } = await store.call('keys.newRecoveryKey', {});
      await store.call('keys.confirmRecoveryKey', { recoveryKey });
      await store.signInAsAdministrator();
      cpSync(storeFolder(store), yesterday(), { recursive: true });
      if (what.startsWith('removed')) await endedJob(store.host, 'users.remove', { userId: bea, reason: 'left' });
      else await makeReader(store.host, bea, 'Bea');
      const key = store.context.store.copyKey();
      store.host.lock();
      attack(key, tables);
      const before = readFileSync(file());
      for (const secret of [beas, recoveryKey]) {
        for (const also of [null, recoveryKey, beas, 'the passphrase of Rae, a reader'])
          expect(await endedJob(store.host, 'recovery.salvage', { passphrase: secret, also })).toMatchObject({
            state: 'failed',
          });
        expect(store.host.session).toBe(null);
      }
      expect(await store.reply('store.unlock', { passphrase: beas })).toMatchObject({ ok: false });
      expect(
        await store.reply('store.recover', { recoveryKey, newPassphrase: 'a new passphrase of Bea, demoted' }),
      ).toMatchObject({ ok: false });
      expect(readFileSync(file())).toEqual(before);
    },
  );
});

describe('the new key that is due', () => {
  it('where the work was cut off, it is given after an administrator unlocks next, and not before', async () => {
    const bea = await addBea();
    cpSync(storeFolder(store), yesterday(), { recursive: true });
    const { jobId } = (await callHost(store.host, 'users.change', {
      userId: bea,
      name: 'Bea',
      roles: [{ role: 'reader' }],
    })) as { jobId: string };
    expect(isNewKeyDue(store.context.reader)).toBe(true);
    const key = store.context.store.copyKey();
    await store.call('jobs.cancel', { jobId });
    expect(await endOf(store.host, jobId)).toMatchObject({ state: 'cancelled' });
    expect(onlyRole((await store.call('users.list', {})).rows.find(({ name }) => name === 'Bea'))).toBe('reader');
    store.host.lock();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await store.host.unlock(beas);
    vi.advanceTimersByTime(60_000);
    expect(store.host.jobs.running).toEqual([]);
    store.host.lock();
    await store.host.unlock(testPassphrase);
    vi.advanceTimersByTime(60_000);
    const [job] = store.host.jobs.running as Job[];
    expect(job).toMatchObject({ call: 'keys.rekey' });
    expect(await endOf(store.host, job?.id ?? '')).toMatchObject({ state: 'done' });
    expect(isNewKeyDue(store.context.reader)).toBe(false);
    expect(store.context.store.copyKey()).not.toEqual(key);
    vi.advanceTimersByTime(60_000);
    expect(store.host.jobs.running).toEqual([]);
    expect(onlyRole(await user())).toBe('administrator');
  });

  it('comes with no other change of a person', async () => {
    const bea = await addBea();
    const change = (role: string) =>
      callHost(store.host, 'users.change', { userId: bea, name: 'Bea B.', roles: [{ role }] });
    expect(await change('administrator')).toEqual({ jobId: null });
    await makeReader(store.host, bea, 'Bea');
    expect(await change('reader')).toEqual({ jobId: null });
    expect(await change('administrator')).toEqual({ jobId: null });
    expect(isNewKeyDue(store.context.reader)).toBe(false);
  });
});
