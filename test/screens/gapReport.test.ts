import { readFileSync } from 'node:fs';
import { expect, expectAccessible, goTo, test, useDark } from './support/fixtures.ts';

test.beforeEach(async ({ page }) => {
  await goTo(page, 'Reports');
  await expect(page.getByRole('table').first()).toBeVisible();
});

test('the finding stands above two charts that are told in words and can be shown as tables', async ({ page }) => {
  await expect(page.getByRole('main').locator('h1 + p')).not.toBeEmpty();
  await expect(page.getByRole('img', { name: /\d{4}: gap / })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Gap in \d{4} by locality\./ })).toBeVisible();
  await expect(page.getByText('no tests').first()).toBeVisible();
  await page.getByText('Show as table').first().click();
  await expect(page.getByRole('grid', { name: /^How far apart/ })).toBeVisible();
});

test('the table reconciles the cohort: in it = with result + missing + excluded', async ({ page }) => {
  const rows = page.getByRole('region', { name: 'The county by year' }).getByRole('row');
  const first = (text: string) => Number((/[\d,]+/.exec(text)?.[0] ?? '0').replaceAll(',', ''));
  for (const row of (await rows.all()).slice(1)) {
    const cells = await row.getByRole('cell').allTextContents();
    const excluded = (cells[3] ?? '').match(/[\d,]+(?= )|^0$/g) ?? [];
    const sum = first(cells[1] ?? '') + first(cells[2] ?? '') + excluded.reduce((all, each) => all + first(each), 0);
    expect(sum).toBe(first(cells[0] ?? ''));
  }
});

test('controls change the report: peers, breakdown, measure', async ({ page }) => {
  await page.getByRole('combobox', { name: 'Peers' }).click();
  await page.getByRole('option', { name: 'England, all pupils' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/England/);
  await page.getByText('County', { exact: true }).click();
  await expect(page.getByRole('img', { name: /by locality/ })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Measure' }).click();
  await page.getByRole('option', { name: /Attainment 8/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Attainment 8/);
});

test('an export is looked at first, with what is hidden and why, and says what it suppressed', async ({ page }) => {
  await page.getByRole('button', { name: 'Export or copy' }).click();
  const dialog = page.getByRole('dialog', { name: 'What leaves the team' });
  await expect(dialog.getByText(/\d+ cells? stand on 1 to 5 children/)).toBeVisible();
  const hidden = await dialog.getByRole('table').getByText('c', { exact: true }).count();
  expect(hidden).toBeGreaterThan(0);
  await expectAccessible(page, 'preview of a release');
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save CSV' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(
    /^gap-ks2-rwm-expected-.*-12-months-with-uasc-by-locality-peers-kent.*\.csv$/,
  );
  expect(readFileSync(await download.path(), 'utf8')).toContain(`are shown as c (${hidden} cells)`);
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`${hidden} cells are suppressed as c.`)).toBeVisible();
});

test('the report has no serious accessibility fault in either theme and at 200 % zoom', async ({ page }) => {
  await expectAccessible(page, 'gap report');
  await useDark(page);
  await expectAccessible(page, 'gap report, dark');
  await page.setViewportSize({ width: 683, height: 384 });
  await expectAccessible(page, 'gap report, 200 %');
  const sideways = await page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth);
  expect(sideways).toBe(0);
});

test('years together are on offer where single years hide cells, and the export says which years', async ({ page }) => {
  await page.getByRole('button', { name: 'Export or copy' }).click();
  const dialog = page.getByRole('dialog', { name: 'What leaves the team' });
  await expect(dialog.getByRole('radio', { name: /^Each year by itself: \d+ of \d+ cells hidden$/ })).toBeChecked();
  await dialog.getByRole('radio', { name: /^Three years together: / }).check();
  await expect(dialog.getByRole('columnheader', { name: 'Academic years together' })).toBeVisible();
  await expect(dialog.getByRole('cell', { name: /^\d{4}\/\d{2} to \d{4}\/\d{2}$/ }).first()).toBeVisible();
  await expectAccessible(page, 'preview of years together');
  if (process.env.VSK_SHOT) await page.screenshot({ path: process.env.VSK_SHOT });
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save CSV' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toContain('three-years-together');
  expect(readFileSync(await download.path(), 'utf8')).toContain('each child counts once');
  await expect(dialog).toBeHidden();
});
