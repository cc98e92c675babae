import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Job } from '#contract/jobs.ts';
import type { StoreHost } from '#service/storeHost.ts';
import { people } from '#test/golden/goldenStore.ts';
import { bringUpToDate } from '#test/make/bringUpToDate.ts';
import { anOldStore, hostOn } from './support.ts';

const passphrase = people.administrator;
let folder: string;
let host: StoreHost;

beforeEach(() => {
  folder = anOldStore(mkdtempSync(join(tmpdir(), 'vsk-old-')));
  host = hostOn(folder);
});
afterEach(() => {
  host.close();
  rmSync(folder, { recursive: true, force: true });
});

async function finished(name: string, input: unknown): Promise<Job> {
  const started = await host.call(name, input);
  if (!started.ok) throw new Error(`${started.error.code}: ${started.error.detail.message}`);
  for (;;) {
    const reply = await host.call('jobs.get', started.value);
    if (!reply.ok) throw new Error(reply.error.detail.message);
    const job = reply.value as Job;
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const count = (table: string): unknown =>
  host.service?.context.reader.prepare(`SELECT count(*) FROM "${table}"`).pluck().get();

/** Writes rubbish over a part of each page between two fractions of the store. */
function damage(from: number, to: number): void {
  const file = join(folder, 'children.vsk');
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  for (let at = Math.floor((size * from) / 4096) * 4096; at < size * to; at += 4096)
    writeSync(handle, Buffer.alloc(200, 7), 0, 200, at + 500);
  closeSync(handle);
}

/** The folder as 0.2 left it, with a backup that 0.2 made: the store is its own copy. */
function withAnOldBackup(): void {
  const backups = join(folder, 'backups');
  const other = anOldStore(join(folder, 'other'));
  mkdirSync(backups);
  for (const end of ['', 'key'])
    renameSync(join(other, `children.vsk${end}`), join(backups, `backup-2025-03-30T09-00-00-000Z-daily.vsk${end}`));
}

it('a backup of 0.2 is restored in place of a damaged store of 0.2, and comes up to date by that', async () => {
  withAnOldBackup();
  damage(0, 0.3);
  expect(await host.call('store.unlock', { passphrase })).toMatchObject({ error: { code: 'storeDamaged' } });
  // Saying yes to an upgrade does not mend it, nor make it worse.
  expect(await finished('store.upgrade', { by: 'passphrase', passphrase })).toMatchObject({
    error: { code: 'storeDamaged' },
  });
  const inspected = await host.call('recovery.inspect', { passphrase, backupFolder: null });
  const { backups } = (inspected as { value: { backups: { backupId: string }[] } }).value;
  expect(backups).toHaveLength(1);
  const job = await finished('recovery.restore', {
    passphrase,
    also: people.head,
    backupFolder: null,
    backupId: backups[0]?.backupId,
  });
  expect(job).toMatchObject({ state: 'done', error: null });
  expect(host.status().state).toBe('open');
  expect(count('child')).toBe(264);
  expect(count('change_set')).toBeGreaterThan(0);
});

it('what can be read of a damaged store of 0.2 is salvaged, and is of this version', async () => {
  damage(0.6, 0.62);
  const job = await finished('recovery.salvage', { passphrase, also: people.head });
  expect(job).toMatchObject({ state: 'done', error: null });
  expect(host.status().state).toBe('open');
  expect(count('child')).toBeGreaterThan(200);
  await host.lock();
  expect((await host.call('store.unlock', { passphrase })).ok).toBe(true);
});

it('the backup made by the upgrade is restored inside this version', async () => {
  await bringUpToDate(host, passphrase);
  const children = count('child');
  const [name = ''] = readdirSync(join(folder, 'backups')).filter((each) => each.endsWith('.vsk'));
  const listed = (await host.call('backups.list', {})) as { value: { rows: { backupId: string }[] } };
  const backupId = listed.value.rows.find(
    (row) => name.includes(row.backupId) || row.backupId.includes(name),
  )?.backupId;
  const job = await finished('backups.restore', { backupId, reason: 'To see that it can be.' });
  expect(job).toMatchObject({ state: 'done', error: null });
  expect(count('child')).toBe(children);
});
