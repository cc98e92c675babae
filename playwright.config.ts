import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { folderInMemory } from './scripts/folderInMemory.ts';

// Of the runner; its workers read this file too, and find it set.
process.env.VSK_IN_MEMORY ??= folderInMemory();

/**
 * Two suites: `screens` (the renderer in Debian's Chromium, through the preview host) and `e2e` (the app in a real
 * Electron, each worker on a display of its own where there is Xvfb). `npm test` prepares what they need and runs both.
 */
export default defineConfig({
  // Generous: a slow machine is no failure, and every wait ends as soon as what it waits for is there.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  forbidOnly: true,
  // One more than processors, file by file, over both suites: either waits for windows more than it works.
  workers: Math.min(availableParallelism(), 5) + 1,
  reporter: [['list']],
  projects: [
    // First, because its longest file takes half of the run.
    { name: 'e2e', testDir: 'test/e2e', outputDir: 'test-results/e2e', timeout: 300_000 },
    {
      name: 'screens',
      testDir: 'test/screens',
      // Apart, because a run empties its folder first.
      outputDir: 'test-results/screens',
      use: {
        browserName: 'chromium',
        viewport: { width: 1366, height: 768 },
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        // Without pictures, which are most of its cost; the page as it was is in it all the same.
        trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
        launchOptions: {
          executablePath: process.env.VSK_CHROMIUM ?? '/usr/bin/chromium',
          args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
        },
      },
    },
  ],
});
