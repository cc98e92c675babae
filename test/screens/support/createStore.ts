import { expect, type Page } from '@playwright/test';

export const passphrase = 'lantern copper meadow ferry';

/** Makes an empty store through the first-run screen, as a person does. */
export async function createStore(page: Page, userName = 'Alex Sample'): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(userName);
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill(passphrase);
  await page.getByRole('button', { name: 'Create the store' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
}
