import { beforeEach, describe, expect, it, vi } from 'vitest';

class CallFailure extends Error {
  readonly detail: { message: string };
  constructor(_code: string, detail: { message: string }) {
    super(detail.message);
    this.detail = detail;
  }
}
const lockStore = vi.fn<() => Promise<void>>();
const flushDrafts = vi.fn<() => Promise<void>>();
const startAfresh = vi.fn<() => Promise<void>>(async () => undefined);
const kept = new Map<string, string>();
const preferences = {
  get: (key: string) => kept.get(key) ?? null,
  set: (key: string, value: string) => void kept.set(key, value),
  remove: (key: string) => void kept.delete(key),
};
vi.mock('#renderer/api.ts', () => ({ CallFailure, lockStore: () => lockStore(), preferences }));
vi.mock('#renderer/data/drafts.ts', () => ({ flushDrafts: () => flushDrafts() }));
vi.mock('#renderer/data/startAfresh.ts', () => ({ startAfresh: () => startAfresh() }));

beforeEach(() => {
  vi.resetModules();
  vi.clearAllMocks();
  kept.clear();
});

describe("the person's own lock", () => {
  it('the window is blank at once, before anything is saved or answered', async () => {
    flushDrafts.mockReturnValue(new Promise(() => undefined));
    const { lockNow, lockState } = await import('#renderer/data/lock.ts');
    const seen: string[] = [];
    lockState.subscribe(() => seen.push(lockState.get().state));
    void lockNow();
    expect(seen).toEqual(['locking']);
    expect(lockStore).not.toHaveBeenCalled();
  });

  it('saves what was typed, then locks, then starts afresh; asked twice it does so once', async () => {
    const order: string[] = [];
    flushDrafts.mockImplementation(async () => void order.push('saved'));
    lockStore.mockImplementation(async () => void order.push('locked'));
    startAfresh.mockImplementation(async () => void order.push('afresh'));
    const { lockNow } = await import('#renderer/data/lock.ts');
    await Promise.all([lockNow(), lockNow()]);
    expect(order).toEqual(['saved', 'locked', 'afresh']);
  });

  it('that fails says why, shows no page, and can be tried again', async () => {
    flushDrafts.mockResolvedValue();
    lockStore.mockRejectedValueOnce(new CallFailure('failed', { message: 'The store did not let go.' }));
    const { lockNow, lockState } = await import('#renderer/data/lock.ts');
    await lockNow();
    expect(lockState.get()).toEqual({ state: 'failed', why: 'The store did not let go.' });
    expect(startAfresh).not.toHaveBeenCalled();
    await lockNow();
    expect(startAfresh).toHaveBeenCalledOnce();
  });

  it('of somebody else, such as sleep, leaves the window blank too', async () => {
    const { blankWindow, lockState } = await import('#renderer/data/lock.ts');
    blankWindow();
    expect(lockState.get().state).toBe('locking');
  });
});

describe('Esc twice', () => {
  const press = (timeStamp: number, repeat = false) => ({ key: 'Escape', repeat, timeStamp });

  it('is two presses within a moment; a key held down is one', async () => {
    const { isDoubleEscape } = await import('#renderer/data/names.ts');
    expect([1000, 1400].map((at) => isDoubleEscape(press(at)))).toEqual([false, true]);
    // The third is the first of two again.
    expect(isDoubleEscape(press(1500))).toBe(false);
    expect(isDoubleEscape(press(2500))).toBe(false);
    expect([5000, 5030, 5060, 5090].map((at, index) => isDoubleEscape(press(at, index > 0)))).toEqual(
      Array(4).fill(false),
    );
    expect(isDoubleEscape({ key: 'a', repeat: false, timeStamp: 5100 })).toBe(false);
  });

  it('hidden names stay hidden for a page loaded anew, until they are shown', async () => {
    const page = { documentElement: { dataset: {} as Record<string, string> } };
    vi.stubGlobal('document', page);
    const before = await import('#renderer/data/names.ts');
    before.setNamesHidden(true);
    expect(page.documentElement.dataset).toEqual({ names: 'hidden' });
    page.documentElement.dataset = {};
    vi.resetModules();
    const after = await import('#renderer/data/names.ts');
    after.showNamesAsKept();
    expect(page.documentElement.dataset).toEqual({ names: 'hidden' });
    after.setNamesHidden(false);
    expect(page.documentElement.dataset).toEqual({});
    expect(after.namesHidden()).toBe(false);
    vi.unstubAllGlobals();
  });
});
