import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base, type ElectronApplication, type Page } from '@playwright/test';
import { type ElectronRuntime, electronForTests } from '#scripts/electronRuntime.ts';
import { ownDisplay } from './display.ts';
import { launchElectron, noteRetry } from './launch.ts';

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
  /** Whether the app opens a window, whose page is then waited for. */
  opensWindow: boolean;
  app: ElectronApplication;
  /** The app's window, its page loaded. */
  window: Page;
};

/** A real Electron per test on a fresh profile, and a display per worker. `npm test` builds the app before. */
export const test = base.extend<PerTest, { runtime: ElectronRuntime; display: string | null }>({
  display: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern
    async ({}, use) => {
      const display = await ownDisplay();
      // Every app of this worker, however it is started, takes the worker's surroundings.
      if (display.name !== null) process.env.DISPLAY = display.name;
      await use(display.name);
      await display.end();
    },
    { scope: 'worker', auto: true },
  ],
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
    const folder = mkdtempSync(join(process.env.VSK_IN_MEMORY ?? tmpdir(), 'vsk-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  appArguments: [[], { option: true }],
  today: ['2025-10-31', { option: true }],
  appFolder: [project, { option: true }],
  opensWindow: [true, { option: true }],
  app: async ({ runtime, profile, appArguments, appFolder, opensWindow, today }, use, testInfo) => {
    const { app, said } = await startApp({ runtime, profile, appArguments, appFolder, opensWindow, today });
    await use(app);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('app-output', { body: said(), contentType: 'text/plain' });
    }
    await app.close();
  },
  window: async ({ app }, use) => use(await app.firstWindow()),
});

export type StartOptions = Pick<PerTest, 'profile' | 'appArguments' | 'appFolder' | 'opensWindow' | 'today'> & {
  runtime: ElectronRuntime;
  /** Variables the app gets besides those of the tests. */
  environment?: Record<string, string>;
};

/** Starts the app of a folder, and answers it with all it has printed since; its page has loaded. */
export async function startApp(options: StartOptions): Promise<{ app: ElectronApplication; said: () => string }> {
  const { runtime, profile, appArguments, appFolder, opensWindow, today, environment: more = {} } = options;
  // The app as a person starts it: without what is set for the tests' own processes.
  const { VSK_NODE: _, ELECTRON_RUN_AS_NODE: __, NODE_COMPILE_CACHE: ___, ...environment } = process.env;
  const said: string[] = [];
  const launch = async () => {
    const launched = await launchElectron({
      executablePath: runtime.executable,
      // Without a GPU, waiting for its process stalls one start in five for ever (electron-for-tests.md).
      args: ['--use-gl=angle', '--use-angle=swiftshader', appFolder, `--user-data-dir=${profile}`, ...appArguments],
      env: {
        ...(environment as Record<string, string>),
        VSK_TODAY: today,
        ...(runtime.dataProcessNode === null ? {} : { VSK_NODE: runtime.dataProcessNode }),
        ...more,
      },
    });
    launched.process().stdout?.on('data', (chunk) => said.push(String(chunk)));
    launched.process().stderr?.on('data', (chunk) => said.push(String(chunk)));
    return launched;
  };
  let app = await launch();
  for (let stalls = 0; opensWindow && !(await hasLoaded(app)); stalls += 1) {
    if (stalls === 2) throw new Error(`The app did not load its page, three times:\n${said.join('')}`);
    noteRetry('its page stalled before the first script');
    app.process().kill('SIGKILL');
    app = await launch();
  }
  return { app, said: () => said.join('') };
}

/** Whether the app's page has loaded within 20 seconds; a start that stalled is tried again, and `npm test` says so. */
async function hasLoaded(app: ElectronApplication): Promise<boolean> {
  // With a limit of its own: the suite sets none, and a start can stall before there is a window.
  const window = await app.firstWindow({ timeout: 20_000 }).catch(() => null);
  if (window === null) return false;
  const loaded = () => document.readyState === 'complete' && location.protocol === 'app:';
  return window.waitForFunction(loaded, undefined, { polling: 100, timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}
