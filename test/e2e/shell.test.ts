import { existsSync } from 'node:fs';
import type { ElectronApplication, Page } from '@playwright/test';
import type { VskBridge } from '#contract/bridge.ts';
import { dataProcessId } from './dataProcessId.ts';
import { expect, test } from './fixtures.ts';

/** `window.vsk`, inside the page. */
type WithBridge = { vsk: VskBridge };

const status = (window: Page) =>
  window.evaluate(() => (globalThis as unknown as WithBridge).vsk.call('store.status', {}));

/** What the shell prints, gathered from now on. */
function consoleOf(app: ElectronApplication): () => string {
  let text = '';
  app.process().stderr?.on('data', (chunk) => {
    text += chunk;
  });
  return () => text;
}

test.describe('the window', () => {
  test('shows the app from its own scheme', async ({ window }) => {
    expect(window.url()).toMatch(/^app:\/\/vsk\//);
    await expect(window).toHaveTitle(/VSK Tracker/);
  });

  test('has no Node and only the bridge', async ({ window }) => {
    const seen = await window.evaluate(() => ({
      require: typeof (globalThis as Record<string, unknown>).require,
      process: typeof (globalThis as Record<string, unknown>).process,
      module: typeof (globalThis as Record<string, unknown>).module,
      bridge: Object.keys((globalThis as unknown as WithBridge).vsk).sort(),
    }));
    expect(seen).toEqual({
      require: 'undefined',
      process: 'undefined',
      module: 'undefined',
      bridge: [
        'call',
        'chooseFolder',
        'copyText',
        'installUpdate',
        'keychain',
        'lock',
        'noteCopied',
        'onEvent',
        'packFile',
        'saveFile',
      ],
    });
  });

  test('is sandboxed and isolated', async ({ app, window }) => {
    await window.title();
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });
});

test.describe('the content security policy', () => {
  test('comes as a header and lets no inline script run', async ({ window }) => {
    const header = await window.evaluate(async () => (await fetch('./')).headers.get('content-security-policy'));
    expect(header).toContain("script-src 'self';");
    expect(header).toContain("default-src 'none'");
    const ran = await window.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineScriptRan = true';
      document.head.append(script);
      return (globalThis as Record<string, unknown>).inlineScriptRan === true;
    });
    expect(ran).toBe(false);
  });

  test('reaches no other host', async ({ window }) => {
    const outcome = await window.evaluate(() =>
      fetch('https://example.org/').then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(outcome).toBe('refused');
  });

  test('serves no file outside the app', async ({ window }) => {
    const statuses = await window.evaluate(async () => {
      const addresses = [
        '/..%2f..%2fpackage.json',
        '/%2e%2e/main/index.js',
        '/..%5c..%5cpackage.json',
        '/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
      ];
      return Promise.all(addresses.map(async (address) => (await fetch(`app://vsk${address}`)).status));
    });
    for (const code of statuses) expect([403, 404]).toContain(code);
  });
});

test.describe('navigation and permissions', () => {
  test('a new window, a navigation and a permission are refused', async ({ app, window }) => {
    const opened = await window.evaluate(() => globalThis.open('https://example.org/') === null);
    expect(opened).toBe(true);
    await window.evaluate(() => {
      globalThis.location.href = 'https://example.org/';
    });
    await expect.poll(() => window.url()).toMatch(/^app:\/\/vsk\//);
    const permission = await window.evaluate(() => Notification.requestPermission());
    expect(permission).toBe('denied');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});

test.describe('the bridge', () => {
  test('a call goes to the data process and back', async ({ window }) => {
    const reply = await status(window);
    expect(reply).toMatchObject({ ok: true, value: { state: 'none' } });
  });

  test('a call on a locked store and a wrong input answer as values', async ({ window }) => {
    const replies = await window.evaluate(async () => {
      const { vsk } = globalThis as unknown as WithBridge;
      return [await vsk.call('children.list', {}), await vsk.call('store.unlock', { passphrase: 7 })];
    });
    expect(replies.map((reply) => (reply.ok ? 'ok' : reply.error.code))).toEqual(['locked', 'invalidInput']);
  });

  test('a file is written where the person says, under the name alone', async ({ app, window, profile }) => {
    const proposed = await app.evaluate(({ dialog }, folder) => {
      const seen: string[] = [];
      dialog.showSaveDialog = (async (...given: unknown[]) => {
        seen.push((given.at(-1) as { defaultPath: string }).defaultPath);
        return { canceled: false, filePath: `${folder}/chosen.csv` };
      }) as typeof dialog.showSaveDialog;
      (globalThis as Record<string, unknown>).seenPaths = seen;
    }, profile);
    expect(proposed).toBeUndefined();
    const reply = await window.evaluate(() =>
      (globalThis as unknown as WithBridge).vsk.saveFile('../../etc/gap report.csv', 'a,b\n'),
    );
    expect(reply).toEqual({ ok: true, value: `${profile}/chosen.csv` });
    const seen = await app.evaluate(() => (globalThis as Record<string, unknown>).seenPaths as string[]);
    expect(seen[0]).toMatch(/[^.]\/gap report\.csv$/);
  });

  test('a stranger window is refused aloud', async ({ app, window }) => {
    await window.title();
    const said = consoleOf(app);
    const outcome = await app.evaluate(async ({ app: electronApp, BrowserWindow }) => {
      const preload = `${electronApp.getAppPath()}/out/preload/preload.cjs`;
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await stranger.loadURL('about:blank');
      const script = 'vsk.chooseFolder().then(() => "answered", (error) => String(error))';
      const answer = await stranger.webContents.executeJavaScript(script);
      stranger.destroy();
      return answer as string;
    });
    expect(outcome).toContain('refused: vsk:chooseFolder');
    await expect.poll(said).toContain('Refused vsk:chooseFolder from about:');
    expect(said()).toContain('Refused vsk:connect from about:');
  });
});

test.describe('the data process', () => {
  test('killed, it is started again and the window hears of it', async ({ app, window, profile }) => {
    await status(window);
    await window.evaluate(() => {
      const states: string[] = [];
      (globalThis as Record<string, unknown>).states = states;
      (globalThis as unknown as WithBridge).vsk.onEvent((event) => {
        if (event.kind === 'dataProcess') states.push(event.state);
      });
    });
    const first = await dataProcessId(app, profile);
    process.kill(first, 'SIGKILL');
    const states = () => window.evaluate(() => (globalThis as Record<string, unknown>).states);
    await expect.poll(states).toEqual(['restarting', 'ready']);
    expect(await status(window)).toMatchObject({ ok: true });
    expect(await dataProcessId(app, profile)).not.toBe(first);
  });

  test('ends with the app', async ({ app, window, profile }) => {
    await status(window);
    const pid = await dataProcessId(app, profile);
    await app.close();
    await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
  });
});
