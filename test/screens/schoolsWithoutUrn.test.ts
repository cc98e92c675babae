import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made' });

const file = (name: string, ...lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.map((line) => `${line}\r\n`).join('')),
});
const schools = file(
  'schools.csv',
  'urn,name,postcode,designated_teacher_name',
  ',The Lighthouse Provision,CT9 1AB,Pat Teacher',
  '118264,Oak School,ME1 1AA,Kim Teacher',
);
const list = file(
  'list.csv',
  'local_id,legal_surname,legal_forename,date_of_birth,responsible_authority,care_start,school_urn,school_name,nc_year',
  'K1,Sample,Ida,14/02/2012,886,03/06/2022,,The Lighthouse Provision,8',
  'K2,Sample,Jon,15/02/2013,886,01/02/2024,118264,,7',
  'K3,Sample,Kit,16/02/2013,886,01/02/2024,,,7',
);
const enrolments = file(
  'enrolments.csv',
  'local_id,school_urn,kind,start,end',
  'K2,118264,main,01/09/2023,',
  'K3,,home education,02/09/2024,',
);
const links = file(
  'links_edubasealldata.csv',
  'URN,LinkURN,LinkName,LinkType,LinkEstablishedDate',
  '118264,140001,Elm Academy,Successor - merged,01-09-2024',
);

test('a school without a URN, a child at no school, and a school that was merged', async ({ page }) => {
  await goTo(page, 'Data');
  const preview = page.getByRole('region', { name: 'What would change' });
  await page.getByLabel('Files to import').setInputFiles([schools, list, enrolments]);
  await preview.getByRole('button', { name: /^Import \d+ rows/ }).click();
  await expect(page.getByText(/^Imported:/)).toBeVisible();

  await page.getByLabel('Files to import').setInputFiles([links]);
  await expect(preview).toContainText('School merged or split');
  await expect(preview).toContainText('Oak School (118264) was merged into Elm Academy (140001) on 1 September 2024');
  await expectAccessible(page, 'a merger that is asked about');
  await preview.getByRole('button', { name: 'Leave everything as it is' }).click();

  await goTo(page, 'Packs');
  await expect(page.getByRole('row', { name: /The Lighthouse Provision no URN/ })).toBeVisible();
  await page.getByRole('row', { name: /The Lighthouse Provision/ }).click();
  await expect(page.getByRole('heading', { name: 'The Lighthouse Provision (no URN)' })).toBeVisible();

  await goTo(page, 'Children');
  await page.getByRole('row', { name: /SAMPLE, Kit/i }).click();
  await expect(page.getByText(/educated at home since 2 September 2024/i).first()).toBeVisible();
  await page.getByRole('tab', { name: /care/i }).click();
  await expect(page.getByRole('cell', { name: 'Educated at home' })).toBeVisible();
  await expectAccessible(page, 'the record of a child at no school');
});
