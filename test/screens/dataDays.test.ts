import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made' });

const inputs = join(import.meta.dirname, '../cases/inputs/return-corrects-itself');
const files = (...numbers: string[]) =>
  readdirSync(inputs)
    .filter((name) => numbers.some((number) => name.startsWith(`${number}-`)))
    .map((name) => ({ name, mimeType: 'text/csv', buffer: readFileSync(join(inputs, name)) }));

test('each file shows the day that it speaks of, and is read again as of another; what a return no longer says is shown', async ({
  page,
}) => {
  await goTo(page, 'Data');
  await page.getByLabel('Files to import').setInputFiles(files('1', '2'));
  const preview = page.getByRole('region', { name: 'What would change' });
  await preview.getByRole('button', { name: /^Import \d+ rows/ }).click();
  await expect(page.getByText(/^Imported:/)).toBeVisible();

  await page.getByLabel('Files to import').setInputFiles(files('3'));
  const day = preview.getByLabel('3-episodes-corrected.csv', { exact: true });
  await expect(day).toBeVisible();
  const first = await day.inputValue();
  await expect(preview).toContainText('not in the return');
  await expectAccessible(page, 'a preview with the day of each file');
  // However wide the table of changes is, it scrolls in its own region and pushes nothing off the page.
  const table = preview.getByRole('region', { name: 'Table of changes and corrections' }).locator('table');
  await table.evaluate((wide) => wide.style.setProperty('min-width', '3000px'));
  expect(await preview.evaluate((region) => region.scrollWidth - region.clientWidth)).toBe(0);
  await table.evaluate((wide) => wide.style.removeProperty('min-width'));

  // As of a day before the episode that is missing, the return says nothing of it.
  await day.fill('2025-08-31');
  await day.press('Enter');
  await expect(preview).not.toContainText('not in the return');
  await expect(preview.getByLabel('3-episodes-corrected.csv', { exact: true })).toHaveValue('2025-08-31');
  await preview.getByLabel('3-episodes-corrected.csv', { exact: true }).fill(first);
  await preview.getByLabel('3-episodes-corrected.csv', { exact: true }).press('Enter');
  await expect(preview).toContainText('not in the return');
  await preview.getByRole('button', { name: 'Leave everything as it is' }).click();
  await expect(preview).toBeHidden();
});
