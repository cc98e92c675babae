// The inputs that version 0.2 got wrong (test/cases), each through the window: what is asserted of calls and of the command line, and that
// the window shows what the preview answers.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ImportPreview } from '#contract/imports.ts';
import { addDays } from '#domain/calendar/plainDate.ts';
import { type CaseInHand, theCases } from '#test/cases/theCases.ts';
import { passphrase } from './support/createStore.ts';
import { expect, goTo, test } from './support/fixtures.ts';

test.use({ store: 'made', today: '2026-11-27' });

const inputs = join(import.meta.dirname, '../cases/inputs');
const ofKind: Readonly<Record<string, string>> = { csv: 'text/csv', xlsx: 'application/octet-stream' };
/** Names as the files of the case have them, without the day that the window is told by them. */
const DAY = / \d{4}-\d{2}-\d{2}(?=\.)/g;

/** Whatever a preview answers is to be read in the window. */
async function expectShown(page: Page, { files, questions, differences }: ImportPreview): Promise<void> {
  const region = page.getByRole('region', { name: 'What would change' });
  for (const { name, format, dataRows, added, changed, unchanged, refused, refusals, warnings } of files) {
    if (format === null) {
      await expect(region).toContainText(`left alone: ${name}`);
      continue;
    }
    const row = region.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
    const numbers = [dataRows, added, changed, unchanged, refused].map(String);
    await expect(row.getByRole('cell').locator('nth=1')).toHaveText(numbers[0] ?? '');
    await expect(row).toContainText(new RegExp(numbers.join('\\s*')));
    for (const { reason } of refusals) await expect(region).toContainText(reason);
    for (const warning of warnings) await expect(region).toContainText(warning);
  }
  for (const { words } of questions) await expect(region).toContainText(words);
  const told = region.getByRole('region', { name: 'Table of changes and corrections' });
  if (differences.length > 0) await expect(told.getByRole('row')).toHaveCount(differences.length + 1);
}

/** A case in a page: files are chosen, what would change is looked at, what is asked is confirmed, and it goes in. */
function inTheWindow(page: Page, { home, url }: { home: string; url: string }, name: string): CaseInHand {
  const named = new Map<string, string>();
  const names = readdirSync(join(inputs, name));
  let week = 0;
  let seen: ImportPreview | null = null;
  page.on('response', async (response) => {
    if (!response.url().endsWith('/call') || response.request().postDataJSON()?.name !== 'jobs.get') return;
    const reply = await response.json().catch(() => null);
    if (reply?.value?.result?.previewId) seen = reply.value.result as ImportPreview;
  });
  return {
    async bring(...numbers) {
      const asOf = addDays('2026-10-02', week * 7);
      week += 1;
      seen = null;
      const files = numbers.map((number) => {
        const file = names.find((each) => each.startsWith(`${number}-`)) ?? '';
        const [stem = '', ending = ''] = file.split(/\.(?=[^.]*$)/);
        const buffer = readFileSync(join(inputs, name, file));
        named.set(file, `${stem} ${asOf}.${ending}`);
        return { name: `${stem} ${asOf}.${ending}`, mimeType: ofKind[ending] ?? '', buffer };
      });
      await page.getByLabel('Files to import').setInputFiles(files);
      const region = page.getByRole('region', { name: 'What would change' });
      await expect(region).toBeVisible();
      await expect.poll(() => seen !== null).toBe(true);
      const preview = seen as unknown as ImportPreview;
      await expectShown(page, preview);
      for (const box of await region.getByRole('region', { name: 'Look at this first' }).getByRole('checkbox').all())
        await box.check();
      const goesIn = region.getByRole('button', { name: /^(Import|Note) / });
      if ((await goesIn.count()) > 0) {
        await goesIn.click();
        await expect(page.getByText(/^(Imported|Noted): /).first()).toBeVisible();
      } else await region.getByRole('button', { name: 'Close' }).click();
      await expect(region).toHaveCount(0);
      // Ends are said for a while: the next one is not to be taken for this.
      for (const notice of await page.getByRole('alert').getByRole('button').all()) await notice.click();
      await expect(page.getByText(/^(Imported|Noted): /)).toHaveCount(0);
      return JSON.parse(JSON.stringify(preview).replaceAll(DAY, '')) as ImportPreview;
    },
    select(sql) {
      const args = [join(import.meta.dirname, 'support/rowsOf.ts'), join(home, 'store'), passphrase, sql];
      return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as never[];
    },
    async call(call, input) {
      const { origin, hash } = new URL(url);
      const { fileName, ...rest } = input as { fileName?: string };
      const given = { ...rest, ...(fileName === undefined ? {} : { fileName: named.get(fileName) ?? fileName }) };
      const answer = await page.request.post(`${origin}/call`, {
        headers: { 'x-vsk-token': hash.replace('#token=', '') },
        data: { name: call, input: given },
      });
      return (await answer.json()).value;
    },
  };
}

for (const [name, run] of Object.entries(theCases(expect as never)))
  test(name, async ({ page, home, host }) => {
    await goTo(page, 'Data');
    await run(inTheWindow(page, { home, url: host.url }, name));
  });
