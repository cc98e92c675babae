import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from '#scripts/build.ts';

/** The built window is what is measured; answers false, and says why, where it cannot be built. */
export function builtRenderer(): boolean {
  const built = build();
  if (!built) process.exitCode = 1;
  return built;
}

/** The browser of the screen tests, as bare as it starts. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.VSK_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });

/** A page as the app's window is at first. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  await page.goto(url);
  return page;
}

/** Types the passphrase of a locked store; the button is left to the caller. */
export async function fillPassphrase(page: Page, passphrase: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
}
