import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listBackupFiles } from '#db/backups/backupFiles.ts';
import type { StoreHost } from '#service/storeHost.ts';
import { people } from '#test/golden/goldenStore.ts';
import { bringUpToDate } from '#test/make/bringUpToDate.ts';
import { anOldStore, hostOn } from './support.ts';

const passphrase = people.administrator;
const working = 'Working out';
/** At which words, the how manieth time they are said, and how many milliseconds later. */
const moments = [
  ['Backing up', 1, 40],
  ['Changing', 1, 0],
  ['Carrying over', 1, 2],
  ['Changing', 2, 20],
  [working, 1, 0],
  [working, 5, 0],
  ['Checking', 1, 0],
  ['Saving', 1, 0],
  ['Saving', 1, 3],
  ['Saving', 1, 15],
  ['(after it has ended)', 1, 0],
] as const;

it('killed at any moment, the store is of the old version or the new one, whole, and can be brought up to date', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vsk-killed-'));
  /** Every fact of the open store, by table and number of rows, with its soundness. */
  const whole = (host: StoreHost) => {
    const reader = host.service?.context.reader;
    if (!reader) throw new Error('The store is locked.');
    expect(reader.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(reader.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    const tables = reader.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    return tables
      .filter((table) => !table.startsWith('sqlite'))
      .map((table) => [table, reader.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()])
      .sort();
  };
  const fresh = () => {
    rmSync(folder, { recursive: true, force: true });
    anOldStore(folder);
  };
  const found = { old: 0, new: 0 };
  let expected: unknown = null;
  try {
    fresh();
    const first = hostOn(folder);
    await bringUpToDate(first, passphrase);
    expected = whole(first);
    first.close();
    for (const [words, times, wait] of moments) {
      const when = `${words} ${times} ${wait}`;
      fresh();
      const run = spawnSync(
        process.execPath,
        ['test/upgrade/killedUpgrade.ts', folder, words, String(times), String(wait)],
        { encoding: 'utf8' },
      );
      expect({ when, signal: run.signal, error: run.stderr }).toEqual({ when, signal: 'SIGKILL', error: '' });
      const host = hostOn(folder);
      try {
        const reply = await host.call('store.unlock', { passphrase });
        found[reply.ok ? 'new' : 'old'] += 1;
        if (!reply.ok) {
          expect(reply.error.code, when).toBe('upgradeNeeded');
          await bringUpToDate(host, passphrase);
        }
        expect(whole(host), when).toEqual(expected);
        // Whatever the backup was cut off at, what has its name is whole.
        expect(
          readdirSync(join(folder, 'backups')).filter((name) => name.endsWith('.new')),
          when,
        ).toEqual([]);
        expect(listBackupFiles(join(folder, 'backups')).length, when).toBeGreaterThan(0);
      } finally {
        host.close();
      }
    }
    expect(found.old).toBeGreaterThanOrEqual(7);
    expect(found.new).toBeGreaterThanOrEqual(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 240_000);
