import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { UpdateAnswer } from '#contract/updates.ts';
import { expect, expectAccessible, goTo, test, useDark } from './support/fixtures.ts';

test.use({ store: 'made' });

/** Opens the settings' updates. */
async function openUpdates(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('tab', { name: 'Updates' }).click();
  await expect(page.getByRole('heading', { name: 'Updates', level: 2, exact: true })).toBeVisible();
}

/** Sets the folder in which updates are looked for. */
async function setFolder(page: Page, folder: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Folder or share' }).fill(folder);
  await page.getByRole('button', { name: 'Set this folder' }).click();
  await expect(page.getByText('The folder for updates is set.')).toBeVisible();
}

/**
 * Answers some calls in the service's place: no update can be accepted in a build without a pinned key, and what the
 * service accepts and refuses is tried in test/updates.
 */
async function answerCalls(page: Page, answers: Record<string, unknown>): Promise<string[]> {
  const made: string[] = [];
  await page.route('**/call', async (route) => {
    const { name, input } = route.request().postDataJSON() as { name: string; input: unknown };
    if (!(name in answers)) return route.continue();
    made.push(`${name} ${JSON.stringify(input)}`);
    const answer = answers[name];
    const value = typeof answer === 'function' ? (answer as (input: unknown) => unknown)(input) : answer;
    await route.fulfill({ json: { ok: true, value } });
  });
  return made;
}

const available: UpdateAnswer = {
  state: 'available',
  version: '9.1.0',
  notes: 'Lists open faster.\n\nReview packs of a whole federation.',
  date: '2026-11-25',
  bytes: 108_300_000,
  fileName: 'vsk-tracker-9.1.0-win-x64.exe',
};

const jobId = '01900000-0000-7000-8000-00000000beef';
const job = {
  id: jobId,
  title: 'Preparing version 9.1.0',
  state: 'running',
  done: 54,
  total: 217,
  unit: 'MB',
  message: 'Copying',
  cancellable: true,
  startedAt: '2026-11-25T10:00:00.000Z',
  finishedAt: null,
  error: null,
  result: null,
  changes: [],
};

test('a folder is set, and a build without a pinned key says that it accepts nothing', async ({ page, home }) => {
  await openUpdates(page);
  await expect(page.getByText(/never looks for an update by itself/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Look for an update' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Folder or share' }).fill('updates on the share');
  await page.getByRole('button', { name: 'Set this folder' }).click();
  await expect(page.getByText(/is not a whole path/)).toBeVisible();

  const share = join(home, 'share');
  mkdirSync(share);
  const bytes = Buffer.from('{}');
  writeFileSync(join(share, 'vsk-tracker-update.json'), bytes);
  const signature = sign(null, bytes, generateKeyPairSync('ed25519').privateKey).toString('base64');
  writeFileSync(join(share, 'vsk-tracker-update.json.sig'), signature);
  await setFolder(page, share);
  await page.getByRole('button', { name: 'Look for an update' }).click();
  const refused = page.getByRole('alert').filter({ hasText: /built without a key|not signed by a key/ });
  await expect(refused).toBeVisible();
  await expectAccessible(page, 'updates, refused');

  await page.reload();
  await openUpdates(page);
  await expect(page.getByRole('textbox', { name: 'Folder or share' })).toHaveValue(share);
});

test('what was found is shown before anything is done; prepared, it says where the installer is', async ({ page }) => {
  const made = await answerCalls(page, {
    'updates.settings': { version: '9.0.0', folder: '/srv/updates', trustedKeys: ['Kent 2026'] },
    'updates.check': available,
    'updates.prepare': { jobId },
    'jobs.get': () =>
      made.filter((each) => each.startsWith('jobs.get')).length < 3
        ? job
        : {
            ...job,
            state: 'done',
            done: 217,
            cancellable: false,
            result: { path: '/home/jo/vsk/updates/verified/vsk-tracker-9.1.0.AppImage', version: '9.1.0' },
          },
  });
  await openUpdates(page);
  await expect(page.getByText('signed by: Kent 2026')).toBeVisible();
  await page.getByRole('button', { name: 'Look for an update' }).click();
  const found = page.getByRole('region', { name: 'Version 9.1.0' });
  await expect(found).toContainText('25 November 2026 · 108.3 MB · vsk-tracker-9.1.0-win-x64.exe');
  await expect(found).toContainText('Review packs of a whole federation.');
  expect(made.some((each) => each.startsWith('updates.prepare'))).toBe(false);
  await expectAccessible(page, 'updates, found');

  await found.getByRole('button', { name: 'Back up and prepare version 9.1.0' }).click();
  await expect(page.getByText('54 of 217 MB · Copying')).toBeVisible();
  await expect(found.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expect(found.getByText(/backed up, and the installer is on this computer/)).toBeVisible();
  await expect(found.getByText('/home/jo/vsk/updates/verified/vsk-tracker-9.1.0.AppImage')).toBeVisible();
  expect(made).toContain('updates.prepare {"version":"9.1.0"}');
  await useDark(page);
  await expectAccessible(page, 'updates, prepared, dark');
});

test('a preparation that failed says why and can be tried again', async ({ page }) => {
  const message = 'The installer is not the one that was signed: its content differs. Nothing was installed.';
  await answerCalls(page, {
    'updates.settings': { version: '9.0.0', folder: '/srv/updates', trustedKeys: ['Kent 2026'] },
    'updates.check': available,
    'updates.prepare': { jobId },
    'jobs.get': { ...job, state: 'failed', cancellable: false, error: { code: 'updateRefused', message } },
  });
  await openUpdates(page);
  await page.getByRole('button', { name: 'Look for an update' }).click();
  await page.getByRole('button', { name: 'Back up and prepare version 9.1.0' }).click();
  await expect(page.getByRole('alert').filter({ hasText: message })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Back up and prepare version 9.1.0' })).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Look again' })).toBeEnabled();
});

test('the newest version is said to be the newest', async ({ page }) => {
  await answerCalls(page, {
    'updates.settings': { version: '9.1.0', folder: '/srv/updates', trustedKeys: ['Kent 2026'] },
    'updates.check': { state: 'upToDate', version: '9.1.0' },
  });
  await openUpdates(page);
  await page.getByRole('button', { name: 'Look for an update' }).click();
  await expect(page.getByText(/holds version 9\.1\.0, which is the one you have/)).toBeVisible();
});
