import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { TEMPLATE_IDS, templateCsv } from '#service/imports/formats/templates.ts';
import { createStore, unlock } from './createStore.ts';
import { dataProcessId } from './dataProcessId.ts';
import { expect, test } from './fixtures.ts';

// A surname that no program and no dictionary holds: wherever it is found, the child's record has leaked.
const surname = 'Quillfeathery';

/** The expected standard in reading, writing and maths, in the summer when the child of the templates was in Year 6. */
const results = [
  'local_id,kind,academic_year,key_stage,subject,component,value,status,date_received',
  'K100234,result,2023/24,KS2,reading,scaledScore,105,final,10/09/2024',
  'K100234,result,2023/24,KS2,writing,teacherAssessment,EXS,final,10/09/2024',
  'K100234,result,2023/24,KS2,maths,scaledScore,104,final,10/09/2024',
].join('\r\n');

/** The app's own templates with their example rows: one child, in files such as people send. */
const files = TEMPLATE_IDS.map((id) => ({
  name: `${id}.csv`,
  mimeType: 'text/csv',
  buffer: Buffer.from(id === 'results' ? results : templateCsv(id).replace(',Sample,', `,${surname},`)),
}));

const goTo = (window: Page, page: string) =>
  window.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: page }).click();

async function importFiles(window: Page): Promise<void> {
  await goTo(window, 'Data');
  await window.getByLabel('Files to import').setInputFiles(files);
  const preview = window.getByRole('region', { name: 'What would change' });
  await expect(preview).toBeVisible({ timeout: 30_000 });
  await expect(preview).not.toContainText('refused:');
  await preview.getByRole('button', { name: /^Import \d+ rows?$/ }).click();
  await expect(window.getByText(/^Imported: \d+ rows? added or changed/)).toBeVisible({ timeout: 30_000 });
}

/** Answers the shell's folder dialog, which no test can click. */
const answerFolder = (app: ElectronApplication, folder: string) =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({
      canceled: false,
      filePaths: [chosen],
    })) as unknown as typeof dialog.showOpenDialog;
  }, folder);

/** Every file below a folder that holds a word in one of the encodings programs write. */
function filesWith(folder: string, word: string): string[] {
  const forms = [Buffer.from(word), Buffer.from(word.toUpperCase()), Buffer.from(word, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => existsSync(file))
    .filter((file) => {
      const bytes = readFileSync(file);
      return forms.some((form) => bytes.includes(form));
    });
}

test('from an empty store, by files only, to a child, a gap report and a pack', async ({ app, window, profile }) => {
  const exports = mkdtempSync(join(tmpdir(), 'vsk-packs-'));

  await test.step('create a store, which is encrypted from the start', async () => {
    await createStore(window);
    const store = join(profile, 'store');
    const heads = readdirSync(store, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)).subarray(0, 15).toString('latin1'));
    expect(heads.length).toBeGreaterThan(0);
    expect(heads).not.toContain('SQLite format 3');
  });

  await test.step('lock; a wrong passphrase is refused, the right one opens', async () => {
    await window.getByRole('button', { name: 'Lock' }).click();
    await expect(window.getByRole('heading', { name: 'Unlock the store' })).toBeVisible();
    await window.getByLabel(/^Passphrase( \*)?$/).fill('not the passphrase');
    await window.getByRole('button', { name: 'Unlock' }).click();
    await expect(window.getByText(/not the passphrase of any user/)).toBeVisible({ timeout: 30_000 });
    await unlock(window);
  });

  await test.step('import the files', () => importFiles(window));

  await test.step('find the child by name and open the record', async () => {
    await goTo(window, 'Children');
    await window.getByText(`${surname.toUpperCase()}, Alex`).first().click();
    await expect(window.getByRole('heading', { name: new RegExp(surname, 'i') })).toBeVisible();
  });

  await test.step('open the gap report', async () => {
    await goTo(window, 'Reports');
    await expect(window.getByRole('combobox', { name: 'Measure' })).toBeVisible();
    const summer = window.getByRole('region', { name: 'The county by year' }).getByRole('row', { name: /^2024 / });
    // One child of one reached it: 100 % beside the peers' published figure, so the gap is negative.
    await expect(summer).toContainText('100.0');
    await expect(summer).toContainText(/[-\u2212]38\.0/);
    await expect(window.getByText('Definition and sources')).toBeVisible();
  });

  await test.step('export a pack to disk', async () => {
    await answerFolder(app, exports);
    await goTo(window, 'Packs');
    await window.getByText('Example Primary School').first().click();
    await window.getByRole('button', { name: 'Choose folder' }).click();
    await expect(window.getByText(exports)).toBeVisible();
    await window.getByRole('button', { name: /^Export 1 pack$/ }).click();
    await expect(window.getByText('Exported', { exact: true })).toBeVisible({ timeout: 60_000 });
    const written = readdirSync(exports, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pdf'));
    expect(written.length).toBeGreaterThanOrEqual(2);
    const texts = written.map((name) => execFileSync('pdftotext', [join(exports, name), '-'], { encoding: 'utf8' }));
    expect(texts.some((text) => text.includes(surname) || text.includes(surname.toUpperCase()))).toBe(true);
    expect(texts.every((text) => /OFFICIAL/.test(text))).toBe(true);
  });

  await test.step('nothing but the exports holds the name', async () => {
    await app.close();
    expect(filesWith(profile, surname)).toEqual([]);
    rmSync(exports, { recursive: true, force: true });
  });
});

test('after the data process was killed, the window goes on by itself with what was saved', async ({
  app,
  window,
  profile,
}) => {
  await createStore(window);
  await importFiles(window);
  process.kill(await dataProcessId(app, profile), 'SIGKILL');
  await expect(window.getByText(/stopped and was started again/)).toBeVisible({ timeout: 30_000 });
  await goTo(window, 'Children');
  await expect(window.getByText(`${surname.toUpperCase()}, Alex`).first()).toBeVisible();
});
