import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { ElectronApplication, Page } from '@playwright/test';
import type { VskBridge } from '#contract/bridge.ts';
import { goTo } from '#test/screens/support/fixtures.ts';
import { createStore } from './createStore.ts';
import { dataProcessId } from './dataProcessId.ts';
import { expect, startApp, test as withRuntime } from './fixtures.ts';
import { type LeakSearch, searchFor } from './leakSearch.ts';

/**
 * Nothing of a session leaks: with home, temporary and cache folders all inside one folder of the test's own, every file of
 * it is searched for what only the encrypted store may hold.
 */

type WithBridge = { vsk: VskBridge };
type Place = { root: string; exports: string; profile: string; environment: Record<string, string> };

const letters = (count: number) =>
  [...randomBytes(count)].map((byte) => String.fromCharCode('a'.charCodeAt(0) + (byte % 26))).join('');

const test = withRuntime.extend<{ place: Place }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern
  place: async ({}, use) => {
    const root = mkdtempSync(join(tmpdir(), 'vsk-leaks-'));
    const folder = (name: string) => {
      mkdirSync(join(root, name), { mode: 0o700 });
      return join(root, name);
    };
    const environment = {
      HOME: folder('home'),
      TMPDIR: folder('tmp'),
      TMP: join(root, 'tmp'),
      TEMP: join(root, 'tmp'),
      XDG_CONFIG_HOME: folder('config'),
      XDG_CACHE_HOME: folder('cache'),
      XDG_DATA_HOME: folder('data'),
      XDG_STATE_HOME: folder('state'),
      XDG_RUNTIME_DIR: folder('run'),
    };
    await use({ root, exports: folder('exports'), profile: folder('profile'), environment });
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  },
});

const said = ({ files, bytes }: LeakSearch) => `${files} files, ${(bytes / 1e6).toFixed(1)} MB`;

/** Answers every dialog with the folder of exports, as a person would. */
async function answerDialogs(app: ElectronApplication, exports: string): Promise<void> {
  await app.evaluate(({ dialog }, folder) => {
    dialog.showSaveDialog = (async (...given: unknown[]) => {
      const { defaultPath } = given.at(-1) as { defaultPath: string };
      return { canceled: false, filePath: `${folder}/${defaultPath.split('/').at(-1)}` };
    }) as typeof dialog.showSaveDialog;
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [folder] })) as typeof dialog.showOpenDialog;
  }, exports);
}

/**
 * Runs a script in the page without Playwright's own connection, which does not outlive a crash of the page; null when the
 * page does not answer, because it is crashing or loading.
 */
const inPage = (app: ElectronApplication, script: string): Promise<unknown> =>
  app.evaluate(
    ({ BrowserWindow }, code) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0]
          ?.webContents.executeJavaScript(code)
          .catch(() => null),
        new Promise((resolve) => setTimeout(() => resolve(null), 3_000)),
      ]),
    script,
  );

async function importFiles(window: Page, files: { name: string; rows: string[] }[]): Promise<void> {
  await goTo(window, 'Data');
  await window
    .getByLabel('Files to import')
    .setInputFiles(
      files.map(({ name, rows }) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\r\n')}\r\n`) })),
    );
  await window.getByRole('button', { name: /^Import \d+ rows/ }).click();
  await expect(window.getByText(/^Imported: /)).toBeVisible();
}

test('a whole session, with two crashes, leaves a name, a typed word and the passphrase in no file', async ({
  runtime,
  place,
}) => {
  test.setTimeout(600_000);
  const { root, exports, profile, environment } = place;
  const surname = `Quillfeather${letters(8)}`;
  const forename = `Ottoline${letters(6)}`;
  const typed = `because ${letters(10)} said so`;
  const view = `Class of ${letters(10)}`;
  const userName = `Wilhelmina ${letters(10)}`;
  const { app } = await startApp({
    runtime,
    profile,
    environment,
    appArguments: [],
    appFolder: process.cwd(),
    opensWindow: true,
    today: '2025-10-31',
  });
  const window = await app.firstWindow();
  await answerDialogs(app, exports);
  const { passphrase, recoveryKey } = await createStore(window, userName);
  const words = [surname, `${forename} ${surname}`, forename, typed, view, userName, passphrase, recoveryKey];

  await importFiles(window, [
    {
      name: 'schools.csv',
      rows: [
        'urn,laestab,name,phase,district,postcode,status,designated_teacher_name,designated_teacher_email,designated_teacher_from',
        '118264,886/2001,Example Primary School,primary,Maidstone,ME14 1XQ,open,Chris Teacher,dt@example.sch.uk,01/09/2024',
      ],
    },
    {
      name: 'looked-after-list.csv',
      rows: [
        'local_id,legal_surname,legal_forename,date_of_birth,sex,responsible_authority,care_start,legal_status,placement_type,placement_start,placement_district,school_urn,social_worker',
        `K100234,${surname},${forename},14/02/2014,F,886,03/06/2022,C2,U6,01/09/2023,Maidstone,118264,Sam Worker`,
      ],
    },
  ]);
  const added = await window.evaluate(
    (name) =>
      (globalThis as unknown as WithBridge).vsk.call('users.add', {
        name,
        role: 'reader',
        localityId: null,
        passphrase: 'another lantern by the sea',
      }),
    `Reader ${surname}`,
  );
  expect(added.ok).toBe(true);

  // Looked for, opened, copied, printed.
  await window.keyboard.press('Control+k');
  await window.keyboard.type(surname.slice(0, -1));
  await expect(window.getByText(surname.toUpperCase()).first()).toBeVisible();
  await window.keyboard.press('Escape');
  await goTo(window, 'Children');
  await window.getByRole('textbox', { name: 'Search by name, UPN or school' }).fill(surname);
  await window.getByRole('button', { name: 'Views' }).click();
  await window.getByRole('menuitem', { name: 'Save these filters as a view' }).click();
  await window.getByLabel('Name of the view').fill(view);
  await window.getByRole('button', { name: 'Save view' }).click();
  await window.getByRole('button', { name: 'Export list as CSV' }).click();
  await window.getByLabel('What the list is for').fill('a test');
  await window.getByRole('button', { name: 'Save the list' }).click();
  await expect(window.getByText(/saved to a file$/)).toBeVisible();
  await window.locator('section[aria-label="Children"]').getByRole('row').nth(1).dblclick();
  await expect(window.getByRole('heading', { level: 1 })).toContainText(new RegExp(surname, 'i'));
  await window.getByRole('heading', { level: 1 }).selectText();
  const copied = await app.evaluate(async ({ BrowserWindow, clipboard }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.copy();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const pdf = await contents?.printToPDF({});
    return { text: await clipboard.readText(), pages: pdf?.length ?? 0 };
  });
  expect(copied.text.toLowerCase()).toContain(surname.toLowerCase());
  expect(copied.pages).toBeGreaterThan(5_000);

  // Reported and packed.
  await goTo(window, 'Reports');
  await window.getByRole('button', { name: 'Export or copy' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Save CSV' }).click();
  await expect(window.getByText(/^Exported to /)).toBeVisible();
  await goTo(window, 'Packs');
  await window.locator('section[aria-label="Schools with pupils"]').getByRole('row').nth(1).dblclick();
  await window.getByRole('button', { name: 'Choose folder' }).click();
  await window.getByRole('button', { name: /^Export 1 pack/ }).click();
  await expect(window.getByText(/files, OFFICIAL-SENSITIVE/)).toBeVisible();

  // Typed and not saved.
  await goTo(window, 'Data');
  await window
    .getByRole('button', { name: /^Undo / })
    .first()
    .click();
  const reason = window.getByRole('textbox', { name: 'Why is it undone?' });
  await reason.pressSequentially(typed, { delay: 5 });
  await reason.blur();
  await window.waitForTimeout(1_000);

  // The data process is killed: the session goes on by itself, and says so.
  const first = await dataProcessId(app, profile);
  process.kill(first, 'SIGKILL');
  await expect(window.getByText(/was started again\. What was saved is safe; check your last change\./)).toBeVisible();
  await expect(reason).toHaveValue(typed);
  const status = () => inPage(app, "vsk.call('store.status', {}).then((reply) => reply.value?.state)");
  await expect.poll(status).toBe('open');

  // The page crashes: loaded anew, it is where the person was, and what was typed is there.
  const pageProcess = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  process.kill(pageProcess ?? 0, 'SIGSEGV');
  await expect
    .poll(() => inPage(app, "document.querySelector('h1')?.textContent ?? ''"), { timeout: 60_000 })
    .toBe('Data');
  await expect
    .poll(() =>
      inPage(
        app,
        `(() => {
          const field = [...document.querySelectorAll('textarea')].find((each) => each.value !== '');
          if (!field) [...document.querySelectorAll('button')].find((each) => /^Undo /.test(each.ariaLabel ?? ''))?.click();
          return field?.value ?? '';
        })()`,
      ),
    )
    .toBe(typed);
  await inPage(
    app,
    "[...document.querySelectorAll('header button')].find((each) => /Lock/.test(each.textContent)).click()",
  );
  await expect.poll(() => inPage(app, "document.querySelector('h1')?.textContent ?? ''")).toBe('Unlock the store');
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('');

  const whileLocked = searchFor(root, words, [exports]);
  console.log(`Searched while locked: ${said(whileLocked)}`);
  expect(whileLocked.leaks).toEqual([]);
  await app.close();
  const afterwards = searchFor(root, words, [exports]);
  console.log(`Searched after the end: ${said(afterwards)}`);
  expect(afterwards.leaks).toEqual([]);
  expect(afterwards.files).toBeGreaterThan(20);
  expect(existsSync(join(profile, 'store', 'children.vsk'))).toBe(true);
  // What the person asked for is where they asked for it, and holds the name: the search would have found it.
  expect(readdirSync(exports, { recursive: true }).length).toBeGreaterThan(3);
  expect(searchFor(exports, [surname]).leaks).not.toEqual([]);
  // A core file of the crash would lie where the app was started.
  expect(readdirSync(process.cwd()).filter((name) => /^core(\.\d+)?$/.test(name))).toEqual([]);
});

test('the search finds a word in every form, also in what the page itself would keep', async ({ runtime, place }) => {
  const { root, profile, environment } = place;
  const word = `Quillfeather${letters(8)}`;
  const planted = join(root, 'planted');
  mkdirSync(planted);
  const forms: [string, Buffer][] = [
    ['utf8', Buffer.from(`x${word}y`)],
    ['upper', Buffer.from(word.toUpperCase())],
    ['utf16', Buffer.from(`x${word}`, 'utf16le')],
    ...[0, 1, 2].map((offset): [string, Buffer] => [
      `base64-${offset}`,
      Buffer.from(Buffer.from(`${'.'.repeat(offset)}${word} and more`).toString('base64')),
    ]),
    ['base64-utf16', Buffer.from(Buffer.from(`a ${word} b`, 'utf16le').toString('base64'))],
    ['gzip', gzipSync(`a ${word} b`)],
    ['zlib', deflateSync(`a ${word} b`)],
    ['deflate', deflateRawSync(`a ${word} b`)],
    ['brotli', brotliCompressSync(`a ${word} b`)],
    [`name-${word}`, Buffer.from('nothing')],
  ];
  for (const [name, content] of forms) writeFileSync(join(planted, name), content);
  writeFileSync(join(planted, 'innocent'), 'nothing of it');
  const found = new Set(searchFor(planted, [word]).leaks.map(({ file }) => file));
  expect([...found].toSorted()).toEqual(forms.map(([name]) => name).toSorted());
  rmSync(planted, { recursive: true });

  const start = () =>
    startApp({
      runtime,
      profile,
      environment,
      appArguments: [],
      appFolder: process.cwd(),
      opensWindow: true,
      today: '2025-10-31',
    });
  const { app } = await start();
  const window = await app.firstWindow();
  expect(searchFor(root, [word]).leaks).toEqual([]);
  // What the app never does: enough of it that Chromium also writes compressed tables.
  await window.evaluate(async (name) => {
    for (let count = 0; count < 400; count += 1) {
      localStorage.setItem(`note ${count % 40}`, `${name} ${count} ${'some words that compress well '.repeat(200)}`);
      sessionStorage.setItem(`note ${count % 40}`, `${name} ${count}`);
      if (count % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }, word);
  await window.waitForTimeout(2_000);
  await app.close();
  const kept = searchFor(root, [word]).leaks;
  expect(kept.some(({ file }) => file.includes('Local Storage'))).toBe(true);
  expect(kept.some(({ file }) => file.includes('Session Storage'))).toBe(true);

  // The next start turns the logs into compressed tables, which hold no word as it is written.
  const again = await start();
  await again.app.firstWindow().then((page) => page.waitForTimeout(1_000));
  await again.app.close();
  expect(searchFor(root, [word]).leaks.some(({ how }) => how.endsWith('in a LevelDB table'))).toBe(true);
});
