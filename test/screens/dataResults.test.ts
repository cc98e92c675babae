import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made' });

const csv = (name: string, ...lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\n')),
});
const HEADER = 'local_id,academic_year,key_stage,subject,component,value,status,date_received,entry,qualification';
const gcse = (subject: string, value: string, qualification = '') =>
  `RESULTS1,2023/24,KS4,${subject},grade,${value},final,22/08/2024,,${qualification}`;

test('a grade that is a BTEC’s after all is shown before it goes in; the record has each qualification by its name', async ({
  page,
}) => {
  await goTo(page, 'Data');
  const preview = page.getByRole('region', { name: 'What would change' });
  const bringIn = async (...files: ReturnType<typeof csv>[]) => {
    await page.getByLabel('Files to import').setInputFiles(files);
    await preview.getByRole('button', { name: /^Import \d+ rows?/ }).click();
    await expect(page.getByText(/^Imported:/)).toBeVisible();
  };
  await bringIn(
    csv(
      'list 2024-09-02.csv',
      'local_id,legal_surname,legal_forename,date_of_birth,sex,responsible_authority,care_start,legal_status,placement_type,placement_postcode',
      'RESULTS1,Resulter,Ina,14/02/2008,F,886,03/06/2022,C2,U6,CT9 1AB',
    ),
    csv('results 2024-09-03.csv', HEADER, gcse('maths', '4'), gcse('engineering', 'D')),
  );

  await page
    .getByLabel('Files to import')
    .setInputFiles([
      csv(
        'results 2024-10-03.csv',
        HEADER,
        gcse('engineering', 'D', 'BTEC Level 2'),
        gcse('maths', 'Pass', 'Functional Skills Level 1'),
      ),
    ]);
  const differences = preview.getByRole('region', { name: 'Changes and corrections', exact: true });
  await expect(differences).toContainText('KS4 engineering: D, GCSE → KS4 engineering: D, BTEC Level 2');
  await expect(differences).toContainText('The same result');
  await expectAccessible(page, 'a qualification that is put right');
  if (process.env.VSK_SHOT) await page.screenshot({ path: `${process.env.VSK_SHOT}-preview.png`, fullPage: true });
  await preview.getByRole('button', { name: /^Import \d+ rows?/ }).click();
  await expect(preview).toBeHidden();

  await goTo(page, 'Children');
  await page.getByText('RESULTER, Ina').click();
  await page.getByRole('tab', { name: 'Attainment' }).click();
  const results = page.getByRole('region', { name: 'Results', exact: true }).first();
  await expect(results).toContainText('Functional Skills Level 1');
  await expect(results).toContainText('BTEC Level 2');
  if (process.env.VSK_SHOT) await page.screenshot({ path: `${process.env.VSK_SHOT}-record.png`, fullPage: true });
});
