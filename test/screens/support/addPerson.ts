import { expect, type Page } from '@playwright/test';
import type { Role } from '#domain/access/roles.ts';
import { roleWords } from '#renderer/ui/roleWords.ts';

export const theirPassphrase = 'harbour velvet candle moss';

/** Adds a person under Settings > Users, as an administrator does; `locality` makes them an assistant head. */
export async function addPerson(
  page: Page,
  person: { name: string; role: Role; locality?: string; from?: string; to?: string },
): Promise<void> {
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(person.name);
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption({ label: roleWords[person.role].title });
  if (person.locality)
    await dialog.getByRole('combobox', { name: 'Locality' }).selectOption({ label: person.locality });
  if (person.from) await dialog.getByLabel('First day').fill(person.from);
  if (person.to) await dialog.getByLabel('Last day').fill(person.to);
  await dialog.getByRole('textbox', { name: 'Their passphrase', exact: true }).fill(theirPassphrase);
  await dialog.getByRole('textbox', { name: 'Their passphrase again' }).fill(theirPassphrase);
  await dialog.getByRole('button', { name: 'Add the person' }).click();
  await expect(page.getByRole('row', { name: new RegExp(person.name) })).toBeVisible();
}
