// The guide's pictures, taken anew from the demonstration store: `node scripts/screenshots.ts [home]`.
// `home` is a folder that has a demonstration already; without it one is made first, which takes about a minute.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startPreviewHost } from '#test/screens/support/previewHost.ts';
import { build } from './build.ts';

const project = resolve(import.meta.dirname, '..');
process.chdir(project);
if (!build()) process.exit(1);

/** The day of the demonstration's second snapshot. */
const today = '2025-03-31';
const given = process.argv[2];
const home = given ?? mkdtempSync(join(tmpdir(), 'vsk-pictures-'));
const host = await startPreviewHost({ home, demo: true, today });
const browser = await chromium.launch({
  executablePath: process.env.VSK_CHROMIUM ?? '/usr/bin/chromium',
  // Chromium's own sandbox refuses to start for root on Linux.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

/** Takes a picture once the fonts are there and the charts' entry has ended. */
async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(2_000);
  const path = join(project, 'docs', 'images', `${name}.png`);
  await page.screenshot({ path });
  console.log(path);
}

try {
  // The size of a council laptop (design.md).
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(host.url);
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.waitFor({ timeout: 300_000 });
  await page.getByRole('heading', { name: 'Needs you first' }).waitFor();
  await picture(page, 'overview');
  await pages.getByRole('link', { name: /^Reports/ }).click();
  await page.getByText(/^County, /).waitFor();
  await picture(page, 'gap-report');
  await pages.getByRole('link', { name: /^Children/ }).click();
  await page.getByRole('row').nth(2).click();
  await page.keyboard.press('Enter');
  await page.getByText(/^Last PEP/).waitFor();
  await picture(page, 'child');
} finally {
  await browser.close();
  await host.stop();
  if (given === undefined) rmSync(home, { recursive: true, force: true });
}
