import { _electron, type ElectronApplication, test } from '@playwright/test';
import { retriedStart } from '#scripts/testReports.ts';

type Launch = Parameters<typeof _electron.launch>[0];

/** A start takes two or three seconds, and ten on a machine that does much else. */
const patience = 30_000;
const tries = 3;

/** Leaves word with the test, so that `npm test` reports the start that was tried again. */
export function noteRetry(why: string): void {
  test.info().annotations.push({ type: retriedStart, description: why });
}

/**
 * Starts an Electron under Playwright. A start that hangs before the app has run a line (Playwright attached, no GPU on the
 * machine: electron-for-tests.md) is ended and tried again, and `npm test` says so; what fails otherwise fails at once.
 */
export async function launchElectron(options: Launch): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await _electron.launch({ ...options, timeout: patience });
    } catch (error) {
      if (attempt === tries || !/Timeout \d+ms exceeded/.test(String(error))) throw error;
      noteRetry('its start hung');
    }
  }
}
