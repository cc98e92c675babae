import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { joinContainer } from '#service/packs/vskpack/container.ts';
import { sealPack } from '#service/packs/vskpack/sealPack.ts';
import { expect, expectAccessible, goTo, test, useDark } from './support/fixtures.ts';

test.beforeEach(async ({ page }) => {
  await goTo(page, 'Packs');
  await expect(page.getByText('Choose a school', { exact: true })).toBeVisible();
  await page.getByRole('grid', { name: 'Schools with pupils' }).locator('tr[data-index="0"]').click();
  await expect(page.getByText('Designated teacher', { exact: true })).toBeVisible();
});

test('a password must be long enough and given twice', async ({ page }) => {
  const begin = page.getByRole('button', { name: /^Export \d+ packs?$/ });
  await expect(begin).toBeDisabled();
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await expect(begin).toBeEnabled();
  await page.getByRole('checkbox', { name: 'Protect with a password' }).check();
  await expect(page.getByText('Use at least 12 characters.')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill('lantern copper');
  await page.getByLabel('Password again').fill('lantern coper');
  await expect(page.getByText('The two passwords differ.').first()).toBeVisible();
  await expect(begin).toBeDisabled();
  await page.getByLabel('Password again').fill('lantern copper');
  await expect(begin).toBeEnabled();
});

test('packs are written where the person said, listed, and kept in the history', async ({ page }) => {
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await page.getByRole('button', { name: /^Export \d+ packs?$/ }).click();
  const ended = page.getByRole('status').filter({ hasText: 'Exported' });
  await expect(ended).toBeVisible({ timeout: 30_000 });
  const words = (await ended.locator('p').first().textContent()) ?? '';
  const folder = / in (.+)$/.exec(words)?.[1] ?? '';
  const files = await ended.getByRole('listitem').allTextContents();
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const name = /^(.+?\.pdf)/.exec(file)?.[1] ?? '';
    expect(existsSync(join(folder, name)), `${name} in ${folder}`).toBe(true);
  }
  await expect(page.getByRole('region', { name: 'Packs exported before' }).getByRole('row')).toHaveCount(2);
});

const cloudFolder = (home: string): string => {
  const cloud = join(home, 'OneDrive - Council');
  mkdirSync(cloud);
  symlinkSync(cloud, join(home, 'VSK Tracker exports'));
  return cloud;
};

test('a pack as one file: warned of a cloud folder, encrypted with a password, listed with where it went', async ({
  page,
  home,
}) => {
  const cloud = cloudFolder(home);
  await page.getByRole('radio', { name: 'One file (.vskpack)' }).check();
  const begin = page.getByRole('button', { name: /^Export \d+ packs? as one file$/ });
  await expect(begin).toBeDisabled();
  await page.getByLabel('Password', { exact: true }).fill('lantern copper meadow');
  await expect(page.getByText('Good; another word makes it stronger')).toBeVisible();
  await page.getByLabel('Password again').fill('lantern copper meadow');
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await expect(page.getByText('This folder is copied to a cloud service')).toBeVisible();
  await expect(page.getByText('Read the warning about the folder')).toBeVisible();
  await expect(begin).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Choose another folder' })).toBeVisible();
  await expectAccessible(page, 'packs as one file, with a warning');
  await page.getByRole('checkbox', { name: 'I have read this, and use this folder all the same' }).check();
  await begin.click();
  const ended = page.getByRole('status').filter({ hasText: 'Exported' });
  await expect(ended).toBeVisible({ timeout: 60_000 });
  const [fileName = ''] = readdirSync(cloud);
  expect(fileName).toMatch(/^pack-.+\.vskpack$/);
  await expect(ended).toContainText(fileName);
  expect(readFileSync(join(cloud, fileName)).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  const history = page.getByRole('region', { name: 'Packs exported before' }).getByRole('row').nth(1);
  await expect(history).toContainText('One file');
  await expect(history).toContainText('cloud folder');
});

test('a .vskpack is opened with its password only, and its documents are saved', async ({ page, home }) => {
  const cloud = cloudFolder(home);
  const password = 'lantern copper meadow';
  const about = { school: { urn: '900444', name: 'A School' }, asAt: '2025-03-31', madeAt: '2025-04-01T09:30:00.000Z' };
  const documents = ['00-cover', '01-K1'].map((name) => ({
    name: `pack-900444-${name}.pdf`,
    bytes: new Uint8Array(Buffer.from(`%PDF-1.7 ${name}`)),
  }));
  // Less work than a real pack: what is tried here is the screen.
  const sealed = await sealPack({ container: joinContainer(about, documents), password, work: 10 });
  const chooser = page.getByLabel('Review pack to open');
  const file = (name: string, bytes: Uint8Array) =>
    chooser.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });

  await file('pack.vskpack', sealed);
  const dialog = page.getByRole('dialog', { name: 'Open pack.vskpack' });
  const typed = dialog.getByRole('textbox', { name: 'Password of the file' });
  await typed.fill(`${password}s`);
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog.getByText('That password does not open this file.')).toBeVisible();
  await expectAccessible(page, 'a wrong password of a pack');
  await typed.fill(password);
  await dialog.getByRole('button', { name: 'Open' }).click();
  const opened = page.getByRole('dialog', { name: 'pack.vskpack', exact: true });
  await expect(opened.getByRole('list', { name: 'Documents' }).getByRole('listitem')).toHaveCount(2);
  const save = opened.getByRole('button', { name: 'Save the 2 documents' });
  await expect(save).toBeDisabled();
  await opened.getByRole('button', { name: 'Choose folder' }).click();
  await expect(opened.getByText('Read the warning about the folder')).toBeVisible();
  await opened.getByRole('checkbox', { name: 'I have read this, and use this folder all the same' }).check();
  await save.click();
  await expect(opened.getByRole('status').filter({ hasText: 'Saved' })).toContainText('2 PDFs in');
  const saved = join(cloud, 'pack-900444-2025-03-31');
  expect(readdirSync(saved).sort()).toEqual(documents.map(({ name }) => name).sort());
  for (const { name, bytes } of documents) expect(readFileSync(join(saved, name)).equals(bytes)).toBe(true);
  await opened.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await useDark(page);
  await file('letter.vskpack', Buffer.from('Dear colleague'));
  const other = page.getByRole('dialog', { name: 'Open letter.vskpack' });
  await other.getByRole('textbox', { name: 'Password of the file' }).fill(password);
  await other.getByRole('button', { name: 'Open' }).click();
  await expect(other.getByRole('alert')).toContainText('This is no review pack');
  await expectAccessible(page, 'a file that is no pack, dark');
  await other.getByRole('button', { name: 'Close' }).last().click();
  await file('empty.vskpack', new Uint8Array());
  await expect(page.getByText('empty.vskpack is empty.')).toBeVisible();
});

test('schools are searched by name or URN, and nothing found says what to do', async ({ page }) => {
  await page.getByRole('textbox', { name: 'Search schools by name or URN' }).fill('zzzzzz');
  await expect(page.getByText('No school with pupils matches')).toBeVisible();
});

test('the screen has no serious accessibility fault in either theme', async ({ page }) => {
  await page.getByRole('checkbox', { name: 'Protect with a password' }).check();
  await expectAccessible(page, 'packs');
  await useDark(page);
  await expectAccessible(page, 'packs, dark');
});
