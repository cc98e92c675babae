import { createStore } from './support/createStore.ts';
import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

test.use({ store: 'none' });

test('an assistant head is added, opens the store with their own passphrase, and sees their own locality first', async ({
  page,
}) => {
  await createStore(page);
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByRole('button', { name: 'Add the person' }).click();
  await expect(dialog.getByText('Enter the name')).toBeVisible();
  await expect(dialog.getByText('Choose the locality')).toBeVisible();
  await expectAccessible(page, 'adding a person');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Sam Trial');
  await dialog.getByRole('combobox', { name: 'Locality' }).selectOption({ label: 'East Kent 3' });
  await dialog.getByRole('textbox', { name: 'Their passphrase' }).fill('harbour velvet candle moss');
  await dialog.getByRole('button', { name: 'Add the person' }).click();
  await expect(page.getByRole('row', { name: /Sam Trial/ })).toContainText('East Kent 3');

  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('textbox', { name: 'Passphrase' }).fill('harbour velvet candle moss');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('button', { name: /^Scope: Kent: East Kent 3/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Settings' })).toHaveCount(0);
});

test('a reader sees published figures and no page of children', async ({ page }) => {
  await createStore(page);
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Kim Reader');
  await dialog.getByRole('radio', { name: 'Reader' }).check();
  await dialog.getByRole('textbox', { name: 'Their passphrase' }).fill('harbour velvet candle moss');
  await dialog.getByRole('button', { name: 'Add the person' }).click();
  await expect(page.getByRole('row', { name: /Kim Reader/ })).toBeVisible();
  await goTo(page, 'Overview');
  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('textbox', { name: 'Passphrase' }).fill('harbour velvet candle moss');
  await page.getByRole('button', { name: 'Unlock' }).click();

  await expect(page.getByRole('heading', { name: 'Published figures' })).toBeVisible();
  const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  await expect(links).toHaveText([/Published figures/, /Data/]);
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  await expectAccessible(page, 'published figures');
});

test('the audit says who did what, and is searched', async ({ page }) => {
  await createStore(page);
  await goTo(page, 'Settings');
  await page.getByRole('tab', { name: 'Audit' }).click();
  const audit = page.getByRole('grid', { name: 'Audit entries' });
  await expect(audit.getByRole('row', { name: /read overview/ }).first()).toContainText('Alex Sample');
  await page.getByRole('textbox', { name: 'Search the audit' }).fill('nothing like this');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await expectAccessible(page, 'audit');
});
