import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { missingNumbers } from '#db/audit/salvageAudit.ts';
import { openForReading } from '#db/open.ts';
import { callHost, storeFolder } from '#test/backups/support.ts';
import { aChild } from '#test/make/aChild.ts';
import { aStore, type TestStore, testPassphrase } from '#test/make/aStore.ts';
import { auditEntries } from '#test/make/auditEntries.ts';
import { damagePages } from '#test/recovery/support.ts';

let store: TestStore;
let childId: string;
const asAt = '2025-03-31';

beforeEach(async () => {
  store = await aStore({ today: asAt });
  childId = await store.write((writer) => aChild(writer, { name: { forename: 'Ana', surname: 'Zzyzxaudit' } }));
});
afterEach(() => {
  vi.useRealTimers();
  store.close();
});

const file = (name: string) => join(storeFolder(store), name);
const audit = () => file('children.vskaudit');
const words = () => auditEntries(store.context, 'fault in the audit').map(({ detail }) => detail);
const read = async (times: number) => {
  for (let index = 0; index < times; index += 1)
    expect(await store.reply('children.get', { childId, asAt })).toMatchObject({ ok: true });
};
const diagnosed = async () => {
  const { sections } = (await callHost(store.host, 'diagnostics.read', { checkIntegrity: true })) as {
    sections: { title: string; rows: { name: string; value: string; state: string }[] }[];
  };
  return sections.find(({ title }) => title === 'Audit')?.rows ?? [];
};

/** The folder as a power cut leaves it, opened by the next start of the app. */
async function cutOff(change: () => void): Promise<void> {
  const names = ['vsk', 'vsk-wal', 'vskaudit', 'vskaudit-wal', 'vskkey'].map((end) => `children.${end}`);
  const stood = new Map(names.map((name) => [name, existsSync(file(name)) ? readFileSync(file(name)) : null]));
  store.host.lock();
  for (const [name, bytes] of stood) if (bytes) writeFileSync(file(name), bytes);
  change();
  await store.host.unlock(testPassphrase);
}

describe('the app is ended without being locked', () => {
  it('with its log nothing is missing and nothing is said', async () => {
    await read(8);
    await cutOff(() => undefined);
    expect(auditEntries(store.context, 'read child')).toHaveLength(8);
    expect(words()).toEqual([]);
    expect((await store.host.session?.watch.check())?.faults).toEqual([]);
  });

  it.each([
    ['taken away', (log: string) => rmSync(log)],
    ['emptied', (log: string) => writeFileSync(log, '')],
    ['overwritten', (log: string) => writeFileSync(log, Buffer.alloc(readFileSync(log).length, 7))],
  ])('and its log %s: that is named at once, in Diagnostics, and to administrators', async (_, spoil) => {
    await read(8);
    await cutOff(() => spoil(`${audit()}-wal`));
    // None of them was sealed yet.
    expect(words()).toEqual([expect.stringMatching(/ended without being locked.*from number \d+ on may be missing/)]);
    expect((await store.call('audit.faults', {})).rows).toHaveLength(1);
    expect((await diagnosed()).some(({ value }) => value === words()[0])).toBe(true);
    await read(1);
    store.host.lock();
    await store.host.unlock(testPassphrase);
    expect(words()).toHaveLength(1);
  });

  it('an earlier log of the same session put back: twenty entries at most, or two seconds, go unsealed', async () => {
    await read(2);
    copyFileSync(`${audit()}-wal`, join(store.folder, 'log'));
    await read(21);
    await cutOff(() => copyFileSync(join(store.folder, 'log'), `${audit()}-wal`));
    expect(words()).toEqual([expect.stringMatching(/entry \d+ had been sealed: an older file/)]);
  });

  it('and two seconds after the last of a few entries all of them are sealed', async () => {
    store.host.lock();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await store.host.unlock(testPassphrase);
    await read(3);
    const { ring } = store.host.session ?? {};
    vi.advanceTimersByTime(2_000);
    expect(ring?.auditHead()?.number).toBe(auditEntries(store.context).at(-1)?.number);
  });

  it('a seal between a failed call and its answer is no change', async () => {
    const { host } = store;
    const before = host.service?.context.savings();
    await read(3);
    host.session?.watch.seal();
    expect(host.service?.context.savings()).toBe(before);
  });
});

describe('a damaged file', () => {
  const pagesOf = (...tables: string[]) => {
    const reader = openForReading(audit(), store.context.store.copyKey());
    const pages = reader.prepare(`SELECT pageno, name FROM dbstat WHERE pagetype = 'leaf' ORDER BY pageno`).all() as {
      pageno: number;
      name: string;
    }[];
    reader.close();
    return pages.filter(({ name }) => tables.includes(name)).map(({ pageno }) => pageno);
  };

  it('without its first page: every entry and draft on the others is kept, and the numbers missing are named', async () => {
    await read(40);
    await store.call('drafts.save', { key: 'a note', content: 'typed before' });
    const before = auditEntries(store.context);
    await store.host.lock();
    damagePages(audit(), [1]);
    const bytes = readFileSync(audit());
    await store.host.unlock(testPassphrase);
    expect(auditEntries(store.context).slice(0, before.length)).toEqual(before);
    expect(words()).toEqual([expect.stringMatching(/put aside in the store's folder, and all \d+ entries were kept/)]);
    expect(await store.call('drafts.read', { key: 'a note' })).toMatchObject({ content: 'typed before' });
    const aside = readdirSync(storeFolder(store)).find((name) => name.startsWith('children.vskaudit.damaged-'));
    expect(readFileSync(file(aside ?? '')).equals(bytes)).toBe(true);
    expect((await store.host.session?.watch.check())?.faults).toEqual([]);
    await read(1);
    expect(auditEntries(store.context, 'read child')).toHaveLength(41);
  });

  it('with a page of entries lost in the middle: said after the unlock and in Diagnostics, the rest kept by the next', async () => {
    await read(60);
    await store.host.lock();
    await store.host.unlock(testPassphrase);
    const pages = pagesOf('entry');
    expect(pages.length).toBeGreaterThan(4);
    const before = auditEntries(store.context);
    await store.host.lock();
    damagePages(audit(), pages.slice(1, 2));
    await store.host.unlock(testPassphrase);
    await expect(store.host.session?.watch.check()).rejects.toThrow();
    expect((await store.call('audit.faults', {})).rows).toEqual([
      expect.objectContaining({ words: expect.stringMatching(/could not be read to its end: its file is damaged/) }),
    ]);
    expect((await diagnosed())[0]).toMatchObject({ state: 'bad' });
    await store.host.lock();
    await store.host.unlock(testPassphrase);
    const after = auditEntries(store.context);
    const kept = before.filter(({ number }) => after.some((entry) => entry.number === number));
    expect(before.length - kept.length).toBeGreaterThan(0);
    expect(before.length - kept.length).toBeLessThan(15);
    expect(after.slice(0, kept.length)).toEqual(kept);
    const gone = before.filter((entry) => !kept.includes(entry)).map(({ number }) => number);
    const said = auditEntries(store.context, 'fault in the audit').map(({ detail }) => detail);
    expect(said.find((each) => each.includes('entries were kept'))).toContain(`missing: ${gone[0]} to ${gone.at(-1)}.`);
    expect((await store.host.session?.watch.check())?.faults).toMatchObject([
      { kind: 'missing', words: `Entries ${gone[0]} to ${gone.at(-1)} are missing from the audit.` },
    ]);
    await read(1);
  });

  it('cut off after three quarters: what stands on the pages that are left is kept', async () => {
    await read(60);
    await store.host.lock();
    const bytes = readFileSync(audit());
    writeFileSync(audit(), bytes.subarray(0, Math.floor((bytes.length * 3) / 4 / 4096) * 4096));
    await store.host.unlock(testPassphrase);
    expect(words()).toEqual([expect.stringMatching(/\d+ entries were kept; missing: /)]);
    expect(auditEntries(store.context, 'read child').length).toBeGreaterThan(10);
    await read(1);
  });

  it('numbers that are missing, in words', () => {
    expect(missingNumbers([1, 2, 3], 3)).toBe('');
    expect(missingNumbers([1, 2, 5], 7)).toBe('3 to 4 and 6 to 7');
    expect(missingNumbers([2], 4)).toBe('1 and 3 to 4');
    expect(missingNumbers([], 2)).toBe('1 to 2');
    expect(
      missingNumbers(
        Array.from({ length: 60 }, (_, index) => 2 * index),
        100,
      ),
    ).toMatch(/, 39 and 30 more gaps$/);
  });
});
