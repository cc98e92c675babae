import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { type ElectronRuntime, electronForTests } from '#scripts/electronRuntime.ts';

export { expect } from '@playwright/test';

const project = resolve(import.meta.dirname, '../..');

type PerTest = {
  /** A folder that exists for this test only: the app's profile with its store, and what the test writes. */
  profile: string;
  /** Arguments for the app itself. */
  appArguments: string[];
  /** What 'today' is inside the app, so that figures and due dates do not move under the tests. */
  today: string;
  /** The folder of the app to open, built beforehand. */
  appFolder: string;
  app: ElectronApplication;
  /** The app's window, its page loaded. */
  window: Page;
};

/** A real Electron per test on a fresh profile. `npm test` builds the app and starts a display before. */
export const test = base.extend<PerTest, { runtime: ElectronRuntime }>({
  runtime: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern
    async ({}, use) => {
      const answer = await electronForTests();
      if ('missing' in answer) throw new Error(answer.missing);
      await use(answer.runtime);
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern
  profile: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'vsk-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  appArguments: [[], { option: true }],
  today: ['2025-10-31', { option: true }],
  appFolder: [project, { option: true }],
  app: async ({ runtime, profile, appArguments, appFolder, today }, use, testInfo) => {
    const { VSK_NODE: _, ELECTRON_RUN_AS_NODE: __, ...environment } = process.env;
    const app = await _electron.launch({
      executablePath: runtime.executable,
      args: [appFolder, `--user-data-dir=${profile}`, ...appArguments],
      env: {
        ...(environment as Record<string, string>),
        VSK_TODAY: today,
        ...(runtime.dataProcessNode === null ? {} : { VSK_NODE: runtime.dataProcessNode }),
      },
    });
    const said: string[] = [];
    app.process().stdout?.on('data', (chunk) => said.push(String(chunk)));
    app.process().stderr?.on('data', (chunk) => said.push(String(chunk)));
    await use(app);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('app-output', { body: said.join(''), contentType: 'text/plain' });
    }
    await app.close();
  },
  window: async ({ app }, use) => {
    const window = await app.firstWindow();
    await window.waitForLoadState('domcontentloaded');
    await use(window);
  },
});
