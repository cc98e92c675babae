import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { createStore, unlock } from './support/createStore.ts';
import { expect, expectAccessible, test, useDark } from './support/fixtures.ts';

test.use({ store: 'none' });

const rowOf = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name} `) }).getByRole('cell');

test('diagnostics are found by Ctrl+K and from the keys, tell what is asked for, and name nobody', async ({ page }) => {
  await createStore(page, 'Wilhelmina Crabtree');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('diag');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Diagnostics' })).toBeVisible();
  await expect(rowOf(page, 'SQLite')).toHaveText(/^3\./);
  await expect(rowOf(page, 'Recovery key')).toHaveText('confirmed');
  await expect(rowOf(page, 'Chromium')).toHaveText(/^\d+\./);
  await expect(page.getByRole('main')).not.toContainText('Crabtree');
  await expectAccessible(page, 'diagnostics');

  await expect(rowOf(page, 'Check')).toHaveText(/not checked/);
  await page.getByRole('button', { name: 'Check the store' }).click();
  await expect(rowOf(page, 'integrity_check')).toHaveText('ok');
  await expect(rowOf(page, 'foreign_key_check')).toHaveText('ok');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as text' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^vsk-diagnostics-\d{4}-\d\d-\d\d\.txt$/);
  const text = readFileSync(await download.path(), 'utf8');
  for (const words of ['VSK Tracker diagnostics, 20', '\n\nStore\n', '  integrity_check: ok\n', '\n\nWindow\n'])
    expect(text).toContain(words);
  expect(text).not.toMatch(/Wilhelmina|Crabtree/);

  await page.keyboard.press('Shift+?');
  await page.getByRole('dialog', { name: 'Keys' }).getByRole('link', { name: 'Diagnostics' }).click();
  await expect(page.getByRole('dialog', { name: 'Keys' })).toHaveCount(0);
  await useDark(page);
  await page.setViewportSize({ width: 683, height: 384 });
  await expectAccessible(page, 'diagnostics, dark, 200 %');
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
});

test('a locked store has them too, without what only an open one knows', async ({ page }) => {
  await createStore(page);
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
  await page.getByRole('link', { name: 'Diagnostics' }).click();
  await expect(page.getByRole('heading', { name: 'Diagnostics' })).toBeVisible();
  await expect(rowOf(page, 'Check')).toHaveText('not while the store is locked');
  await expect(page.getByRole('button', { name: 'Check the store' })).toBeDisabled();
  await expect(page.getByRole('row', { name: /^audit_entry/ })).toHaveCount(0);
  await expectAccessible(page, 'diagnostics of a locked store');
  await page.getByRole('link', { name: 'Back to the start' }).click();
  await unlock(page);
});
