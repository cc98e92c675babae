import { expect, expectAccessible, goTo, test, useDark } from './support/fixtures.ts';

test.use({ store: 'made' });

test('keys: ? lists them, Ctrl+K searches, Esc twice hides names, Ctrl+L locks', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeFocused();
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Search children, schools, pages' })).toBeFocused();
  await page.keyboard.type('sett');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();

  const user = page.getByRole('banner').getByText('Alex Sample');
  await expect(user).not.toHaveCSS('filter', /blur/);
  await page.waitForTimeout(700);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(user).toHaveCSS('filter', /blur/);

  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
  await expect(page.getByText('Alex Sample')).toHaveCount(0);
});

test('scope and date stand in the address, survive a change of page and a reload', async ({ page }) => {
  await page.getByRole('button', { name: /^Scope/ }).click();
  await expectAccessible(page, 'choosing a scope');
  await page.getByRole('menuitem', { name: 'East Kent 2' }).click();
  await page.getByRole('button', { name: /^As at/ }).click();
  await page.getByLabel('Show what was valid on').fill('2011-12-05');
  await page.getByRole('button', { name: 'Show this date' }).click();
  await goTo(page, 'Children');
  const expected = async () => {
    await expect(page.getByRole('button', { name: 'Scope: Kent: East Kent 2' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'As at 5 December 2011' })).toBeVisible();
  };
  await expected();
  await page.reload();
  await expected();
});

test('an empty store says what to do, in the dark and at 200 % too', async ({ page }) => {
  await expect(page.getByText('No child is looked after on 31 October 2025 in this store')).toBeVisible();
  await expectAccessible(page, 'empty overview');
  await useDark(page);
  await expectAccessible(page, 'empty overview, dark');
  await page.setViewportSize({ width: 683, height: 384 });
  for (const name of [/^Scope/, /^As at/, 'Lock']) await expect(page.getByRole('button', { name })).toBeInViewport();
  await expectAccessible(page, 'empty overview, 200 %');
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(overflows, 'the page scrolls sideways').toBe(false);
});

test('keyboard alone reaches the page and its figures from the top', async ({ page }) => {
  await page.reload();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.getByRole('button', { name: 'Skip to the page' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Print' })).toBeFocused();
});

test('the health line says what is saved, how old the backup is and when it locks, on one line', async ({ page }) => {
  const line = page.getByRole('contentinfo');
  await expect(line).toContainText(/Saved \d\d:\d\d|Saved \d\d\/\d\d\/\d{4}/);
  await expect(line).toContainText('Unlocked 0 min; locks after 10 min idle');
  await expect(line).toContainText('No social care list yet');
  const height = () => line.evaluate((element) => element.getBoundingClientRect().height);
  const cut = () => line.evaluate((element) => element.scrollWidth > element.clientWidth);
  expect(await height()).toBeLessThanOrEqual(24);
  expect(await cut()).toBe(false);
  // At 150 % and at 200 % nothing is cut off: it wraps, and who is signed in can be read.
  await page.setViewportSize({ width: 911, height: 512 });
  expect(await cut()).toBe(false);
  await expect(page.getByRole('banner').getByText('Alex Sample')).toBeVisible();
  await page.setViewportSize({ width: 683, height: 384 });
  expect(await height()).toBeGreaterThan(24);
  expect(await cut()).toBe(false);
});

test('a backup that is old or failed is a shape and words, and leads an administrator to the backups', async ({
  page,
}) => {
  const line = page.getByRole('contentinfo');
  let answered: object = {};
  await page.route('**/call', async (route) => {
    if (!route.request().postData()?.includes('"store.status"')) return route.fallback();
    const response = await route.fetch();
    const reply = (await response.json()) as { value: object };
    await route.fulfill({ response, json: { ...reply, value: { ...reply.value, backup: answered } } });
  });
  for (const [backup, words] of [
    [{ lastAt: '2025-10-27T08:00:00Z', secondFolder: null, problem: null }, 'Backup 4 days old'],
    [{ lastAt: '2025-10-31T08:00:00Z', secondFolder: null, problem: 'The second disk is full.' }, 'Last backup failed'],
    [{ lastAt: null, secondFolder: null, problem: null }, 'No backup yet'],
  ] as const) {
    answered = backup;
    await page.reload();
    const link = line.getByRole('link', { name: words });
    await expect(link.locator('svg')).toBeVisible();
  }
  answered = { lastAt: '2025-10-30T08:00:00Z', secondFolder: null, problem: null };
  await page.reload();
  const fine = line.getByRole('link', { name: 'Backup yesterday' });
  await expect(fine).toBeVisible();
  await expect(fine.locator('svg')).toHaveCount(0);
  await expectAccessible(page, 'the health line');
  await fine.click();
  await expect(page).toHaveURL(/#\/settings\?.*tab=backups/);
});
