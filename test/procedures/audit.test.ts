import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '#service/context/progress.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';

let store: TestStore;
let childId: string;
const asAt = '2025-03-31';
const progress: Progress = { report: async () => undefined, cancelled: false, hold: () => undefined };

beforeEach(async () => {
  store = await aStore({ today: asAt, anew: true });
  childId = await store.write((writer) => aChild(writer, { name: { forename: 'Ana', surname: 'Sample' } }));
});
afterEach(() => store.close());

const entries = (action: string) =>
  auditEntries(store.context, action).map(({ outcome, detail, userName, about }) => ({
    outcome,
    detail,
    user: userName,
    subjects: about.map(({ id }) => id).join(','),
  }));
const inAudit = (sql: string) => store.context.auditFile.connection.exec(sql);

describe('a read whose audit cannot be written', () => {
  const reads = (): [string, unknown][] => [
    ['children.get', { childId, asAt }],
    ['children.list', { asAt, filters: {} }],
    ['search.all', { text: 'Sample', asAt }],
    ['overview.get', { asAt }],
    ['reports.gap', { measure: 'absence-overall', fromYear: '2024/25', toYear: '2024/25' }],
  ];
  it.each(['entry', 'subject'])('is not answered: %s refuses rows', async (table) => {
    inAudit(
      `CREATE TRIGGER no_audit BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'no room for the audit'); END`,
    );
    const touching = table === 'entry' ? reads() : reads().filter(([name]) => name !== 'overview.get');
    for (const [name, input] of touching) {
      const reply = await store.reply(name, input);
      expect(reply, name).toMatchObject({ ok: false });
      expect(JSON.stringify(reply)).not.toContain('SAMPLE');
    }
    inAudit('DROP TRIGGER no_audit');
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
    expect(rows.map(({ by, action, outcome, subjects }) => [by, action, outcome, subjects])).toEqual([
      ['Test Administrator', 'unlock', 'done', 0],
      ['Rae Reader', 'audit.list', 'refused', 0],
      ['Rae Reader', 'read child', 'refused', 1],
      ['Rae Reader', 'unlock', 'done', 0],
      ['Test Administrator', 'read child', 'done', 1],
    ]);
    expect(rows.map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
    expect((await store.call('audit.list', { search: childId })).rows.map(({ number }) => number)).toEqual([3, 1]);
    expect((await store.call('audit.list', { search: 'refused' })).total).toBe(2);
    expect((await store.call('audit.list', { search: 'Rae' })).total).toBe(3);
    expect((await store.call('audit.list', { search: '%' })).total).toBe(0);
    expect((await store.call('audit.list', { limit: 1, offset: 4 })).rows).toMatchObject([{ action: 'read child' }]);
  });
});
