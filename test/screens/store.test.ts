import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeFiles } from '#service/context/storeFiles.ts';
import { createStore, makeRecoveryKey, passphrase, unlock } from './support/createStore.ts';
import { expect, expectAccessible, test } from './support/fixtures.ts';
import { startPreviewHost } from './support/previewHost.ts';

test.use({ store: 'none' });

test('a first store is made, locked and unlocked, and a wrong passphrase is told apart', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Create a store' })).toBeFocused();
  await expectAccessible(page, 'create a store');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Create the store' }).click();
  await expect(page.getByText('Enter your name')).toBeVisible();
  await expectAccessible(page, 'name and passphrase');

  await page.getByRole('textbox', { name: 'Your name' }).fill('Alex Sample');
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('lantern');
  await expect(page.getByText('5 more characters needed')).toBeVisible();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
  await expect(page.getByText('Strong')).toBeVisible();
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill('lantern copper meadow ferries');
  await expect(page.getByText('The two are not the same')).toBeVisible();
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill(passphrase);
  await page.getByRole('button', { name: 'Create the store' }).click();
  await makeRecoveryKey(page);
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page.getByText('Alex Sample')).toBeVisible();

  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
  await expect(page.getByText(/^Locked on /)).toBeVisible();
  await expectAccessible(page, 'unlock');
  const field = page.getByRole('textbox', { name: 'Passphrase' });
  await expect(field).toBeFocused();
  await field.fill('lantern copper meadow');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(field).toHaveAccessibleDescription(/passphrase/i);
  await expect(field).toHaveValue('');
  await unlock(page);
});

test('the recovery key must be typed back before the pages open; what is mistyped is refused', async ({ page }) => {
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('textbox', { name: 'Your name' }).fill('Alex Sample');
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Make the recovery key' })).toBeFocused();
  await expectAccessible(page, 'before the recovery key');

  // Left now, it waits at the next unlock.
  await page.getByRole('button', { name: 'Lock and do this later' }).click();
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Make the recovery key' }).click();
  const shown = page.locator('[data-recovery-key]');
  await expect(shown).toHaveText(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
  await expectAccessible(page, 'the recovery key');
  const recoveryKey = (await shown.textContent()) ?? '';

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as text' }).click();
  const file = await (await saved).createReadStream();
  let text = '';
  for await (const chunk of file) text += chunk;
  expect(text).toContain(recoveryKey);
  expect(text).toContain('never with the laptop');

  // On paper there is the sheet alone.
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.vsk-sheet')).toBeVisible();
  await expect(page.locator('.vsk-sheet')).toContainText('Kent: recovery key');
  await expect(page.locator('.vsk-sheet-key')).toHaveText(recoveryKey.replaceAll('-', ''));
  await expect(page.getByRole('heading', { name: 'Make the recovery key' })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await expect(page.locator('.vsk-sheet')).toBeHidden();

  await page.getByRole('button', { name: 'I have it: type it back' }).click();
  const field = page.getByRole('textbox', { name: /^Recovery key, from/ });
  await expect(field).toBeFocused();
  await expect(shown).toHaveCount(0);
  const wrong = `${recoveryKey.slice(0, -1)}${recoveryKey.endsWith('0') ? '1' : '0'}`;
  await field.fill(wrong);
  await page.keyboard.press('Enter');
  await expect(field).toHaveAccessibleDescription(/not the new recovery key/);
  await expect(page.getByRole('navigation', { name: 'Pages' })).toHaveCount(0);
  await field.fill(recoveryKey.toLowerCase().replaceAll('-', ' '));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
});

test('a forgotten passphrase: the recovery key opens the store once, with a new passphrase', async ({ page }) => {
  const { recoveryKey } = await createStore(page);
  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('button', { name: 'Use the recovery key' }).click();
  await expect(page.getByRole('textbox', { name: 'Recovery key' })).toBeFocused();
  await expectAccessible(page, 'use the recovery key');
  await page.getByRole('textbox', { name: 'Recovery key' }).fill('ABCD');
  await page.getByRole('textbox', { name: 'New passphrase', exact: true }).fill('harbour velvet candle moss');
  await page.getByRole('textbox', { name: 'New passphrase again' }).fill('harbour velvet candle moss');
  await page.getByRole('button', { name: 'Open with the recovery key' }).click();
  await expect(page.getByRole('textbox', { name: 'Recovery key' })).toHaveAccessibleDescription(/eight groups/);
  await page.getByRole('textbox', { name: 'Recovery key' }).fill(recoveryKey.toLowerCase());
  await page.getByRole('button', { name: 'Open with the recovery key' }).click();

  // It is used up: the next one is made before anything else.
  const next = await makeRecoveryKey(page);
  expect(next).not.toBe(recoveryKey);
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await page.getByRole('button', { name: 'Lock' }).click();
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('textbox', { name: 'Passphrase' })).toHaveAccessibleDescription(/not the passphrase/);
  await unlock(page, 'harbour velvet candle moss');
});

test('after several wrong passphrases the button waits, says how long, and lets in again', async ({ page, home }) => {
  await createStore(page);
  await page.getByRole('button', { name: 'Lock' }).click();
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
  // Four wrong ones a minute ago: the next is the fifth, after which nothing is tried for 30 seconds.
  const attempts = { failures: 4, lastAt: Date.now() - 60_000 };
  writeFileSync(storeFiles(join(home, 'store')).attempts, JSON.stringify(attempts));
  const field = page.getByRole('textbox', { name: 'Passphrase' });
  await field.fill('wrong passphrase');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Try again in \d+ seconds?\./)).toBeVisible();
  await expect(page.getByText(/^Too many wrong passphrases\. Wait \d+ seconds\.$/)).toBeAttached();
  await field.fill(passphrase);
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toHaveCount(0);
  await expectAccessible(page, 'waiting');
  // A reload does not shorten it.
  await page.reload();
  await expect(page.getByText(/Try again in \d+ seconds?\./)).toBeVisible();
  await expect(page.getByText('You can try again now.')).toBeAttached({ timeout: 40_000 });
  await unlock(page);
});

test('Caps Lock is said, because what is typed cannot be seen', async ({ page }) => {
  await page.getByRole('button', { name: 'Continue' }).click();
  const field = page.getByRole('textbox', { name: 'Passphrase', exact: true });
  const press = (on: boolean) =>
    field.evaluate((input, modifierCapsLock) => {
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true, modifierCapsLock }));
    }, on);
  await press(true);
  await expect(page.getByText('Caps Lock is on.')).toBeVisible();
  await press(false);
  await expect(page.getByText('Caps Lock is on.')).toHaveCount(0);
});

test('a folder that is synchronised needs a tick; one that cannot be written to is refused; a store elsewhere is opened', async ({
  page,
  home,
}) => {
  const field = page.getByRole('textbox', { name: 'Folder for the store' });
  const cloud = join(home, 'OneDrive', 'store');
  await field.fill(cloud);
  await expect(page.getByText(/copied to a cloud service/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled();
  await expectAccessible(page, 'a synchronised folder');
  await page.getByRole('checkbox', { name: /I have read this/ }).check();
  await expect(page.getByRole('button', { name: 'Continue' })).toBeEnabled();

  // A file stands where the folder should be: nobody, root neither, can write there.
  writeFileSync(join(home, 'file'), 'no folder');
  await field.fill(join(home, 'file', 'store'));
  await expect(field).toHaveAccessibleDescription(/./);
  await expect(page.getByRole('button', { name: 'Continue' })).toBeDisabled();

  const elsewhere = join(home, 'another place');
  mkdirSync(elsewhere);
  await field.fill(elsewhere);
  await createStore(page);
  await page.getByRole('button', { name: 'Lock' }).click();
  await expect(page.getByText(`Encrypted store in ${elsewhere}`)).toBeVisible();

  // An empty folder: a store can be made there, and the other one opened from there again.
  await page.getByRole('button', { name: 'Choose another folder' }).click();
  await page.getByRole('textbox', { name: 'Folder of the store' }).fill(join(home, 'empty'));
  await expect(page.getByText('There is no store in this folder. You can make one there')).toBeVisible();
  await expectAccessible(page, 'choose another folder');
  await page.getByRole('button', { name: 'Use this folder' }).click();
  await page.getByRole('radio', { name: 'Open a store in another folder' }).check();
  await expect(page.getByRole('button', { name: 'Open this folder' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Folder of the store' }).fill(elsewhere);
  await page.getByRole('button', { name: 'Open this folder' }).click();
  await unlock(page);
});

test('a store that is gone is told apart, and the way to a backup is offered', async ({ page, home }) => {
  await createStore(page);
  await page.getByRole('button', { name: 'Lock' }).click();
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
  for (const ending of ['', '-wal', '-shm']) rmSync(join(home, 'store', `children.vsk${ending}`), { force: true });
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('alert')).toContainText('The store is not there');
  await expect(page.getByRole('textbox', { name: 'Passphrase' })).toHaveValue(passphrase);
  await expectAccessible(page, 'a missing store');
  await expect(page.getByRole('button', { name: 'Find out and put right' })).toBeVisible();
});

test('a store that is open elsewhere, or of a newer version, is told apart; nothing is lost by trying again', async ({
  page,
  home,
  today,
  browser,
}) => {
  await createStore(page);
  const second = await startPreviewHost({ home, demo: false, today });
  const other = await (await browser.newContext()).newPage();
  await other.goto(second.url);
  await other.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await other.getByRole('button', { name: 'Unlock' }).click();
  await expect(other.getByRole('alert')).toContainText('The store is open elsewhere');
  await expectAccessible(other, 'open elsewhere');
  await page.getByRole('button', { name: 'Lock' }).click();
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
  await other.getByRole('button', { name: 'Try again' }).click();
  await expect(other.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await other.context().close();
  await second.stop();

  const keyFile = join(home, 'store', 'children.vskkey');
  const { version, ...rest } = JSON.parse(readFileSync(keyFile, 'utf8')) as { version: number };
  writeFileSync(keyFile, JSON.stringify({ version: version + 1, ...rest }));
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('alert')).toContainText('A newer version made this store');
  await expect(page.getByRole('alert')).toContainText('Nothing was changed');
  writeFileSync(keyFile, JSON.stringify({ version, ...rest }));
  await unlock(page);
});

// What a machine's disk refuses is made to happen for real in test/survival; here, that the screen tells it apart.
for (const [code, title] of [
  ['diskFull', 'The disk is full'],
  ['readOnly', 'The folder is read-only'],
  ['cannotWrite', 'The folder cannot be written to'],
] as const)
  test(`unlocking that fails with ${code} says so and can be tried again`, async ({ page }) => {
    await createStore(page);
    await page.getByRole('button', { name: 'Lock' }).click();
    await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
    let refusals = 0;
    await page.route('**/call', async (route) => {
      if (!route.request().postData()?.includes('"store.unlock"') || refusals > 0) return route.continue();
      refusals += 1;
      const error = { code, detail: { message: 'As the service says it.' } };
      return route.fulfill({ json: { ok: false, error } });
    });
    await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('alert')).toContainText(title);
    await expectAccessible(page, code);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  });

test('the token leaves the address bar, and the page still works after a reload', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Create a store' })).toBeVisible();
  expect(page.url()).not.toContain('token');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Create a store' })).toBeVisible();
});
