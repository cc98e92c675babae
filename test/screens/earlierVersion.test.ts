import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect, expectAccessible, goTo } from './support/fixtures.ts';
import { hostCalls } from './support/hostCalls.ts';
import { startPreviewHost } from './support/previewHost.ts';

const passphrase = 'golden record of 0.2';

/** A store of version 0.2, with what that version did to facts, brought up to date and open. */
const test = base.extend({
  host: async ({ home, today, context }, use) => {
    cpSync(join('test', 'golden', 'store'), join(home, 'store'), { recursive: true });
    const env = { ...process.env, VSK_CHEAP_STRETCH: 'yes' };
    execFileSync(process.execPath, ['test/make/plantOldChangesIn.ts', join(home, 'store'), passphrase], { env });
    const host = await startPreviewHost({ home, demo: false, today, env: { VSK_CHEAP_STRETCH: 'yes' } });
    const calls = hostCalls(host.url);
    const { jobId } = (await calls.call('store.upgrade', { by: 'passphrase', passphrase })) as { jobId: string };
    await expect
      .poll(async () => ((await calls.call('jobs.get', { jobId })) as { state: string }).state, { timeout: 60_000 })
      .toBe('done');
    await context.addCookies([{ ...calls.cookie(), httpOnly: true, sameSite: 'Strict' }]);
    await use(host);
    await host.stop();
  },
});
test.use({ store: 'none', today: '2025-03-31' });

test('what version 0.2 changed is put right or left, one or many, and undone under the imports', async ({ page }) => {
  await goTo(page, 'Data');
  const panel = page.getByRole('region', { name: 'What version 0.2 changed', exact: true });
  const rows = panel.getByRole('row').filter({ hasText: 'PLANTED, Ida' });
  await expect(rows).toHaveCount(8);
  await expect(rows.filter({ hasText: 'First day of an enrolment' })).toContainText('01/09/2022');
  await expectAccessible(page, 'what version 0.2 changed');
  // Whatever names the child is hidden with the names, what was found and how it is put right too.
  const naming = panel.locator('td').getByText(/\bPl[aå]nted\b/);
  expect(await naming.count()).toBeGreaterThanOrEqual(3);
  for (const each of await naming.all()) await expect(each).toHaveAttribute('data-name', '');
  await panel.scrollIntoViewIfNeeded();
  await page.screenshot({ path: test.info().outputPath('found.png'), fullPage: true });

  // Two records of one child are looked at before they are made one.
  await panel.getByRole('checkbox', { name: 'Choose all findings' }).check();
  await expect(panel.getByRole('button', { name: 'Put right' })).toBeDisabled();
  await rows.getByRole('button', { name: 'Make one…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Which record stays?')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('makeOne.png') });
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await panel.getByRole('checkbox', { name: /^Choose PLANTED, Ida: Two records/ }).uncheck();
  // A record that stayed closed is opened on its own page, by two people.
  await expect(panel.getByRole('button', { name: 'Put right' })).toBeDisabled();
  await panel.getByRole('checkbox', { name: /Record closed on adoption/ }).uncheck();
  await panel.getByRole('button', { name: 'Put right' }).click();
  await expect(rows).toHaveCount(1);
  await expect(panel.getByRole('row').filter({ hasText: 'Two people open it' })).toHaveCount(1);

  await panel.getByRole('checkbox', { name: 'Choose all findings' }).check();
  await panel.getByRole('button', { name: 'Leave as it is…' }).click();
  await dialog.getByLabel('Why is it right as it is?').fill('They are cousins of one name.');
  await expectAccessible(page, 'leaving a finding as it is');
  await page.screenshot({ path: test.info().outputPath('leave.png') });
  await dialog.getByRole('button', { name: 'Leave as it is' }).click();
  await expect(panel.getByText('Nothing is left to decide')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('none.png'), fullPage: true });
});
