import { readFileSync } from 'node:fs';
import { expect, expectAccessible, goTo, test, useDark } from './support/fixtures.ts';

test.beforeEach(async ({ page }) => {
  await goTo(page, 'Children');
  await expect(page.getByRole('grid', { name: 'Children' }).locator('tr[data-index="0"]')).toBeVisible();
});

test('search narrows the list, says n of N, and clearing brings everybody back', async ({ page }) => {
  const sentence = page.getByRole('main').locator('h1 + p');
  await expect(sentence).toHaveText(/^[\d,]+ own children, /);
  const everybody = (await sentence.textContent())?.split(' ')[0] ?? '';

  await page.getByRole('textbox', { name: 'Search by name, UPN or school' }).fill('zzzzzz');
  await expect(page.getByText('No child matches these filters')).toBeVisible();
  await expect(sentence).toHaveText(new RegExp(`^0 of ${everybody} own children, `));
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(sentence).toHaveText(new RegExp(`^${everybody} own children, `));

  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await page.getByRole('textbox', { name: 'Attendance below' }).fill('80');
  await expect(sentence).toHaveText(new RegExp(`^[\\d,]+ of ${everybody} own children, `));
  await expect(page.getByRole('button', { name: 'Filters: 1' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByText('All', { exact: true }).click();
  await expect(sentence).toHaveText(/own children and children of other authorities/);
});

test('arrows move, Space selects, Enter opens the child', async ({ page }) => {
  const row = (index: number) => page.locator(`tr[data-index="${index}"]`);
  await row(0).focus();
  await page.keyboard.press('ArrowDown');
  await expect(row(1)).toBeFocused();
  await page.keyboard.press(' ');
  await expect(row(1)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: 'Make packs for 1' })).toBeEnabled();
  await page.keyboard.press('End');
  await expect(row(1)).toHaveCount(0);
  await page.keyboard.press('Home');
  await expect(row(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Summary' })).toBeVisible();
});

test('a saved view keeps filters, and neither words searched for nor names', async ({ page }) => {
  await page.getByText('Other authorities', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Search by name, UPN or school' }).fill('secretname');
  await expect(page.getByText('No child matches these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save these filters as a view' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Placed here');
  await page.getByRole('button', { name: 'Save view' }).click();
  // The name of a view may name a child too: nothing typed is in what the browser keeps in plain text.
  const stored = await page.evaluate(() => JSON.stringify({ ...window.localStorage, ...window.sessionStorage }));
  expect(stored).not.toMatch(/Placed here|secretname/);

  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Placed here', exact: true }).click();
  await expect(page.getByRole('main').locator('h1 + p')).toHaveText(/ children of other authorities, /);
  await expect(page.getByRole('textbox', { name: 'Search by name, UPN or school' })).toHaveValue('');
});

test('the exported list is marked, and holds a row per child', async ({ page }) => {
  const shown = await page.getByRole('main').locator('h1 + p').textContent();
  const children = Number((shown?.split(' ')[0] ?? '').replaceAll(',', ''));
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export list as CSV' }).click();
  await expect(page.getByRole('button', { name: 'Save the list' })).toBeDisabled();
  await page.getByLabel('What the list is for').fill('cover for a meeting');
  await expectAccessible(page, 'save a list that names children');
  await page.getByRole('button', { name: 'Save the list' }).click();
  const text = readFileSync(await (await downloading).path(), 'utf8');
  const lines = text.trimEnd().split('\r\n');
  expect(lines[0]).toContain('OFFICIAL-SENSITIVE');
  expect(lines[0]).toContain('contains names of children in care');
  expect(lines[2]).toContain('for: cover for a meeting');
  expect(lines[3]).toMatch(/^Name,Local id,UPN,/);
  expect(lines.length).toBe(4 + children);
});

test('columns are chosen and sorted by', async ({ page }) => {
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'UPN' }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: 'UPN' })).toBeVisible();
  await page.getByRole('button', { name: /^Date of birth/ }).click();
  await expect(page.getByRole('columnheader', { name: /^Date of birth/ })).toHaveAttribute('aria-sort', 'ascending');
});

test('the list has no serious accessibility fault in either theme', async ({ page }) => {
  await expectAccessible(page, 'children');
  await useDark(page);
  await expectAccessible(page, 'children, dark');
});
