import type { Page } from '@playwright/test';
import { unlock as unlockWith } from './support/createStore.ts';
import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

async function lock(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Lock' }).click();
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
}

/** The passphrase of every demonstration that `--demo` opens. */
const unlock = (page: Page): Promise<void> => unlockWith(page, 'demonstration only');

/** Every address and title that the window could go back or forward to. */
async function history(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  await session.detach();
  return JSON.stringify(entries.map(({ url, title }) => [url, title]));
}

test('who locks comes back to the page, the tab, the filters and how far the list was scrolled', async ({ page }) => {
  await goTo(page, 'Children');
  await page.locator('label').filter({ hasText: /^All$/ }).click();
  const table = page.locator('section[aria-label="Children"]');
  await expect(table.getByRole('row').nth(3)).toBeVisible();
  await table.evaluate((element) => element.scrollTo({ top: 2_000 }));
  await expect.poll(() => table.evaluate((element) => element.scrollTop)).toBe(2_000);
  await page.getByRole('button', { name: /^As at/ }).click();
  await page.getByLabel('Show what was valid on').fill('2025-03-31');
  await page.getByRole('button', { name: 'Show this date' }).click();
  await expect(page.getByText(/31 March 2025\.$/)).toBeVisible();
  await lock(page);
  await unlock(page);
  await expect(page.getByRole('heading', { name: 'Children' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'As at 31 March 2025' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'All', exact: true })).toBeChecked();
  await expect.poll(() => table.evaluate((element) => element.scrollTop)).toBe(2_000);

  // Another page, and this one anew: as it comes.
  await goTo(page, 'Reports');
  await goTo(page, 'Children');
  await expect(page.getByRole('radio', { name: 'Own', exact: true })).toBeChecked();

  await table.getByRole('row').nth(2).dblclick();
  await page.getByRole('tab', { name: 'PEPs' }).click();
  const name = await page.getByRole('heading', { level: 1 }).innerText();
  await lock(page);
  await unlock(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.getByRole('tab', { name: 'PEPs' })).toHaveAttribute('aria-selected', 'true');
});

test('after a lock no address of a child is left in the window, nor any of its answers', async ({ page }) => {
  await goTo(page, 'Children');
  await page.locator('section[aria-label="Children"]').getByRole('row').nth(2).dblclick();
  await expect(page.getByRole('tab', { name: 'PEPs' })).toBeVisible();
  const childId = /children\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  expect(childId).not.toBe('');
  await goTo(page, 'Reports');
  expect(await history(page)).toContain(childId);
  await page.evaluate(() => Object.assign(window, { keptFromBefore: true }));
  await lock(page);
  expect(await history(page)).not.toContain(childId);
  expect(await history(page)).not.toContain('reports');
  expect(page.url()).not.toContain('#');
  // Another page altogether: nothing in memory is of the one before.
  expect(await page.evaluate(() => 'keptFromBefore' in window)).toBe(false);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toMatch(
    /[0-9a-f]{8}-[0-9a-f]{4}/,
  );
  await page.goBack().catch(() => null);
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
});

test('a reason begun is there again after a crash of the window, and a view is kept in the store alone', async ({
  page,
}) => {
  await goTo(page, 'Children');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save these filters as a view' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save these filters as a view' });
  await dialog.getByLabel('Name of the view').fill('Class of Quillfeather');
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('button', { name: 'Views' }).click();
  await expect(page.getByRole('menuitem', { name: 'Class of Quillfeather', exact: true })).toBeVisible();
  await page.getByRole('menuitem', { name: 'Save these filters as a view' }).click();
  await dialog.getByLabel('Name of the view').fill('Half a na');
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  // What a crash does to a page: no event, no goodbye.
  await page.waitForTimeout(1_000);
  await page.reload();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save these filters as a view' }).click();
  await expect(dialog.getByLabel('Name of the view')).toHaveValue('Half a na');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
    'Quillfeather',
  );
  await lock(page);
  await unlock(page);
  await page.getByRole('button', { name: 'Views' }).click();
  await expect(page.getByRole('menuitem', { name: 'Class of Quillfeather', exact: true })).toBeVisible();
  await page.getByRole('menuitem', { name: 'Remove Class of Quillfeather' }).click();
  await page.getByRole('button', { name: 'Views' }).click();
  await expect(page.getByText('No view saved yet')).toBeVisible();
});

test('what version 0.1.0 kept of views in the browser moves into the store', async ({ page, host }) => {
  const view = {
    name: 'Quillfeathers',
    filters: { withoutSchool: true },
    sort: { column: 'listName', descending: false },
  };
  await page.evaluate((kept) => localStorage.setItem('vsk:children:views', JSON.stringify([kept])), view);
  await goTo(page, 'Children');
  await page.getByRole('button', { name: 'Views' }).click();
  await expect(page.getByRole('menuitem', { name: 'Quillfeathers', exact: true })).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('Quillfeathers');
  expect(host.processId).toBeGreaterThan(0);
});

test('thirty seconds before the idle lock a message says so, and any sign of a person keeps the store open', async ({
  page,
}) => {
  await page.clock.install();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  const touches: number[] = [];
  page.on('request', (request) => {
    if (request.postData()?.includes('store.touch')) touches.push(touches.length);
  });
  await page.mouse.move(300, 300);
  await page.clock.runFor(16_000);
  const afterFirst = touches.length;
  for (let moves = 0; moves < 20; moves += 1) await page.mouse.move(300 + moves, 310);
  await page.clock.runFor(14_000);
  expect(touches.length - afterFirst).toBeLessThanOrEqual(1);
  const warning = page.getByRole('alert').filter({ hasText: 'Locks in 30 seconds' });
  await page.clock.runFor(9 * 60_000);
  await expect(warning).toHaveCount(0);
  await page.clock.runFor(40_000);
  await expect(warning).toContainText('Move the mouse or press a key to stay.');
  await expectAccessible(page, 'the idle warning');
  const beforeKey = touches.length;
  await page.keyboard.press('Shift');
  await expect(warning).toHaveCount(0);
  await expect.poll(() => touches.length).toBeGreaterThan(beforeKey);
});
