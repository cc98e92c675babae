import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '#service/jobs/jobs.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';

let store: TestStore;
let childId: string;
const asAt = '2025-03-31';
const progress: Progress = { report: async () => undefined, cancelled: false, hold: () => undefined };

beforeEach(async () => {
  store = await aStore({ today: asAt });
  childId = await store.write((writer) => aChild(writer, { name: { forename: 'Ana', surname: 'Sample' } }));
});
afterEach(() => store.close());

const entries = (action: string) =>
  store.context.reader
    .prepare(
      `SELECT outcome, detail, user_name AS user, group_concat(subject_id) AS subjects FROM audit_entry
       LEFT JOIN audit_subject ON audit_id = audit_entry.id WHERE action = ? GROUP BY audit_entry.id ORDER BY audit_entry.id`,
    )
    .all(action) as { outcome: string; detail: string; user: string; subjects: string | null }[];
const inStore = (sql: string) => store.write((writer) => void writer.connection.exec(sql));

describe('a read whose audit cannot be written', () => {
  const reads = (): [string, unknown][] => [
    ['children.get', { childId, asAt }],
    ['children.list', { asAt, filters: {} }],
    ['search.all', { text: 'Sample', asAt }],
    ['overview.get', { asAt }],
    ['reports.gap', { measure: 'absence-overall', fromYear: '2024/25', toYear: '2024/25' }],
  ];
  it.each(['audit_entry', 'audit_subject'])('is not answered: %s refuses rows', async (table) => {
    await inStore(
      `CREATE TRIGGER no_audit BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'no room for the audit'); END`,
    );
    const touching =
      table === 'audit_entry'
        ? reads()
        : reads().filter(([name]) => /get|search|gap/.test(name) && name !== 'overview.get');
    for (const [name, input] of touching) {
      const reply = await store.reply(name, input);
      expect(reply, name).toMatchObject({ ok: false });
      expect(JSON.stringify(reply)).not.toContain('SAMPLE');
    }
    await inStore('DROP TRIGGER no_audit');
    const done = () => entries('read child').filter(({ outcome }) => outcome === 'done');
    expect(done()).toEqual([]);
    expect(await store.reply('children.get', { childId, asAt })).toMatchObject({ ok: true });
    expect(done()).toEqual([
      { outcome: 'done', detail: 'children.get', user: 'Test Administrator', subjects: childId },
    ]);
  });
});

describe('audit entries made while an import is previewed', () => {
  it('survive its being rolled back', async () => {
    let end: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      end = resolve;
    });
    const preview = store.context.writeLong(
      progress,
      async (writer) => {
        aChild(writer, { name: { forename: 'Never', surname: 'Kept' } });
        await held;
      },
      { rollBack: true },
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect((await store.call('children.list', { asAt, filters: {} })).total).toBe(1);
    await store.call('children.get', { childId, asAt });
    end();
    await preview;
    expect(entries('read child')).toMatchObject([{ outcome: 'done', subjects: childId }]);
    expect(entries('list children')).toHaveLength(1);
    expect(store.context.reader.prepare("SELECT count(*) FROM child_name WHERE surname = 'Kept'").pluck().get()).toBe(
      0,
    );
  });

  it('survive its failing', async () => {
    const failing = store.context.writeLong(progress, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('the file was cut short');
    });
    await new Promise((resolve) => setImmediate(resolve));
    await store.call('children.get', { childId, asAt });
    await expect(failing).rejects.toThrow('cut short');
    expect(entries('read child')).toHaveLength(1);
  });

  it('and those made inside a short transaction are written with it', async () => {
    await store.write(() => store.context.audit('looked while writing', [{ kind: 'child', id: childId }], 'a test'));
    expect(entries('looked while writing')).toMatchObject([{ outcome: 'done', subjects: childId, detail: 'a test' }]);
  });
});

describe('audit.list', () => {
  it('shows who did what, the newest first, refusals among them', async () => {
    await store.call('children.get', { childId, asAt });
    await store.signInAs({ role: 'reader', name: 'Rae Reader' });
    expect(await store.reply('children.get', { childId, asAt })).toMatchObject({ ok: false });
    expect(await store.reply('audit.list', {})).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    await store.signInAsAdministrator();
    const { rows, total } = await store.call('audit.list', {});
    expect(total).toBe(rows.length);
    expect(rows.map(({ by, action, subjects }) => [by, action, subjects])).toEqual([
      ['Test Administrator', 'unlock', 0],
      ['Rae Reader', 'audit.list (refused)', 0],
      ['Rae Reader', 'read child (refused)', 0],
      ['Rae Reader', 'unlock', 0],
      ['Test Administrator', 'read child', 1],
    ]);
    expect((await store.call('audit.list', { search: 'Rae' })).total).toBe(3);
    expect((await store.call('audit.list', { search: '%' })).total).toBe(0);
    expect((await store.call('audit.list', { limit: 1, offset: 4 })).rows).toMatchObject([{ action: 'read child' }]);
  });
});
