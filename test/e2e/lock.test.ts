// What a lock does in a real Electron, however it comes about, and what becomes of an open store when its process dies.
import type { ElectronApplication, Page } from '@playwright/test';
import type { VskBridge } from '#contract/bridge.ts';
import type { StoreStatus } from '#contract/store.ts';
import { dataProcessId } from './dataProcessId.ts';
import { expect, test } from './fixtures.ts';

/** `window.vsk`, inside the page. */
type WithBridge = { vsk: VskBridge };

const passphrase = 'correct horse battery staple';

const status = async (window: Page): Promise<StoreStatus> => {
  const reply = await window.evaluate(() => (globalThis as unknown as WithBridge).vsk.call('store.status', {}));
  if (!reply.ok) throw new Error(reply.error.detail.message);
  return reply.value as StoreStatus;
};

async function createStore(window: Page): Promise<void> {
  const reply = await window.evaluate(
    (words) => (globalThis as unknown as WithBridge).vsk.call('store.create', { passphrase: words, userName: 'Jo' }),
    passphrase,
  );
  expect(reply).toMatchObject({ ok: true });
  expect((await status(window)).state).toBe('open');
}

/** Notes in the page what the shell tells of locks from now on. */
async function hearLocks(window: Page): Promise<() => Promise<string[]>> {
  await window.evaluate(() => {
    const reasons: string[] = [];
    Object.assign(globalThis, { reasons });
    (globalThis as unknown as WithBridge).vsk.onEvent((event) => {
      if (event.kind === 'locked') reasons.push(event.reason);
    });
  });
  return () => window.evaluate(() => (globalThis as unknown as { reasons: string[] }).reasons);
}

const tellOf = (app: ElectronApplication, event: 'suspend' | 'lock-screen') =>
  app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
const onClipboard = (app: ElectronApplication) => app.evaluate(async ({ clipboard }) => clipboard.readText());

test.describe('an open store', () => {
  test('is locked by sleep and by the screen lock, and the window hears why', async ({ app, window }) => {
    await createStore(window);
    const reasons = await hearLocks(window);
    await tellOf(app, 'suspend');
    await expect.poll(reasons).toEqual(['sleep']);
    expect((await status(window)).state).toBe('locked');
    await window.evaluate(
      (words) => (globalThis as unknown as WithBridge).vsk.call('store.unlock', { passphrase: words }),
      passphrase,
    );
    await tellOf(app, 'lock-screen');
    await expect.poll(reasons).toEqual(['sleep', 'screenLock']);
    expect(await status(window)).toMatchObject({ state: 'locked', lastLock: { reason: 'screenLock' } });
  });

  // Windows and macOS tell by themselves, by the event tried above.
  if (process.platform === 'linux') {
    test('is locked by the screen lock of a Linux desktop, which tells only when asked', async ({ app, window }) => {
      await createStore(window);
      const reasons = await hearLocks(window);
      await app.evaluate(({ powerMonitor }) => {
        powerMonitor.getSystemIdleState = () => 'locked';
      });
      await expect.poll(reasons).toEqual(['screenLock']);
    });
  }

  test('is open again after its process was killed; a locked one stays locked', async ({ app, window, profile }) => {
    await createStore(window);
    process.kill(await dataProcessId(app, profile), 'SIGKILL');
    // The call waits for the new process; it was never locked for the person.
    await expect.poll(async () => (await status(window).catch(() => null))?.state).toBe('open');
    expect((await status(window)).user?.name).toBe('Jo');
    await window.evaluate(() => (globalThis as unknown as WithBridge).vsk.call('store.lock', {}));
    process.kill(await dataProcessId(app, profile), 'SIGKILL');
    await expect.poll(async () => (await status(window).catch(() => null))?.state).toBe('locked');
  });

  test('is locked though its process hangs', async ({ app, window, profile }) => {
    await createStore(window);
    const reasons = await hearLocks(window);
    const hanging = await dataProcessId(app, profile);
    process.kill(hanging, 'SIGSTOP');
    await tellOf(app, 'suspend');
    await expect.poll(reasons).toEqual(['sleep']);
    await expect.poll(async () => (await status(window).catch(() => null))?.state).toBe('locked');
    expect(await dataProcessId(app, profile)).not.toBe(hanging);
  });

  test("is locked by the person's word though its process hangs, and not resumed", async ({ app, window, profile }) => {
    await createStore(window);
    const reasons = await hearLocks(window);
    const hanging = await dataProcessId(app, profile);
    process.kill(hanging, 'SIGSTOP');
    const reply = await window.evaluate(() => (globalThis as unknown as WithBridge).vsk.lock());
    expect(reply).toEqual({ ok: true, value: null });
    await expect.poll(reasons).toEqual(['person']);
    await expect.poll(async () => (await status(window).catch(() => null))?.state).toBe('locked');
    expect(await dataProcessId(app, profile)).not.toBe(hanging);
  });

  test('is locked though the page hangs, and what the page showed is gone', async ({ app, window }) => {
    await createStore(window);
    const pageId = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
    const before = await pageId();
    await window.evaluate(() => {
      document.body.textContent = 'Quillfeathery, Alex';
      setTimeout(() => {
        for (;;);
      });
    });
    await tellOf(app, 'suspend');
    await expect.poll(pageId).not.toBe(before);
    const shown = () =>
      app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        return contents?.executeJavaScript(
          'vsk.call("store.status", {}).then(({ value }) => value.state + " " + document.body.textContent)',
        ) as Promise<string>;
      });
    await expect.poll(shown).toMatch(/^locked /);
    expect(await shown()).not.toContain('Quillfeathery');
  });
});

test.describe('the clipboard', () => {
  test('is emptied by a lock when the app filled it, by the program or by the person', async ({ app, window }) => {
    await createStore(window);
    const lock = () => window.evaluate(() => (globalThis as unknown as WithBridge).vsk.call('store.lock', {}));
    await window.evaluate(() => (globalThis as unknown as WithBridge).vsk.copyText('Quillfeathery, Alex'));
    expect(await onClipboard(app)).toBe('Quillfeathery, Alex');
    await lock();
    await expect.poll(() => onClipboard(app)).toBe('');

    await window.evaluate(
      (words) => (globalThis as unknown as WithBridge).vsk.call('store.unlock', { passphrase: words }),
      passphrase,
    );
    await window.evaluate(() => {
      const field = document.createElement('textarea');
      field.value = 'Quillfeathery, Alex';
      document.body.append(field);
      field.select();
      document.execCommand('copy');
    });
    await expect.poll(() => onClipboard(app)).toBe('Quillfeathery, Alex');
    // The shell notes it a moment after the copy.
    await window.waitForTimeout(400);
    await lock();
    await expect.poll(() => onClipboard(app)).toBe('');
  });

  test('is left alone when something else has been copied since', async ({ app, window }) => {
    await createStore(window);
    await window.evaluate(() => (globalThis as unknown as WithBridge).vsk.copyText('Quillfeathery, Alex'));
    await app.evaluate(async ({ clipboard }) => clipboard.writeText('a shopping list'));
    const reasons = await hearLocks(window);
    await tellOf(app, 'suspend');
    await expect.poll(reasons).toEqual(['sleep']);
    await window.waitForTimeout(300);
    expect(await onClipboard(app)).toBe('a shopping list');
  });

  test('takes a text only', async ({ window }) => {
    const replies = await window.evaluate(async () => {
      const { vsk } = globalThis as unknown as WithBridge;
      return [await vsk.copyText(7 as unknown as string), await vsk.copyText('x'.repeat(5_000_001))];
    });
    expect(replies.map((reply) => (reply.ok ? 'ok' : reply.error.code))).toEqual(['invalidInput', 'invalidInput']);
  });
});
