import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { onceARun } from '#test/make/onceARun.ts';
import { passphrase } from './createStore.ts';
import { type HostCalls, hostCalls } from './hostCalls.ts';
import { startPreviewHost } from './previewHost.ts';

/** In memory where there is enough: a copy of the demonstration is half a gigabyte, and each test has one. */
export const forHomes = (): string => process.env.VSK_IN_MEMORY ?? tmpdir();

const onceAScreenRun = (name: string, make: (home: string) => Promise<void>): Promise<string> =>
  onceARun(name, make, forHomes());

/**
 * Locks a store just made, nothing of it left in its write-ahead log. A lock ends the thread that folds the log in and leaves
 * what it did not get to; every host on a copy would read that half gigabyte anew.
 */
async function lockWithoutLog(call: HostCalls['call'], log: string): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    await call('store.lock', {});
    if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
    await call('store.unlock', { passphrase: 'demonstration only' });
  }
  throw new Error('the demonstration was locked three times, and its log is still beside it');
}

/** A home with the demonstration store already in it. */
export const demonstrationHome = (today: string): Promise<string> =>
  onceAScreenRun('demonstration', async (home) => {
    const host = await startPreviewHost({ home, demo: true, today });
    try {
      const { call } = hostCalls(host.url);
      for (;;) {
        const status = await call<{ state: string; preparing: string | null }>('store.status', {});
        if (status.preparing === null && status.state === 'open') break;
        if (status.preparing === null) throw new Error('the demonstration was not made: its job ended without a store');
        await wait(500);
      }
      await lockWithoutLog(call, join(home, 'demonstration', 'children.vsk-wal'));
    } finally {
      await host.stop();
    }
  });

const keptKey = 'recovery-key-of-the-test.txt';

/**
 * A home with an empty store as `createStore` makes it through the screens: the same person and passphrase, its recovery key
 * confirmed. Locked.
 */
export const madeHome = (today: string): Promise<string> =>
  onceAScreenRun(`made-${today}`, async (home) => {
    const host = await startPreviewHost({ home, demo: false, today });
    try {
      const { call } = hostCalls(host.url);
      await call('store.create', { passphrase, userName: 'Alex Sample' });
      const { recoveryKey } = await call<{ recoveryKey: string }>('keys.newRecoveryKey', {});
      await call('keys.confirmRecoveryKey', { recoveryKey });
      await call('store.lock', {});
      writeFileSync(join(home, keptKey), recoveryKey);
    } finally {
      await host.stop();
    }
  });

/** The recovery key of the store in a copy of `madeHome`. */
export const recoveryKeyIn = (home: string): string => readFileSync(join(home, keptKey), 'utf8');
