// Each role as its person meets it: which pages there are, whose children they list, and a cover with a last day.
import type { Page } from '@playwright/test';
import { addPerson, theirPassphrase } from './support/addPerson.ts';
import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

const links = (page: Page) => page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
const sentence = (page: Page) => page.getByRole('main').locator('h1 + p');

async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(theirPassphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
}

test('a data officer brings data in and sees every child, without settings', async ({ page }) => {
  test.slow();

  await goTo(page, 'Settings');
  await addPerson(page, { name: 'Kim Trial', role: 'dataOfficer' });
  await signIn(page);
  await expect(links(page)).toHaveText([/Overview/, /Children/, /Reports/, /Packs/, /Data/]);
  await goTo(page, 'Data');
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Imports so far' })).toBeVisible();
});

test('a head sees the whole county and brings nothing in', async ({ page }) => {
  await goTo(page, 'Settings');
  await addPerson(page, { name: 'Kim Trial', role: 'head' });
  await signIn(page);
  await expect(links(page)).toHaveText([/Overview/, /Children/, /Reports/, /Packs/, /Data/]);
  await expect(page.getByRole('button', { name: 'Scope: Kent: six localities' })).toBeVisible();
  await goTo(page, 'Data');
  await expect(page.getByRole('heading', { name: 'Templates' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose files' })).toHaveCount(0);
});

test('an education welfare officer is shown attendance, suspensions and contacts, and of the rest not that there is none', async ({
  page,
}) => {
  test.slow();
  await goTo(page, 'Settings');
  await addPerson(page, { name: 'Kim Trial', role: 'educationWelfareOfficer' });
  await goTo(page, 'Children');
  // A view kept by somebody who sees more narrows by what this person may not ask.
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('combobox', { name: 'PEP' }).click();
  await page.getByRole('option', { name: 'Overdue' }).click();
  await expect(sentence(page)).toHaveText(/^[\d,]+ of [\d,]+ own children/);
  await page.keyboard.press('Escape');
  await signIn(page);

  await expect(links(page)).toHaveText([/Published figures/, /Children/, /Data/]);
  await goTo(page, 'Children');
  await expect(sentence(page)).toHaveText(/^[\d,]+ own children, Kent: six localities/);
  const grid = page.getByRole('grid', { name: 'Children' });
  await expect(grid.getByRole('columnheader', { name: 'Attendance' })).toBeVisible();
  await expect(grid.getByRole('columnheader', { name: 'Suspended days' })).toBeVisible();
  await expect(grid.getByRole('columnheader', { name: /PEP/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Export|Make packs/ })).toHaveCount(0);
  await expectAccessible(page, 'the list of an education welfare officer');
  await page.getByText('Other authorities', { exact: true }).click();
  await expect(sentence(page)).toHaveText(/ of [1-9][\d,]* children of other authorities/);

  await grid.locator('tr[data-index="0"]').click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab')).toHaveText(['Attendance', 'Suspensions', 'Contacts']);
  await expect(sentence(page)).toHaveText(/responsible: /);
  await expect(sentence(page)).not.toHaveText(/placement/);
  await page.getByRole('tab', { name: 'Contacts' }).click();
  const contacts = page.getByRole('tabpanel', { name: 'Contacts' });
  for (const who of ['Designated teacher', 'Social worker', 'Reviewing officer'])
    await expect(contacts.getByText(who, { exact: true })).toBeVisible();
  await expectAccessible(page, 'the record an education welfare officer sees');
});

test('an assistant head covers a second locality until a day, and the list says whose children it holds', async ({
  page,
}) => {
  test.slow();
  await goTo(page, 'Settings');
  await addPerson(page, { name: 'Kim Trial', role: 'assistantHead', locality: 'East Kent 3' });
  await page.getByRole('button', { name: 'Actions for Kim Trial' }).click();
  await page.getByRole('menuitem', { name: 'Change name and roles' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change Kim Trial' });
  await dialog.getByRole('button', { name: 'Add a role or cover' }).click();
  const second = dialog.getByRole('group', { name: 'Role 2 of 2' });
  await second.getByLabel('Last day').fill('2025-10-01');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(second.getByRole('combobox', { name: 'Locality' })).toHaveAccessibleDescription('Choose the locality');
  await expect(second.getByLabel('Last day')).toHaveAccessibleDescription(/The last day is before the first/);
  await expectAccessible(page, 'a role that is not complete');
  await second.getByRole('combobox', { name: 'Locality' }).selectOption({ label: 'East Kent 1' });
  await second.getByLabel('Last day').fill('2025-11-30');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole('row', { name: /Kim Trial/ });
  await expect(row.getByRole('listitem')).toHaveText([
    'Assistant head, East Kent 1, until 30 November 2025',
    'Assistant head, East Kent 3',
  ]);

  await signIn(page);
  await goTo(page, 'Children');
  await expect(sentence(page)).toHaveText(/own children, East Kent 1 and East Kent 3 only, your localities,/);
  await page.getByRole('button', { name: /^Scope/ }).click();
  await page.getByRole('menuitem', { name: 'East Kent 2' }).click();
  await expect(page.getByText('You see the children of East Kent 1 and East Kent 3')).toBeVisible();
});
