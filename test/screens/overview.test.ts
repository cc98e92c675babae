import { readFileSync } from 'node:fs';
import { expect, expectAccessible, test, useDark } from './support/fixtures.ts';

test.beforeEach(async ({ page }) => {
  // The first read of a store fills its caches; on a laptop that is busy otherwise this takes a while.
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(9, { timeout: 50_000 });
});

test('county and localities are shown as at the demonstration date, and localities add up to Kent', async ({
  page,
}) => {
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'As at 31 March 2025' })).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('Demonstration: no real child');
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(9);
  const children = await rows.evaluateAll((all) =>
    all.slice(1).map((row) => Number(row.querySelector('td')?.textContent?.replaceAll(',', ''))),
  );
  const kent = children.pop();
  expect(children.reduce((sum, each) => sum + each, 0)).toBe(kent);
  await expectAccessible(page, 'overview');
  await useDark(page);
  await expectAccessible(page, 'overview, dark');
  await page.setViewportSize({ width: 683, height: 384 });
  await expectAccessible(page, 'overview, 200 %');
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(overflows, 'the page scrolls sideways').toBe(false);
});

test('every figure of Kent opens the children behind it, and their number is its numerator and denominator', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const county = page.getByRole('row', { name: /^Kent/ });
  const figures = county.locator('button[data-drill]');
  await expect(figures.first()).toBeVisible();
  const count = await figures.count();
  expect(count).toBeGreaterThanOrEqual(8);
  for (let index = 0; index < count; index += 1) {
    const figure = figures.nth(index);
    const name = (await figure.getAttribute('aria-label')) ?? '';
    await figure.click();
    const drawer = page.getByRole('dialog');
    const sentence = drawer.getByText(/^Numerator [\d,]+, denominator/);
    await expect(sentence, name).toBeVisible();
    const words = (await sentence.textContent()) ?? '';
    const [numerator = 0, denominator = 0, listed = 0] = [...words.matchAll(/[\d,]*\d/g)].map(([text]) =>
      Number(text.replaceAll(',', '')),
    );
    const rowsShown = async () => Number(await drawer.getByRole('grid').getAttribute('aria-rowcount')) - 1;
    expect(await rowsShown(), name).toBe(listed);
    expect(listed, name).toBeGreaterThan(0);
    await drawer.getByText('In numerator', { exact: true }).click();
    // Absence counts sessions and a mean counts points; every other figure counts children.
    if (denominator <= listed && !name.startsWith('KS4')) expect(await rowsShown(), name).toBe(numerator);
    if (index === 0) await expectAccessible(page, 'children behind a figure');
    await page.keyboard.press('Escape');
    await expect(drawer).toHaveCount(0);
  }
});

test('focus tells what a figure is made of; Enter opens the list, a row opens the record', async ({ page }) => {
  const figure = page.getByRole('row', { name: /^Kent/ }).getByRole('button', { name: /^Persistent absence, Kent/ });
  await figure.focus();
  await expect(page.getByRole('tooltip')).toContainText(/Made of.*Cohort.*Definition.*Source/s);
  await page.keyboard.press('Enter');
  const grid = page.getByRole('dialog').getByRole('grid');
  const first = grid.getByRole('row').nth(1);
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await expect(grid.getByRole('row').nth(2)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/children\/[0-9a-f-]{36}/);
});

test('the list behind a figure and the suppressed table are exported', async ({ page }) => {
  const figure = page.getByRole('row', { name: /^Kent/ }).getByRole('button', { name: /^Children looked after, Kent/ });
  await figure.click();
  await page.getByRole('button', { name: 'Export this list' }).click();
  await page.getByLabel('What the list is for').fill('cover for a meeting');
  const [list] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the list' }).click(),
  ]);
  const listed = readFileSync(await list.path(), 'utf8');
  expect(listed).toContain('Child,NC year,School');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog', { name: 'What leaves the team' }).getByRole('button', { name: 'Save CSV' }).click(),
  ]);
  expect(readFileSync(await table.path(), 'utf8')).toContain('Kent');
  await expect(page.getByText(/suppress/).first()).toBeVisible();
});

test('a locality chosen in the table becomes the scope in force, for figures and for the count of children', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'East Kent 1: show only this locality' }).click();
  await expect(page.getByRole('button', { name: 'Scope: Kent: East Kent 1' })).toBeVisible();
  const cell = page.getByRole('row', { name: /^East Kent 1/ }).getByRole('button', { name: /^Children looked after/ });
  const tile = page
    .getByRole('list', { name: /^Main figures/ })
    .getByRole('button', { name: /^Children looked after/ });
  const number = async (button: typeof cell) => (await button.textContent())?.trim();
  await expect.poll(async () => (await number(tile)) === (await number(cell))).toBe(true);
});

test('what needs doing first opens the children it is about', async ({ page }) => {
  const needs = page.getByRole('region', { name: 'Needs you first' }).getByRole('button');
  await needs.first().click();
  await expect(page.getByRole('dialog').getByRole('grid')).toBeVisible();
});
