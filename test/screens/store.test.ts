import { expect, expectAccessible, test } from './support/fixtures.ts';

test.use({ store: 'none' });

const passphrase = 'lantern copper meadow ferry';

test('a first store is made, locked and unlocked, and a wrong passphrase is told apart', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Create a store' })).toBeVisible();
  await expectAccessible(page, 'create a store');

  await page.getByRole('button', { name: 'Create the store' }).click();
  await expect(page.getByText('Enter your name')).toBeVisible();

  await page.getByRole('textbox', { name: 'Your name' }).fill('Alex Sample');
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('lantern');
  await expect(page.getByText('5 more characters needed')).toBeVisible();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
  await expect(page.getByText('Strong')).toBeVisible();
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill('lantern copper meadow ferries');
  await expect(page.getByText('The two are not the same')).toBeVisible();
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill(passphrase);
  await page.getByRole('button', { name: 'Create the store' }).click();

  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page.getByText('Alex Sample')).toBeVisible();

  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
  await expectAccessible(page, 'unlock');
  await page.getByRole('textbox', { name: 'Passphrase' }).fill('lantern copper meadow');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('textbox', { name: 'Passphrase' })).toHaveAccessibleDescription(/passphrase/i);
  await expect(page.getByRole('textbox', { name: 'Passphrase' })).toHaveValue('');
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
});

test('the token leaves the address bar, and the page still works after a reload', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Create a store' })).toBeVisible();
  expect(page.url()).not.toContain('token');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Create a store' })).toBeVisible();
});
