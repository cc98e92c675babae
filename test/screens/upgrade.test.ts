import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { passphrase as another } from './support/createStore.ts';
import { test as base, expect, expectAccessible } from './support/fixtures.ts';
import { holdJobs } from './support/holdJobs.ts';
import { startPreviewHost } from './support/previewHost.ts';

/** A copy of the store that version 0.2 wrote, whose ways in are cheap to try. */
const test = base.extend({
  host: async ({ home, today }, use) => {
    cpSync(join('test', 'golden', 'store'), join(home, 'store'), { recursive: true });
    const host = await startPreviewHost({ home, demo: false, today, env: { VSK_CHEAP_STRETCH: 'yes' } });
    await use(host);
    await host.stop();
  },
});
test.use({ store: 'none' });

const passphrase = 'golden record of 0.2';

test('a store of an earlier version is brought up to date only when the person says so', async ({ page }) => {
  const field = page.getByRole('textbox', { name: 'Passphrase' });
  const open = async (typed: string) => {
    await field.fill(typed);
    await page.getByRole('button', { name: 'Unlock' }).click();
  };
  await open(another);
  await expect(field).toHaveAccessibleDescription(/passphrase/i);
  await open(passphrase);
  await expect(page.getByRole('heading', { name: 'Bring the store up to date?' })).toBeFocused();
  await expect(page.getByRole('main')).toContainText('This store was last opened by an earlier version');
  await expect(page.getByRole('main')).toContainText('A backup is made first');
  await expect(page.getByRole('main')).toContainText(/It needs 38\.4 MB on the disk; [\d.,]+ [GM]B are free\./);
  await expect(page.getByRole('main')).toContainText('It takes about 5 seconds');
  await expectAccessible(page, 'before it is brought up to date');
  await page.screenshot({ path: test.info().outputPath('asked.png') });

  await page.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
  await open(passphrase);
  const release = await holdJobs(page);
  await page.getByRole('button', { name: 'Bring it up to date' }).click();
  await expect(page.getByRole('heading', { name: 'Bringing the store up to date', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expectAccessible(page, 'while it is brought up to date');
  await page.screenshot({ path: test.info().outputPath('working.png') });
  release();
  // A store of 0.2 may have no recovery key yet: then making one is the next step.
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await expect(pages.or(page.getByRole('heading', { name: 'Make the recovery key' }))).toBeVisible();
});

test('without the space for it, it is not offered', async ({ page }) => {
  await page.route('**/call', async (route) => {
    if ((route.request().postDataJSON() as { name?: string } | null)?.name !== 'store.unlock') return route.continue();
    const response = await route.fetch();
    const reply = (await response.json()) as { error: { detail: { upgrade: { bytesFree: number } } } };
    reply.error.detail.upgrade.bytesFree = 20_000_000;
    return route.fulfill({ response, json: reply });
  });
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('Not enough space: free some first')).toBeVisible();
  await expect(page.getByText('20 MB are free')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Bring it up to date' })).toBeDisabled();
  await expectAccessible(page, 'without space');
  await page.screenshot({ path: test.info().outputPath('tooLittle.png') });
});

test('cancelled, it says that the store is as it was, and can be begun again', async ({ page }) => {
  let cancelled = false;
  await page.route('**/call', async (route) => {
    if ((route.request().postDataJSON() as { name?: string } | null)?.name !== 'jobs.get') return route.continue();
    const response = await route.fetch();
    const reply = (await response.json()) as { value: object };
    const value = cancelled
      ? { state: 'cancelled', error: { code: 'cancelled', message: 'Cancelled. Nothing was changed.' }, result: null }
      : { state: 'running', done: 0, total: null, message: 'Backing up', cancellable: true, result: null, error: null };
    return route.fulfill({ response, json: { ...reply, value: { ...reply.value, ...value } } });
  });
  // The window is shown a job that was cancelled; that nothing is changed then is test/upgrade's to show.
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  const question = page.getByRole('heading', { name: 'Bring the store up to date?' });
  await expect(question).toBeVisible();
  await page.route('**/call', async (route) => {
    const asked = route.request().postDataJSON() as { id?: unknown; name?: string } | null;
    if (asked?.name !== 'store.status') return route.fallback();
    const response = await route.fetch();
    const reply = (await response.json()) as { value: object };
    return route.fulfill({ response, json: { ...reply, value: { ...reply.value, state: 'locked' } } });
  });
  await page.getByRole('button', { name: 'Bring it up to date' }).click();
  await expect(page.getByText(/^Backing up/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('backingUp.png') });
  await page.getByRole('button', { name: 'Cancel' }).click();
  cancelled = true;
  await expect(question).toBeVisible();
  await expect(page.getByText('Cancelled. The store is as it was. A backup that was finished stays.')).toBeVisible();
  await expectAccessible(page, 'after a cancel');
  await page.screenshot({ path: test.info().outputPath('cancelled.png') });
});
