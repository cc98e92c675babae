import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { passphrase } from './createStore.ts';
import { hostCalls } from './hostCalls.ts';
import { type PreviewHost, startPreviewHost } from './previewHost.ts';
import { demonstrationHome, forHomes, madeHome } from './readyHomes.ts';

export { expect };

type PerTest = {
  /** What the page opens on, unlocked: no store yet, a copy of an empty one of Alex Sample's, or of the demonstration. */
  store: 'none' | 'made' | 'demonstration';
  /** What 'today' is in the store. */
  today: string;
  home: string;
  host: PreviewHost;
};

/**
 * Each test has a preview host and a store of its own, and a page already open on it. A page that reports an error, a
 * refused resource (CSP) or an uncaught exception fails its test.
 */
export const test = base.extend<PerTest>({
  store: ['demonstration', { option: true }],
  today: ['2025-10-31', { option: true }],
  home: [
    async ({ store, today }, use) => {
      const folder = mkdtempSync(join(forHomes(), 'vsk-screen-'));
      if (store === 'made') cpSync(await madeHome(today), folder, { recursive: true });
      if (store === 'demonstration') cpSync(await demonstrationHome(today), folder, { recursive: true });
      await use(folder);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    // The first test of a run makes the demonstration store.
    { timeout: 240_000 },
  ],
  host: async ({ home, store, today, context }, use) => {
    const host = await startPreviewHost({ home, demo: store === 'demonstration', today });
    if (store === 'made') {
      const calls = hostCalls(host.url);
      await calls.call('store.unlock', { passphrase });
      await context.addCookies([{ ...calls.cookie(), httpOnly: true, sameSite: 'Strict' }]);
    }
    await use(host);
    await host.stop();
  },
  page: async ({ page, host }, use) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(host.url);
    await use(page);
    expect(problems, 'errors the page reported').toEqual([]);
  },
});

/** Asks axe for faults against WCAG 2.2 AA and its own best practice; only minor and moderate advice passes. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const faults = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect(faults, what).toEqual([]);
}

/** Follows a page of the navigation and waits for its heading. */
export async function goTo(page: Page, title: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: new RegExp(`^${title}`) })
    .click();
  await expect(page.getByRole('link', { name: new RegExp(`^${title}`) })).toHaveAttribute('aria-current', 'page');
}

/** Switches the theme by its own button. */
export async function useDark(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
}
