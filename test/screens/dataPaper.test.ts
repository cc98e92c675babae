import { expect, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made', today: '2025-07-20' });

const header = 'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,placement_type';
const list = (day: string, type: string) => ({
  name: `list ${day}.csv`,
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      header,
      ...Array.from({ length: 12 }, (_, at) => `K${at},Sample,Ana ${at},05/05/2012,886,03/02/2024,${type}`),
      '',
    ].join('\r\n'),
  ),
});

test('on paper a preview has every change, and no notice or button of the window', async ({ page }) => {
  await goTo(page, 'Data');
  await page.getByLabel('Files to import').setInputFiles([list('2025-03-03', 'U6')]);
  await page.getByRole('button', { name: /^Import / }).click();
  await expect(page.getByText(/^Imported: /).first()).toBeVisible();
  await page.getByLabel('Files to import').setInputFiles([list('2025-06-16', 'K2')]);
  const changes = page.getByRole('region', { name: 'Table of changes and corrections' });
  await expect(changes.getByRole('row')).toHaveCount(13);

  await page.emulateMedia({ media: 'print' });
  await expect(changes.getByRole('row').last()).toBeVisible();
  const cut = await changes.evaluate((table) => table.scrollHeight - table.clientHeight);
  expect(cut).toBeLessThanOrEqual(1);
  await expect(page.getByText(/^Imported: /).first()).toBeHidden();
  await expect(page.getByText('Leave everything as it is')).toBeHidden();
});
