import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectAccessible, goTo, test, useDark } from './support/fixtures.ts';

test.beforeEach(async ({ page }) => {
  await goTo(page, 'Packs');
  await expect(page.getByText('Choose a school', { exact: true })).toBeVisible();
  await page.getByRole('grid', { name: 'Schools with pupils' }).locator('tr[data-index="0"]').click();
  await expect(page.getByText('Designated teacher', { exact: true })).toBeVisible();
});

test('a password must be long enough and given twice', async ({ page }) => {
  const begin = page.getByRole('button', { name: /^Export \d+ packs?$/ });
  await expect(begin).toBeDisabled();
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await expect(begin).toBeEnabled();
  await page.getByRole('checkbox', { name: 'Protect with a password' }).check();
  await expect(page.getByText('Use at least 12 characters.')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill('lantern copper');
  await page.getByLabel('Password again').fill('lantern coper');
  await expect(page.getByText('The two passwords differ.').first()).toBeVisible();
  await expect(begin).toBeDisabled();
  await page.getByLabel('Password again').fill('lantern copper');
  await expect(begin).toBeEnabled();
});

test('packs are written where the person said, listed, and kept in the history', async ({ page }) => {
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await page.getByRole('button', { name: /^Export \d+ packs?$/ }).click();
  const ended = page.getByRole('status').filter({ hasText: 'Exported' });
  await expect(ended).toBeVisible({ timeout: 30_000 });
  const words = (await ended.locator('p').first().textContent()) ?? '';
  const folder = / in (.+)$/.exec(words)?.[1] ?? '';
  const files = await ended.getByRole('listitem').allTextContents();
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const name = /^(.+?\.pdf)/.exec(file)?.[1] ?? '';
    expect(existsSync(join(folder, name)), `${name} in ${folder}`).toBe(true);
  }
  await expect(page.getByRole('region', { name: 'Packs exported before' }).getByRole('row')).toHaveCount(2);
});

test('schools are searched by name or URN, and nothing found says what to do', async ({ page }) => {
  await page.getByRole('textbox', { name: 'Search schools by name or URN' }).fill('zzzzzz');
  await expect(page.getByText('No school with pupils matches')).toBeVisible();
});

test('the screen has no serious accessibility fault in either theme', async ({ page }) => {
  await page.getByRole('checkbox', { name: 'Protect with a password' }).check();
  await expectAccessible(page, 'packs');
  await useDark(page);
  await expectAccessible(page, 'packs, dark');
});
