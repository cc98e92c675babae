import { closeSync, cpSync, mkdirSync, openSync, readdirSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { addPerson, theirPassphrase } from './support/addPerson.ts';
import { passphrase, unlock } from './support/createStore.ts';
import { expect, expectAccessible, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made' });

/** A store with one backup, locked. */
async function lockedStoreWithBackup(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('tab', { name: 'Backups' }).click();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByRole('row', { name: /Asked for/ })).toBeVisible();
  await page.getByRole('button', { name: 'Lock' }).click();
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
}

/** Writes rubbish over a part of each page between two fractions of a file. */
function damage(file: string, from: number, to: number): void {
  const { size } = statSync(file);
  const handle = openSync(file, 'r+');
  for (let at = Math.floor((size * from) / 4096) * 4096; at < size * to; at += 4096)
    writeSync(handle, Buffer.alloc(200, 7), 0, 200, at + 500);
  closeSync(handle);
}

test('a store whose beginning is damaged is told apart, and restored from its backup', async ({ page, home }) => {
  await lockedStoreWithBackup(page);
  const folder = join(home, 'store');
  damage(join(folder, 'children.vsk'), 0, 0.2);
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('alert')).toContainText('The store is damaged');
  await expectAccessible(page, 'a damaged store');
  // The passphrase goes along; it is not asked again.
  await page.getByRole('button', { name: 'Find out and put right' }).click();
  await expect(page.getByRole('heading', { name: 'Find out and put right' })).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText(/cannot be opened/);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['1. What was found', '2. Restore a backup']);
  await expect(page.getByRole('row')).toHaveText([/Made/, /Asked for/]);
  await expectAccessible(page, 'what was found');
  await page.getByRole('button', { name: /^Restore the backup of/ }).click();
  await expect(page.getByText(/moved aside, not deleted/)).toBeVisible();
  await expectAccessible(page, 'before a backup is restored');
  await page.getByRole('button', { name: 'Restore it now' }).click();
  await expect(page.getByRole('heading', { name: 'The backup is restored' })).toBeFocused();
  await expectAccessible(page, 'the backup is restored');
  expect(readdirSync(folder).some((name) => name.startsWith('children.vsk.damaged'))).toBe(true);
  await page.getByRole('button', { name: 'Open the pages' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
});

test('a store damaged inside is rescued, and the report of it stays until it was read', async ({ page, home }) => {
  await lockedStoreWithBackup(page);
  const folder = join(home, 'store');
  damage(join(folder, 'children.vsk'), 0.5, 0.55);
  await page.getByRole('button', { name: 'Put a damaged store right' }).click();
  await expectAccessible(page, 'before finding out');
  await page.getByRole('textbox', { name: 'Passphrase of the store' }).fill('lantern copper meadow');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Passphrase of the store' })).toHaveAccessibleDescription(
    /passphrase/,
  );
  await page.getByRole('textbox', { name: 'Passphrase of the store' }).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The store is damaged: it can be opened, but not all of it can be read.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    '1. What was found',
    '2. Restore a backup',
    '3. Rescue what can still be read',
  ]);
  await expect(page.getByRole('button', { name: /delete/i })).toHaveCount(0);
  await page.getByRole('button', { name: 'Rescue what can be read' }).click();
  await expect(page.getByRole('heading', { name: 'What was rescued' })).toBeVisible();
  await expect(page.getByText(/places? could not be read/)).toBeVisible();
  await expect(page.getByRole('row', { name: /^users 1 0 0$/ })).toBeVisible();
  await expectAccessible(page, 'the report of a rescue');

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the report' }).click();
  let text = '';
  for await (const chunk of await (await saved).createReadStream()) text += chunk;
  expect(text).toContain('VSK Tracker: what a salvage saved');
  expect(text).toMatch(/users +1 +0 +0/);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('row', { name: /^users 1 0 0$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open the pages' })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });

  await page.getByRole('button', { name: 'Open the pages' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await page.getByRole('button', { name: 'Lock' }).click();
  await unlock(page);
});

test('a reader needs an administrator beside them, and is told so where it is asked for', async ({ page, home }) => {
  await goTo(page, 'Settings');
  await page.getByRole('tab', { name: 'Users' }).click();
  await addPerson(page, { name: 'Rae Reader', role: 'reader' });
  await page.getByRole('tab', { name: 'Backups' }).click();
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByRole('row', { name: /Asked for/ })).toBeVisible();
  await page.getByRole('button', { name: 'Lock' }).click();
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
  damage(join(home, 'store', 'children.vsk'), 0, 0.2);
  await page.getByRole('button', { name: 'Put a damaged store right' }).click();
  await page.getByRole('textbox', { name: 'Passphrase of the store' }).fill(theirPassphrase);
  await page.keyboard.press('Enter');
  const another = page.getByRole('textbox', { name: 'An administrator’s passphrase, or the recovery key' });
  await expect(another).toBeVisible();
  await expectAccessible(page, 'who may put it right');
  const restore = async () => {
    await page.getByRole('button', { name: /^Restore the backup of/ }).click();
    await page.getByRole('button', { name: 'Restore it now' }).click();
  };
  await restore();
  await expect(another).toHaveAccessibleDescription(/Only an administrator may restore a backup/);
  await page.screenshot({ path: test.info().outputPath('who-may.png'), fullPage: true });
  await another.fill('lantern copper meadow');
  await restore();
  await expect(another).toHaveAccessibleDescription(/does not open this store/);
  await another.fill(passphrase);
  await restore();
  await expect(page.getByRole('heading', { name: 'The backup is restored' })).toBeFocused();
});

test('a sound store is left alone', async ({ page }) => {
  await lockedStoreWithBackup(page);
  await page.getByRole('button', { name: 'Put a damaged store right' }).click();
  await page.getByRole('textbox', { name: 'Passphrase of the store' }).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The store is sound: all of it can be read. Go back and unlock it.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Restore|^Rescue/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Back' }).click();
  await unlock(page);
});

test('on a new computer the store comes back from a backup disk', async ({ page, home }) => {
  await lockedStoreWithBackup(page);
  const disk = join(home, 'backup disk');
  mkdirSync(disk);
  cpSync(join(home, 'store', 'backups'), disk, { recursive: true });
  renameSync(join(home, 'store'), join(home, 'gone with the old computer'));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Create a store' })).toBeVisible();
  await page.getByRole('radio', { name: 'Bring a store back from a backup' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Bring a store back' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Passphrase of the store' }).fill(passphrase);
  await page.getByRole('textbox', { name: 'Folder of the backups' }).fill(disk);
  await page.getByRole('button', { name: 'Find out' }).click();
  await expect(page.getByRole('row')).toHaveText([/Made/, /Asked for/]);
  await page.getByRole('button', { name: /^Restore the backup of/ }).click();
  await page.getByRole('button', { name: 'Restore it now' }).click();
  await page.getByRole('button', { name: 'Open the pages' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Alex Sample/ })).toBeVisible();
});
