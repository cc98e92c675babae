import { describe, expect, it } from 'vitest';
import { topics } from '#contract/call.ts';
import { type CallName, calls } from '#contract/calls.ts';
import { changesOf, isStale, overlaps } from '#renderer/data/staleness.ts';

const [anna, ben] = ['0198b1c0-0000-7000-8000-000000000001', '0198b1c0-0000-7000-8000-000000000002'];
const asAt = '2025-03-31';

describe('what a change makes stale, by the contract', () => {
  it('an import makes the lists, the figures, the records and the reports stale, and no template', () => {
    const changed = changesOf('imports.commit', { previewId: anna });
    const stale = (name: CallName, input: unknown = {}) => isStale([name, input], changed);
    for (const name of ['children.list', 'overview.get', 'search.all', 'reports.gap', 'packs.preview'] as const)
      expect(stale(name), name).toBe(true);
    expect(stale('children.get', { childId: anna, asAt })).toBe(true);
    expect(stale('settings.unresolvedPostcodes')).toBe(true);
    expect(stale('imports.batches')).toBe(true);
    expect(stale('imports.templates')).toBe(false);
    expect(stale('users.list')).toBe(false);
  });

  it('one child changed leaves the record of another as it is, and the lists do not', () => {
    const changed = [{ topic: 'children', id: anna }] as const;
    expect(isStale(['children.get', { childId: anna, asAt }], changed)).toBe(true);
    expect(isStale(['children.get', { childId: ben, asAt }], changed)).toBe(false);
    expect(isStale(['children.list', { asAt }, 'all'], changed)).toBe(true);
    expect(overlaps(['children'], changed)).toBe(true);
    expect(overlaps(['schools'], changed)).toBe(false);
  });

  it('the status and the audit tell of every change', () => {
    for (const topic of topics) {
      expect(isStale(['store.status', {}], [topic]), topic).toBe(true);
      expect(isStale(['audit.list', {}], [topic]), topic).toBe(true);
    }
    expect(isStale(['store.status', {}], [])).toBe(false);
  });

  it('a query changes nothing, and a key of no call is never stale', () => {
    expect(changesOf('children.list', { asAt })).toEqual([]);
    expect(isStale(['keychain', '/folder'], [...topics])).toBe(false);
    expect(isStale(['toString', {}], [...topics])).toBe(false);
  });

  it('every topic that some command changes is read by some query, so no change is lost', () => {
    const all = Object.values(calls);
    const changed = new Set(
      all.flatMap((call) => (call.kind === 'command' && Array.isArray(call.changes) ? call.changes : [])),
    );
    for (const topic of changed) {
      const read = all.some(
        (call) =>
          call.kind === 'query' &&
          Array.isArray(call.reads) &&
          call.reads.includes(topic) &&
          call.reads.length < topics.length,
      );
      expect(read || topic === 'store' || topic === 'audit', topic).toBe(true);
    }
  });
});
