import { addPerson, theirPassphrase } from './support/addPerson.ts';
import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made' });

const csv = (name: string, ...lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\r\n')}\r\n`),
});
const theReturn = [
  csv('return header 2025-09-30.csv', 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB', 'M471,1,14/02/2019,WBRI,UN3,,'),
  csv(
    'return episodes 2025-09-30.csv',
    'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN',
    'M471,01/01/2023,S,E1,N1,A4,PR1,05/09/2025,E11,,,CT9 1AB,',
  ),
];

test('a record that adoption closed is opened by two people, who both stand in its history, and undone', async ({
  page,
}) => {
  test.slow();
  await goTo(page, 'Data');
  await page.getByLabel('Files to import').setInputFiles(theReturn);
  await page
    .getByRole('region', { name: 'What would change' })
    .getByRole('button', { name: /^Import \d+ rows/ })
    .click();
  await expect(page.getByText(/^Imported:/)).toBeVisible();

  const openRecord = async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Search children, schools, pages' }).fill('M471');
    await page.getByRole('dialog').getByRole('button', { name: /^M471/ }).click();
    await expect(page.getByRole('tab', { name: 'Summary' })).toBeVisible();
  };
  await openRecord();
  const closed = page.getByRole('note').filter({ hasText: 'Closed on adoption' });
  await expect(closed).toBeVisible();
  await closed.getByRole('button', { name: 'It was closed by mistake' }).click();
  const dialog = page.getByRole('dialog', { name: 'Closed by mistake' });
  await expect(dialog).toContainText('Nobody who can confirm has a passphrase');
  await expectAccessible(page, 'nobody can confirm');
  await page.keyboard.press('Escape');

  await goTo(page, 'Settings');
  await addPerson(page, { name: 'Hope Head', role: 'assistantHead', locality: 'East Kent 3' });
  await openRecord();
  await closed.getByRole('button', { name: 'It was closed by mistake' }).click();
  const open = dialog.getByRole('button', { name: 'Open the record' });
  await dialog.getByRole('textbox', { name: 'Why was it a mistake?' }).fill('The order was another child’s');
  await dialog.getByRole('radio', { name: 'Hope Head' }).check();
  await expect(open).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Their passphrase' }).fill('somebody guesses');
  await open.click();
  await expect(dialog).toContainText('That is not the passphrase of Hope Head. Nothing was changed.');
  await expectAccessible(page, 'a wrong passphrase');
  await dialog.getByRole('textbox', { name: 'Their passphrase' }).fill(theirPassphrase);
  await open.click();
  await expect(dialog).toBeHidden();
  await expect(closed).toBeHidden();

  await goTo(page, 'Data');
  await expect(page.getByRole('row', { name: /A closed record opened/ })).toBeVisible();
});
