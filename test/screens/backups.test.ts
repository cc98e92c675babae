import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addPerson } from './support/addPerson.ts';
import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made' });

const list = (page: Page) => page.getByRole('region', { name: 'Backups', exact: true });

async function openBackups(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('tab', { name: 'Backups' }).click();
}

async function backUp(page: Page): Promise<void> {
  const before = await list(page)
    .getByRole('row', { name: /Asked for/ })
    .count();
  await list(page).getByRole('button', { name: 'Back up now' }).click();
  await expect(list(page).getByRole('row', { name: /Asked for/ })).toHaveCount(before + 1);
}

test('a backup is made, kept and let go, and copied to a second folder', async ({ page, home }) => {
  await openBackups(page);
  await backUp(page);
  const row = list(page).getByRole('row', { name: /Asked for/ });
  await expect(row).toContainText('store’s folder');
  await expect(row).toContainText('in turn');
  await expectAccessible(page, 'backups');
  await row.getByRole('button', { name: /^Keep the backup/ }).click();
  await expect(row).toContainText('for ever');
  await row.getByRole('button', { name: /^Let go of/ }).click();
  await expect(row).toContainText('in turn');

  const second = join(home, 'backup disk');
  const field = page.getByRole('textbox', { name: 'Second folder for backups' });
  await field.fill(join(home, 'not there'));
  await page.getByRole('button', { name: 'Use this folder' }).click();
  await expect(page.getByRole('region', { name: 'Second folder' }).getByRole('alert')).toContainText('not there');
  mkdirSync(second);
  await field.fill(second);
  await page.getByRole('button', { name: 'Use this folder' }).click();
  await expect(page.getByText('Each backup is copied there from now on.')).toBeVisible();
  await backUp(page);
  await expect(
    list(page)
      .getByRole('row', { name: /both folders/ })
      .first(),
  ).toBeVisible();
  expect(readdirSync(second).length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Stop copying there' }).click();
  await expect(field).toHaveValue('');
});

test('a restore shows first what would change and who changed it, asks for a reason and its name, and can be undone', async ({
  page,
}) => {
  await openBackups(page);
  await backUp(page);
  await page.getByRole('tab', { name: 'Users' }).click();
  await addPerson(page, { name: 'Kim Reader', role: 'reader' });
  await page.getByRole('tab', { name: 'Backups' }).click();

  await list(page)
    .getByRole('button', { name: /^Restore the backup of/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: /^Restore the backup of/ });
  await expect(dialog.getByText('Checked: this copy is whole')).toBeVisible();
  await expect(dialog.getByText(/changes? since .* would be undone/)).toBeVisible();
  await expect(dialog.getByRole('listitem')).toContainText(/Alex Sample: \d+ changes?/);
  await expect(dialog.getByRole('row', { name: /^children 0 0 the same/ })).toBeVisible();
  await expectAccessible(page, 'what a restore would change');
  await expect(dialog.getByRole('button', { name: 'Restore this backup' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: /Why is it restored/ }).fill('Wrong list brought in');
  await dialog.getByRole('button', { name: 'Restore this backup' }).click();

  const confirm = page.getByRole('dialog', { name: 'Restore this backup' });
  const typed = confirm.getByRole('textbox', { name: /To confirm, type/ });
  const name = ((await confirm.getByText(/To confirm, type/).textContent()) ?? '').replace('To confirm, type: ', '');
  await expectAccessible(page, 'confirming a restore');
  await typed.fill(name);
  await page.keyboard.press('Enter');
  const done = page.getByRole('dialog', { name: 'The backup is restored' });
  await expect(done.getByText(/To undo this/)).toBeVisible();
  await done.getByRole('button', { name: 'Close' }).last().click();

  // What undoes it is there, kept; nobody was signed out.
  await expect(list(page).getByRole('row', { name: /Before a restore/ })).toContainText('for ever');
  await page.getByRole('tab', { name: 'Audit' }).click();
  await expect(page.getByRole('row', { name: /restore backup/ }).first()).toBeVisible();
});
