import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '#contract/jobs.ts';
import { type PreparedUpdate, preparedUpdate } from '#contract/updates.ts';
import { updateProcedures } from '#service/calls/procedures/updates.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { Share } from './aShare.ts';

let share: Share;
let store: TestStore;
beforeEach(async () => {
  share = new Share();
  store = await aStore({ today: '2026-11-25' });
});
afterEach(() => {
  store.close();
  share.remove();
});

async function ended(jobId: string): Promise<Job> {
  for (;;) {
    const job = await store.call('jobs.get', { jobId });
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const backups = async () => (await store.call('backups.list', {})).rows.map(({ reason }) => reason);

describe('an update of an app with a real store', () => {
  it('is prepared after a backup that says why it was made', async () => {
    await share.put();
    const before = await backups();
    const context = { ...store.context, installation: share.installed };
    const { jobId } = await updateProcedures['updates.prepare'](context, { version: '1.10.0', folder: share.folder });
    const job = await ended(jobId);
    expect(job.error).toBeNull();
    const { path }: PreparedUpdate = preparedUpdate.parse(job.result);
    expect(existsSync(path)).toBe(true);
    expect(await backups()).toEqual(expect.arrayContaining([...before, 'update']));
    expect((await backups()).length).toBe(before.length + 1);
  });

  it('is refused without a backup where nothing is signed by a pinned key', async () => {
    await share.put();
    await store.call('updates.setFolder', { folder: share.folder });
    expect(await store.call('updates.settings', {})).toMatchObject({ folder: share.folder });
    const before = await backups();
    expect(await store.call('updates.check', {})).toMatchObject({ state: 'refused' });
    const { jobId } = await store.call('updates.prepare', { version: '1.10.0' });
    expect(await ended(jobId)).toMatchObject({ state: 'failed', error: { code: 'updateRefused' } });
    expect(await backups()).toEqual(before);
    const updates = join(store.folder, 'updates');
    expect(readdirSync(updates)).toEqual(['folder.json']);
    const audit = await store.call('audit.list', { search: 'update', offset: 0, limit: 10 });
    expect(audit.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['set update folder', 'look for an update', 'prepare update']),
    );
  });

  it('is the business of administrators', async () => {
    await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3') });
    for (const name of ['updates.settings', 'updates.check'])
      expect(await store.reply(name, {})).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });
});
