import { expect, type Page } from '@playwright/test';

export const passphrase = 'lantern copper meadow ferry';

/** Makes an empty store through the first-run screens, as a person does: folder, name, passphrase, recovery key. */
export async function createStore(
  page: Page,
  userName = 'Alex Sample',
): Promise<{ passphrase: string; recoveryKey: string }> {
  await expect(page.getByRole('heading', { name: 'Create a store' })).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill(userName);
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill(passphrase);
  await page.getByRole('button', { name: 'Create the store' }).click();
  const recoveryKey = await makeRecoveryKey(page);
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  return { passphrase, recoveryKey };
}

/** Makes the recovery key, reads it from the screen and types it back; answers it. */
export async function makeRecoveryKey(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Make the recovery key' }).click();
  const recoveryKey = (await page.locator('[data-recovery-key]').textContent()) ?? '';
  await page.getByRole('button', { name: 'I have it: type it back' }).click();
  await page.getByRole('textbox', { name: /^Recovery key, from/ }).fill(recoveryKey);
  await page.getByRole('button', { name: 'Confirm the recovery key' }).click();
  return recoveryKey;
}

/** Opens a locked store with a passphrase. */
export async function unlock(page: Page, typed = passphrase): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(typed);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
}
