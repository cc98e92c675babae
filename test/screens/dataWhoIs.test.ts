import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made' });

const csv = (name: string, ...lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\r\n')}\r\n`),
});
const header =
  'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,legal_status,placement_type,social_worker';
const child = (localId: string, name: string, born: string, worker = 'Sam Worker') =>
  `${localId},${name},${born},886,03/06/2022,C2,U6,${worker}`;
const [ida, jon, kit] = [
  child('M1', 'Sample,Ida', '14/02/2013'),
  child('M2', 'Sample,Jon', '15/02/2013'),
  child('M3', 'Sample,Kit', '16/02/2006'),
];

test('whom a row means is answered by key, later or now; changes are turned into corrections; leavers are decided', async ({
  page,
}) => {
  await goTo(page, 'Data');
  const files = page.getByLabel('Files to import');
  const preview = page.getByRole('region', { name: 'What would change' });
  await files.setInputFiles([csv('list 2024-03-01.csv', header, ida, jon, kit)]);
  await preview.getByRole('button', { name: 'Import 3 rows' }).click();
  await expect(page.getByText('Imported: 3 rows added or changed.')).toBeVisible();
  await expect(page.getByText('Nobody is missing')).toBeVisible();

  // Ida stands there under another number; Jon is spelt otherwise and has another worker; Kit is not on the list.
  await files.setInputFiles([
    csv(
      'list 2024-03-08.csv',
      header,
      child('M9', 'SAMPLE,Ida', '14/02/2013'),
      child('M2', 'Sample,Jon', '16/02/2013', 'Kim Other'),
    ),
  ]);
  const question = preview.getByRole('listitem', { name: /Who is local id M9/ });
  await expect(question).toContainText('✓ same');
  const changes = preview.getByRole('region', { name: 'Changes and corrections', exact: true });
  await expect(changes).toContainText('15/02/2013 → 16/02/2013');
  await expect(changes).toContainText('Sam Worker → Kim Other');
  await expectAccessible(page, 'a preview that asks whom a row means');
  await changes
    .getByRole('radiogroup', { name: /Treat Social worker/ })
    .getByText('Correction')
    .click();
  await expect(changes.getByText('always')).toHaveCount(2);
  const later = question.getByRole('button', { name: 'Later' });
  await later.focus();
  await page.keyboard.press('n');
  await expect(question.getByRole('button', { name: 'A new child' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('l');
  await expect(later).toHaveAttribute('aria-pressed', 'true');
  await preview.getByRole('button', { name: 'Import 1 row, keep 1 waiting' }).click();
  await expect(page.getByText('Imported: 1 row added or changed.')).toBeVisible();

  const panel = page.getByRole('region', { name: 'Questions that wait' });
  const kept = panel.getByRole('listitem', { name: /Who is local id M9/ });
  await kept.getByRole('button', { name: 'Later' }).focus();
  await page.keyboard.press('1');
  await panel.getByRole('button', { name: 'Bring in 1 answer' }).click();
  await expect(page.getByText('What waited is imported.')).toBeVisible();
  await expect(panel).toHaveCount(0);

  const missing = page.getByRole('region', { name: 'Not on the list' });
  await missing.getByRole('button', { name: 'Choose the 1 who turned 18' }).click();
  await expectAccessible(page, 'children not on the list');
  await missing.getByRole('button', { name: 'Turned 18…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Care ends on each child’s 18th birthday.');
  await expectAccessible(page, 'the decision about a child not on the list');
  await dialog.getByRole('button', { name: 'Turned 18' }).click();
  await expect(missing.getByText('Nobody is missing')).toBeVisible();
  await expect(page.getByRole('row', { name: /Not on the list: Turned 18/ })).toBeVisible();
});

test('a child who was made twice is made one, and it is said where the two differ', async ({ page }) => {
  await goTo(page, 'Data');
  const preview = page.getByRole('region', { name: 'What would change' });
  await page
    .getByLabel('Files to import')
    .setInputFiles([csv('list.csv', header, ida, child('M9', 'Sampel,Ida', '14/02/2013', 'Kim Other'))]);
  await preview.getByRole('button', { name: /^Import/ }).click();
  await expect(page.getByText('Imported: 2 rows added or changed.')).toBeVisible();
  // The same PEP of both, with other things written in it.
  const pep = (localId: string, grade: string, why: string, what: string) =>
    `${localId},20/01/2024,15/01/2024,${grade},${why},${what},by July,Ida`;
  const peps = 'local_id,due,held,section_1_grade,section_1_reason,target_1_what,target_1_when,target_1_who';
  await page
    .getByLabel('Files to import')
    .setInputFiles([
      csv(
        'peps.csv',
        peps,
        pep('M1', 'amber', 'Short', 'Reads a book a week'),
        pep('M9', 'green', 'In her words', 'Writes a page a week'),
      ),
    ]);
  await preview.getByRole('button', { name: /^Import/ }).click();
  await goTo(page, 'Children');
  await page.getByText('SAMPEL, Ida').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ida Sampel');
  const idOf = (url: string) => /children\/([0-9a-f-]{36})/.exec(url)?.[1] ?? '';
  const [link, goes] = [page.url(), idOf(page.url())];
  await goTo(page, 'Children');
  await page.getByText('SAMPLE, Ida').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ida Sample');
  const stays = idOf(page.url());
  expect(stays).not.toBe(goes);
  await page.getByRole('tab', { name: 'Care and schools' }).click();
  await page.getByRole('button', { name: 'Make two records one…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('The other record').fill('Sampel');
  await dialog.getByRole('button', { name: 'SAMPEL, Ida' }).click();
  await expect(dialog.getByRole('row', { name: /Social worker/ })).toContainText('Kim Other');
  await expect(dialog.getByRole('row', { name: /PEP due 20\/01\/2024/ })).toContainText('Writes a page a week');
  await expectAccessible(page, 'two records to be made one');
  await dialog.getByRole('radiogroup', { name: 'Whose holds: Social worker' }).getByText('Goes').click();
  await dialog.getByLabel('Why are they one child?').fill('A mistyped number');
  await dialog.getByRole('button', { name: 'Make one record' }).click();
  await expect(page.getByText('The two records are one.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ida Sample');
  await page.getByRole('tab', { name: 'Care and schools' }).click();
  await expect(page.getByText('M9').first()).toBeVisible();
  await expect(page.getByText('Kim Other').first()).toBeVisible();

  // A link to the record that went leads to the one that stayed.
  await goTo(page, 'Overview');
  await page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(link).hash);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ida Sample');
  await expect.poll(() => idOf(page.url())).toBe(stays);

  // Among the imports it stands by the child's local id, which leads to the record, and by no name.
  await goTo(page, 'Data');
  const merged = page.getByRole('row', { name: /Two records made one/ });
  await expect(merged.getByRole('rowheader')).toHaveText('Two records made one: M1');
  await merged.getByRole('link', { name: 'M1' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ida Sample');
});
