import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restorePreview } from '#contract/backups.ts';
import { openForWriting } from '#db/open.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';
import { asThePreviousVersionLeftIt } from '#test/migrations/previousVersion.ts';
import { backUp, backups, contentsOf, endedJob, jobResult, names, storeFolder } from './support.ts';

let store: TestStore;
beforeEach(async () => {
  store = await aStore({ today: '2025-03-31' });
});
afterEach(() => store.close());

const addChild = (surname: string) => store.write((writer) => aChild(writer, { name: { forename: 'Ana', surname } }));
const surnames = () =>
  store.context.reader.prepare('SELECT surname FROM child_name ORDER BY surname').pluck().all() as string[];
const restore = (backupId: string) => jobResult(store, 'backups.restore', { backupId, reason: 'a wrong import' });
const pathOf = (backupId: string) => join(storeFolder(store), 'backups', backupId);
const check = () => {
  const { reader } = store.context;
  expect(reader.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(reader.pragma('foreign_key_check')).toEqual([]);
};

/** What a restore carries over or leaves a trace in; the rest is as in the backup to the last row. */
const carried = ['store_info'];

describe('a preview', () => {
  it('says what is there now and was then, how many changes would be undone, and whose', async () => {
    await addChild('Before');
    const backupId = await backUp(store);
    const then = store.context.reader.prepare('SELECT count(*) FROM change').pluck().get() as number;
    await addChild('After');
    await addChild('Later');
    const now = store.context.reader.prepare('SELECT count(*) FROM change').pluck().get() as number;
    const preview = restorePreview.parse(await jobResult(store, 'backups.preview', { backupId }));
    expect(preview).toMatchObject({
      verified: true,
      older: false,
      madeAt: '2025-03-31T09:00:00.000Z',
      changesSince: now - then,
      people: [{ name: 'Test Administrator', changes: now - then }],
    });
    const counted = (what: string) => Object.values(preview.counts.find((each) => each.what === what) ?? {});
    expect(counted('children')).toEqual(['children', 3, 1]);
    expect(preview.lastChangeAt).toMatch(/^2025-03-31T09:00:00/);
  });

  it('of a backup with one wrong byte is refused as damaged', async () => {
    const backupId = await backUp(store);
    const bytes = readFileSync(pathOf(backupId));
    bytes[bytes.length - 5000] = (bytes[bytes.length - 5000] as number) ^ 1;
    writeFileSync(pathOf(backupId), bytes);
    const job = await endedJob(store.host, 'backups.preview', { backupId });
    expect(job).toMatchObject({ state: 'failed', error: { code: 'backupDamaged' } });
    const before = contentsOf(store, carried);
    expect(await endedJob(store.host, 'backups.restore', { backupId, reason: 'try' })).toMatchObject({
      state: 'failed',
      error: { code: 'backupDamaged' },
    });
    expect(contentsOf(store, carried)).toEqual(before);
  });
});

describe('a restore', () => {
  it('gives back every row as it was, backs up what was there, and is undone by restoring that', async () => {
    await addChild('Before');
    const backupId = await backUp(store);
    const then = contentsOf(store, carried);
    await addChild('After');
    const now = contentsOf(store, carried);
    const undo = ((await restore(backupId)) as { backupId: string }).backupId;
    expect(contentsOf(store, carried)).toEqual(then);
    expect(surnames()).toEqual(['Before']);
    check();
    expect((await backups(store)).find((each) => each.backupId === undo)).toMatchObject({
      reason: 'restore',
      kept: true,
    });
    await restore(undo);
    expect(contentsOf(store, carried)).toEqual(now);
    check();
    expect(names(storeFolder(store)).filter((name) => /restoring|ready/.test(name))).toEqual([]);
  });

  it('goes on being written to, and after a lock opens with the same passphrase', async () => {
    const backupId = await backUp(store);
    await addChild('After');
    await restore(backupId);
    await addChild('Next');
    expect(surnames()).toEqual(['Next']);
    await store.signInAsAdministrator();
    expect(surnames()).toEqual(['Next']);
    check();
  });

  it('hides nothing: users, audit and registers of exports go on, the restore is in the audit without a name', async () => {
    await addChild('Zzyzxname');
    const backupId = await backUp(store);
    await store.signInAs({ role: 'reader', name: 'Came Later' });
    await store.signInAsAdministrator();
    await store.write((writer) => {
      writer.insert('pack_export', {
        at: 'now',
        user_id: 'u',
        school_id: 's',
        children: 3,
        folder: '/x',
        protected: 1,
      });
      writer.insert('released_report', { at: 'now', user_id: 'u', kind: 'gap', parameters: '{}', cells: '[]' });
    });
    const rows = (table: string) => store.context.reader.prepare(`SELECT * FROM ${table} ORDER BY id`).all();
    const [exports, reports] = ['pack_export', 'released_report'].map(rows);
    const audit = auditEntries(store.context);
    await restore(backupId);
    expect(auditEntries(store.context).slice(0, audit.length)).toEqual(audit);
    expect([rows('pack_export'), rows('released_report')]).toEqual([exports, reports]);
    expect((await store.call('users.list', {})).rows.map(({ name }) => name).sort()).toEqual([
      'Came Later',
      'Test Administrator',
    ]);
    const entries = (await store.call('audit.list', { search: 'restore backup' })).rows;
    expect(entries.map(({ detail }) => detail)).toContain(`restored ${backupId}`);
    expect(JSON.stringify(entries)).not.toMatch(/Zzyzx|wrong import/);
    const why = store.context.reader.prepare("SELECT value FROM store_info WHERE key = 'lastRestore'").pluck().get();
    expect(JSON.parse(String(why))).toMatchObject({ backupId, reason: 'a wrong import' });
  });

  it('keeps what people have typed and not saved yet, in its last wording', async () => {
    await store.call('drafts.save', { key: 'a note', content: 'begun' });
    const backupId = await backUp(store);
    await store.call('drafts.save', { key: 'a note', content: 'typed for an hour' });
    await store.call('drafts.save', { key: 'another', content: 'typed since' });
    await restore(backupId);
    const { connection } = store.context.auditFile;
    expect(connection.prepare('SELECT key, content FROM draft ORDER BY key').all()).toEqual([
      { key: 'a note', content: 'typed for an hour' },
      { key: 'another', content: 'typed since' },
    ]);
    check();
  });

  it('of a backup under an older key takes the present key', async () => {
    await addChild('Before');
    const backupId = await backUp(store);
    const before = store.context.store.copyKey();
    expect(await endedJob(store.host, 'keys.rekey')).toMatchObject({ state: 'done' });
    await addChild('After');
    expect(store.context.store.copyKey().equals(before)).toBe(false);
    await restore(backupId);
    expect(surnames()).toEqual(['Before']);
    await store.signInAsAdministrator();
    expect(surnames()).toEqual(['Before']);
    expect(() => openForWriting(join(storeFolder(store), 'children.vsk'), before)).toThrow();
    check();
  });

  it('of a backup that is newer than this version is refused, and nothing is changed', async () => {
    const backupId = await backUp(store);
    const copy = openForWriting(pathOf(backupId), store.context.store.copyKey());
    copy.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)').run('later', 9e15);
    copy.pragma('journal_mode = DELETE');
    copy.close();
    await addChild('After');
    const job = await endedJob(store.host, 'backups.restore', { backupId, reason: 'try' });
    expect(job).toMatchObject({ state: 'failed', error: { code: 'storeNewer' } });
    expect(surnames()).toEqual(['After']);
    expect(names(storeFolder(store)).filter((name) => name.includes('restoring'))).toEqual([]);
  });

  it('of an older version’s backup brings it up to date on the way, and the preview says so', async () => {
    await addChild('Before');
    const backupId = await backUp(store);
    asThePreviousVersionLeftIt(pathOf(backupId), store.context.store.copyKey(), store.folder);
    await addChild('After');
    expect(await jobResult(store, 'backups.preview', { backupId })).toMatchObject({ older: true, verified: true });
    await restore(backupId);
    expect(surnames()).toEqual(['Before']);
    await store.call('drafts.save', { key: 'a form', content: 'typed' });
    check();
  });

  it('of a backup from the second folder alone works too', async () => {
    const second = join(store.folder, 'disk');
    await addChild('Before');
    mkdirSync(second);
    await store.call('backups.setSecondFolder', { folder: second });
    const backupId = await backUp(store);
    for (const name of readdirSync(join(storeFolder(store), 'backups')))
      rmSync(join(storeFolder(store), 'backups', name));
    await addChild('After');
    await restore(backupId);
    expect(surnames()).toEqual(['Before']);
  });

  it('of a backup of another store is refused', async () => {
    const other = await aStore({ today: '2025-03-31' });
    const backupId = await backUp(other);
    mkdirSync(join(storeFolder(store), 'backups'), { recursive: true });
    for (const end of ['', 'key'])
      renameSync(join(storeFolder(other), 'backups', `${backupId}${end}`), `${pathOf(backupId)}${end}`);
    other.close();
    expect(await endedJob(store.host, 'backups.restore', { backupId, reason: 'try' })).toMatchObject({
      state: 'failed',
      error: { code: 'backupDamaged' },
    });
  });

  it('is an administrator’s to do', async () => {
    const backupId = await backUp(store);
    await store.signInAs({ role: 'assistantHead', localityId: store.locality('EK3') });
    for (const name of ['backups.restore', 'backups.preview'])
      expect(await store.reply(name, { backupId, reason: 'try' })).toMatchObject({ error: { code: 'forbidden' } });
  });
});
