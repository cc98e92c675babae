import { expect, type Page } from '@playwright/test';

export const theirPassphrase = 'harbour velvet candle moss';

/** Adds a person under Settings > Users, as an administrator does; `locality` makes them an assistant head. */
export async function addPerson(
  page: Page,
  person: { name: string; role: 'Administrator' | 'Assistant head' | 'Reader'; locality?: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(person.name);
  await dialog.getByRole('radio', { name: person.role }).check();
  if (person.locality)
    await dialog.getByRole('combobox', { name: 'Locality' }).selectOption({ label: person.locality });
  await dialog.getByRole('textbox', { name: 'Their passphrase', exact: true }).fill(theirPassphrase);
  await dialog.getByRole('textbox', { name: 'Their passphrase again' }).fill(theirPassphrase);
  await dialog.getByRole('button', { name: 'Add the person' }).click();
  await expect(page.getByRole('row', { name: new RegExp(person.name) })).toBeVisible();
}
