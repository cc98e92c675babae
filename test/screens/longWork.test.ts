// What must outlive a screen: long work, what was typed, hidden names; and what must not: names on a window that locks.
import { expect, expectAccessible, goTo, test, useDark } from './support/fixtures.ts';
import { holdJobs } from './support/holdJobs.ts';
import { openWithKeychain } from './support/withKeychain.ts';

test.use({ store: 'made' });

const header = 'measure,geography,cohort,academic_year,value,unit,definition,source,url,confidence';
const rows = `${header}\r\nKS2 expected standard reading,England,LAC12,2030/31,61,%,for this test,Test release,,high\r\n`;
const file = { name: 'figures.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) };

test('an import whose screen was left goes on, is said on every page, takes no dropped file, and nothing on screen stays old', async ({
  page,
}) => {
  await goTo(page, 'Data');
  await page.getByLabel('Files to import').setInputFiles([file]);
  await page.getByRole('button', { name: 'Import 1 row' }).waitFor();
  const letGo = await holdJobs(page);
  await page.getByRole('button', { name: 'Import 1 row' }).click();
  await expect(page.getByText('12,000 of 30,000 rows')).toBeVisible();

  // A file that is dropped meanwhile is refused in words.
  await page.locator('.vsk-drop').evaluate((zone) => {
    const carried = new DataTransfer();
    carried.items.add(new File(['a,b'], 'other.csv', { type: 'text/csv' }));
    zone.dispatchEvent(new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText(/An import is under way and goes on/)).toBeVisible();
  await expect(page.getByText('12,000 of 30,000 rows')).toBeVisible();

  await goTo(page, 'Overview');
  const tray = page.getByRole('region', { name: 'Work under way' });
  await expect(tray).toContainText('Importing figures.csv');
  await expect(tray.getByRole('button', { name: /^Cancel/ })).toBeVisible();
  await expectAccessible(page, 'work under way');
  await useDark(page);
  await expectAccessible(page, 'work under way, in the dark');
  letGo();
  await expect(page.getByText('Imported: 1 row added or changed. It can be undone under Data.')).toBeVisible();
  await expect(tray).toBeHidden();
  await goTo(page, 'Data');
  await expect(page.getByRole('row', { name: /In the store/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What would change' })).toBeHidden();
});

test('a page loaded anew finds the work that is under way', async ({ page }) => {
  // Not on the page of the backups, which shows such work itself.
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  // The service goes on with it while the page is away; what the page asks for first is answered with it.
  await page.route('**/call', async (route) => {
    const asked = route.request().postDataJSON() as { name: string };
    if (asked.name === 'jobs.running') {
      const job = {
        call: 'backups.make',
        of: null,
        title: 'Backing up',
        state: 'running',
        done: 1,
        total: 4,
        unit: 'steps',
      };
      const rest = { message: '', cancellable: true, startedAt: '2025-10-31T09:00:00Z', finishedAt: null, error: null };
      const row = { id: '0198b1c0-0000-7000-8000-000000000001', ...job, ...rest, result: null };
      return route.fulfill({ json: { ok: true, value: { rows: [row] } } });
    }
    return route.continue();
  });
  await page.reload();
  // Unknown to the service, it has ended in a way that nobody saw: that is said too.
  await expect(page.getByText(/Backing up: This work is no longer known/)).toBeVisible();
});

test('a file that cannot be written says so until it is read', async ({ page, host }) => {
  await openWithKeychain(page, host.url);
  await page.evaluate(() => {
    const message = 'The file could not be written (EBUSY). It may be open in another program, such as Excel.';
    if (window.vsk)
      window.vsk.saveFile = async () => ({ ok: false, error: { code: 'cannotWrite', detail: { message } } });
  });
  await goTo(page, 'Data');
  await page
    .getByRole('button', { name: /^Download the template/ })
    .first()
    .click();
  const notice = page.getByRole('alert').filter({ hasText: 'Not saved' });
  await expect(notice).toContainText('such as Excel');
});

test('Esc in a dialog with typed text asks; Esc twice hides names and costs no form; names stay hidden through a reload and a lock', async ({
  page,
}) => {
  await goTo(page, 'Settings');
  await page.getByRole('tab', { name: 'Users' }).click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  const asks = page.getByRole('dialog', { name: 'Throw away what you typed?' });
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'Add a person' }).click();
  await name.fill('Chris Example');
  await page.waitForTimeout(700);
  await page.keyboard.press('Escape');
  await expect(asks).toBeVisible();
  await expect(asks.getByRole('button', { name: 'Keep typing' })).toBeFocused();
  await expectAccessible(page, 'asked before throwing away');
  await page.keyboard.press('Escape');
  await expect(asks).toBeHidden();
  await expect(name).toHaveValue('Chris Example');
  await expect(name).toBeFocused();

  await page.waitForTimeout(700);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.locator('html')).toHaveAttribute('data-names', 'hidden');
  await expect(asks).toBeHidden();
  await expect(name).toHaveValue('Chris Example');

  await page.mouse.click(5, 300);
  await expect(asks).toBeVisible();
  await asks.getByRole('button', { name: 'Throw it away' }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-names', 'hidden');
  await page.getByRole('button', { name: 'Add a person' }).click();
  await expect(name).toHaveValue('');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Lock' }).click();
  await expect(page.getByRole('textbox', { name: 'Passphrase' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-names', 'hidden');
});

test('a change of role that was given up does not come back', async ({ page }) => {
  await goTo(page, 'Settings');
  await page.getByRole('tab', { name: 'Users' }).click();
  await page.getByRole('button', { name: 'Actions for Alex Sample' }).click();
  await page.getByRole('menuitem', { name: /^Change name/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Change Alex Sample' });
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption({ label: 'Reader' });
  // Long enough for a draft to be kept, if there were one.
  await page.waitForTimeout(700);
  await page.keyboard.press('Escape');
  await page
    .getByRole('dialog', { name: 'Throw away what you typed?' })
    .getByRole('button', { name: 'Throw it away' })
    .click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await page.getByRole('button', { name: 'Actions for Alex Sample' }).click();
  await page.getByRole('menuitem', { name: /^Change name/ }).click();
  await expect(dialog.getByRole('combobox', { name: 'Role' })).toHaveValue('administrator');
});

test('a window that locks is blank at once, though the store does not answer; a lock that fails says so', async ({
  page,
}) => {
  await goTo(page, 'Settings');
  await expect(page.getByText('Alex Sample').first()).toBeVisible();
  let answer: 'never' | 'refused' | 'locked' = 'never';
  await page.route('**/call', async (route) => {
    if ((route.request().postDataJSON() as { name: string }).name !== 'store.lock' || answer === 'locked')
      return route.continue();
    if (answer === 'never') await new Promise((resolve) => setTimeout(resolve, 1_500));
    const detail = { message: 'The store did not let go.' };
    return route.fulfill({ json: { ok: false, error: { code: 'failed', detail } } });
  });
  await page.keyboard.press('Control+l');
  await expect(page.getByText('Alex Sample')).toHaveCount(0, { timeout: 500 });
  await expect(page.getByRole('status').filter({ hasText: 'Locking' })).toBeVisible();
  await expectAccessible(page, 'locking');
  await expect(page.getByRole('heading', { name: 'The store is not locked' })).toBeVisible();
  await expect(page.getByText('The store did not let go.')).toBeVisible();
  await expectAccessible(page, 'not locked');
  await expect(page.getByText('Alex Sample')).toHaveCount(0);
  answer = 'locked';
  await page.getByRole('button', { name: 'Lock now' }).click();
  await expect(page.getByRole('textbox', { name: 'Passphrase' })).toBeVisible();
});
