import type { Page } from '@playwright/test';

/**
 * Opens the page as in the desktop app, on a stand-in for its bridge: calls go to the preview host as ever, and the
 * keychain is the tab's session storage. No machine that runs the tests has a real one (only-on-product-electron.md).
 */
export async function openWithKeychain(page: Page, url: string): Promise<void> {
  await page.addInitScript(() => {
    if (!window.location.protocol.startsWith('http')) return;
    const kept = window.sessionStorage;
    const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
    if (token !== null) kept.setItem('test-token', token);
    const done = <Value>(value: Value) => Promise.resolve({ ok: true as const, value });
    const read = () => JSON.parse(kept.getItem('test-keychain') ?? 'null') as { slotId: string; secret: string } | null;
    window.vsk = {
      call: async (name, input) => {
        const headers = { 'content-type': 'application/json', 'x-vsk-token': kept.getItem('test-token') ?? '' };
        const response = await fetch('/call', { method: 'POST', headers, body: JSON.stringify({ name, input }) });
        return response.json();
      },
      chooseFolder: () => done(null),
      saveFile: () => done(null),
      onEvent: () => () => undefined,
      keychain: {
        state: () => done({ available: true, why: '', slotId: read()?.slotId ?? null }),
        remember: (_folder, slotId, secret) => {
          kept.setItem('test-keychain', JSON.stringify({ slotId, secret }));
          return done(null);
        },
        recall: () => done(read()),
        forget: () => {
          kept.removeItem('test-keychain');
          return done(null);
        },
      },
      copyText: (text) => {
        kept.setItem('test-copied', text);
        return done(null);
      },
      noteCopied: () => undefined,
      packFile: { waiting: () => done(null), take: () => done(null) },
      lock: () => window.vsk?.call('store.lock', {}) as ReturnType<typeof done<null>>,
      installUpdate: () => done(null),
    };
  });
  await page.goto('about:blank');
  await page.goto(url);
}
