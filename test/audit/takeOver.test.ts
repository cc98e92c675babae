import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditFile } from '#db/audit/auditFile.ts';
import { openForWriting } from '#db/open.ts';
import { storeFolder } from '#test/backups/support.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';

const ENTRIES = 250;
let store: TestStore;
let key: Buffer;
const file = (name: string) => join(storeFolder(store), name);
const idOf = (index: number) => `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** The store as version 0.2.0 left it: audit and drafts in its own tables, no file of their own, nothing sealed. */
async function asBefore(): Promise<void> {
  key = store.context.store.copyKey();
  const user = store.context.user.id;
  await store.host.lock();
  const connection = openForWriting(file('children.vsk'), key);
  connection.exec("DELETE FROM store_info WHERE key = 'auditFile'");
  const entry = connection.prepare('INSERT INTO audit_entry VALUES (?, ?, ?, ?, ?, ?, ?)');
  const subject = connection.prepare('INSERT INTO audit_subject VALUES (?, ?, ?, ?)');
  for (let index = 0; index < ENTRIES; index += 1) {
    const at = new Date(Date.parse('2024-09-01T09:00:00Z') + index * 60_000).toISOString();
    entry.run(idOf(index), at, user, 'Ada Admin', 'read child', index % 10 ? 'done' : 'refused', `detail ${index}`);
    for (let each = 0; each < index % 4; each += 1)
      subject.run(`${idOf(index)}-${each}`, idOf(index), 'child', `child ${each}`);
  }
  connection
    .prepare('INSERT INTO draft VALUES (?, ?, ?, ?, ?)')
    .run('d', user, 'a note', 'typed in version 0.2.0', '2024-09-02');
  connection.close();
  for (const end of ['', '-wal', '-shm']) rmSync(file(`children.vskaudit${end}`), { force: true });
}

beforeEach(async () => {
  store = await aStore({ today: '2025-03-31', anew: true });
  await asBefore();
});
afterEach(() => {
  vi.restoreAllMocks();
  store.close();
});

const carried = () => auditEntries(store.context).filter(({ action }) => action === 'read child');
const left = () =>
  ['audit_entry', 'audit_subject', 'draft'].map((table) =>
    store.context.reader.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
  );

async function expectWhole(): Promise<void> {
  expect(carried()).toHaveLength(ENTRIES);
  expect(carried().map(({ detail }) => detail)).toEqual(
    Array.from({ length: ENTRIES }, (_, index) => `detail ${index}`),
  );
  expect(carried()[7]).toMatchObject({
    at: '2024-09-01T09:07:00.000Z',
    userName: 'Ada Admin',
    outcome: 'done',
    about: [0, 1, 2].map((each) => ({ kind: 'child', id: `child ${each}` })),
  });
  expect(await store.call('drafts.read', { key: 'a note' })).toMatchObject({ content: 'typed in version 0.2.0' });
  expect(left()).toEqual([0, 0, 0]);
  expect(await store.host.session?.watch.check()).toMatchObject({ faults: [] });
}

describe('the first unlock of a store of version 0.2.0', () => {
  it('copies every entry, with whom it is about, and every draft, then empties the old tables', async () => {
    await store.host.unlock(testPassphrase);
    await expectWhole();
    await store.signInAsAdministrator();
    await expectWhole();
  });

  it('cut off after the copy, before the tables are emptied: the next one doubles nothing', async () => {
    const connection = openForWriting(file('children.vsk'), key);
    connection.exec(
      "CREATE TRIGGER cut_off BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'killed here'); END",
    );
    connection.close();
    await expect(store.host.unlock(testPassphrase)).rejects.toThrow('killed here');
    const again = openForWriting(file('children.vsk'), key);
    expect(again.prepare('SELECT count(*) FROM audit_entry').pluck().get()).toBe(ENTRIES);
    again.exec('DROP TRIGGER cut_off');
    again.close();
    await store.host.unlock(testPassphrase);
    await expectWhole();
  });

  it('that cannot copy all of it leaves it where it is', async () => {
    const whole = AuditFile.prototype.appendCarried;
    vi.spyOn(AuditFile.prototype, 'appendCarried').mockImplementation(function (this: AuditFile, entries) {
      whole.call(this, entries.slice(0, -1));
    });
    await expect(store.host.unlock(testPassphrase)).rejects.toThrow('could not be copied whole');
    vi.restoreAllMocks();
    const connection = openForWriting(file('children.vsk'), key);
    expect(connection.prepare('SELECT count(*) FROM audit_entry').pluck().get()).toBe(ENTRIES);
    connection.close();
    await store.host.unlock(testPassphrase);
    expect(carried()).toHaveLength(ENTRIES);
    expect(left()).toEqual([0, 0, 0]);
  });
});
