import { readFileSync } from 'node:fs';
import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made' });

const header = 'measure,geography,cohort,academic_year,value,unit,definition,source,url,confidence';
const figure = (measure: string, year: string, value: string) =>
  `${measure},England,LAC12,${year},${value},%,made for this test,Test release,,high`;
const file = (...rows: string[]) => ({
  name: 'figures.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`${[header, ...rows].join('\r\n')}\r\n`),
});

test('files are previewed, refused rows downloaded, the rest imported, and the import undone with a reason', async ({
  page,
}) => {
  await goTo(page, 'Data');
  await expect(page.getByText('No imports yet')).toBeVisible();

  await page
    .getByLabel('Files to import')
    .setInputFiles([
      file(
        figure('KS2 expected standard reading', '2030/31', '61'),
        figure('KS2 expected standard reading', '2031/32', 'x'),
        figure('A measure nobody knows', '2030/31', '12'),
      ),
    ]);
  const preview = page.getByRole('region', { name: 'What would change' });
  await expect(preview.getByRole('status')).toContainText('1 row would be added or changed. 2 rows refused');
  await expect(preview.getByRole('row', { name: /figures\.csv/ })).toContainText(/3\s*1\s*0\s*0\s*2/);
  const refused = preview.getByRole('region', { name: 'Refused rows of figures.csv', exact: true });
  await expect(refused.getByRole('row')).toHaveCount(3);
  await expect(refused).toContainText('not available: there is no figure to take');
  await expect(refused).toContainText('A measure nobody knows');
  await expectAccessible(page, 'a preview with refused rows');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    refused.getByRole('button', { name: 'Download refused rows' }).click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text).toContain('A measure nobody knows');
  expect(text).not.toContain('2030/31,61');

  await preview.getByRole('button', { name: 'Import 1 row' }).click();
  await expect(page.getByText('Imported: 1 row added or changed.')).toBeVisible();
  const batch = page.getByRole('row', { name: /In the store/ });
  await expect(batch).toContainText('Alex Sample');

  await batch.getByRole('button', { name: /^Undo/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo this import' });
  const confirm = dialog.getByRole('button', { name: 'Undo the import' });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Why is it undone?' }).fill('A trial');
  const typed = dialog.getByRole('textbox', { name: /To confirm, type/ });
  const name = (await dialog.getByText(/To confirm, type/).textContent())?.replace('To confirm, type: ', '') ?? '';
  await typed.fill('something else');
  await expect(confirm).toBeDisabled();
  await typed.fill(name);
  await expectAccessible(page, 'confirming an undo');
  await confirm.click();
  await expect(page.getByRole('row', { name: /Undone/ })).toBeVisible();
});

test('a preview that is left leaves the store as it was', async ({ page }) => {
  await goTo(page, 'Data');
  await page
    .getByLabel('Files to import')
    .setInputFiles([file(figure('KS2 expected standard reading', '2030/31', '61'))]);
  await page.getByRole('button', { name: 'Leave everything as it is' }).click();
  await expect(page.getByRole('region', { name: 'What would change' })).toHaveCount(0);
  await expect(page.getByText('No imports yet')).toBeVisible();
});

test('each template says what its columns hold and downloads with an example row', async ({ page }) => {
  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Columns of Current looked-after list' }).click();
  await expect(page.getByRole('columnheader', { name: 'What it holds' })).toBeVisible();
  await expectAccessible(page, 'templates');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the template Current looked-after list' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split(/\r?\n/);
  expect(lines.length).toBeGreaterThan(1);
});
