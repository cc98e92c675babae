import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import type { VskBridge } from '#contract/bridge.ts';
import type { CallOutput } from '#contract/calls.ts';
import { joinContainer } from '#service/packs/vskpack/container.ts';
import { sealPack } from '#service/packs/vskpack/sealPack.ts';
import { createStore, unlock } from './createStore.ts';
import { expect, startApp, test } from './fixtures.ts';

const password = 'lantern copper meadow';
const pdf = new Uint8Array(Buffer.from('%PDF-1.7 a cover'));

/** A review pack as a colleague would send it, of a school this store does not have; with less work than a real one. */
async function aPackFile(path: string, urn: string): Promise<string> {
  const about = { school: { urn, name: `School ${urn}` }, asAt: '2025-03-31', madeAt: '2025-04-01T09:30:00.000Z' };
  const container = joinContainer(about, [{ name: `pack-${urn}-00-cover.pdf`, bytes: pdf }]);
  writeFileSync(path, await sealPack({ container, password, work: 10 }));
  return path;
}

/** Answers the system's dialogs, which no test can click, with these paths. */
const answerDialogs = (app: ElectronApplication, folder: string, saved: string) =>
  app.evaluate(
    ({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [paths.folder] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: paths.saved });
    },
    { folder, saved },
  );

test('a review pack opened from outside waits for the unlocking, asks for its password, and is saved', async ({
  runtime,
  profile,
  appFolder,
  today,
}) => {
  const options = { runtime, profile, appArguments: [], appFolder, opensWindow: true, today };
  const first = await startApp(options);
  await createStore(await first.app.firstWindow());
  await first.app.close();

  const outside = join(profile, 'outside');
  const cloud = join(profile, 'OneDrive - Council');
  mkdirSync(outside);
  mkdirSync(cloud);
  const given = await aPackFile(join(outside, 'from a colleague.vskpack'), '999001');
  const { app, said } = await startApp({ ...options, appArguments: [given] });
  try {
    const window = await app.firstWindow();
    await answerDialogs(app, outside, join(cloud, 'gap.csv'));
    await expect(window.getByText('asks for the password of from a colleague.vskpack')).toBeVisible();
    await expect(window.getByRole('dialog')).toHaveCount(0);
    await unlock(window);
    const dialog = window.getByRole('dialog', { name: 'Open from a colleague.vskpack' });
    await dialog.getByRole('textbox', { name: 'Password of the file' }).fill(password);
    await dialog.getByRole('button', { name: 'Open' }).click();
    const opened = window.getByRole('dialog', { name: 'from a colleague.vskpack', exact: true });
    await expect(opened.getByText('This store does not have this school.')).toBeVisible();
    await opened.getByRole('button', { name: 'Choose folder' }).click();
    await opened.getByRole('button', { name: 'Save the 1 document' }).click();
    await expect(opened.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
    const saved = join(outside, 'pack-999001-2025-03-31');
    expect(readdirSync(saved)).toEqual(['pack-999001-00-cover.pdf']);
    expect(readFileSync(join(saved, 'pack-999001-00-cover.pdf')).equals(pdf)).toBe(true);

    // The app started again with another file hands it to the window that is there; it waits its turn.
    const another = await aPackFile(join(outside, 'another.vskpack'), '999002');
    await app.evaluate(({ app: own }, argv) => own.emit('second-instance', {}, argv, '/'), ['electron', another]);
    await expect(opened).toBeVisible();
    await opened.getByRole('button', { name: 'Close' }).last().click();
    const next = window.getByRole('dialog', { name: 'Open another.vskpack' });
    await expect(next).toBeVisible();
    await next.getByRole('button', { name: 'Close' }).last().click();

    // Nothing of what was opened is anywhere but in the folder chosen, and the shell printed no path.
    expect(existsSync(join(profile, 'pack-999001-00-cover.pdf'))).toBe(false);
    expect(said()).not.toContain('colleague');

    // A file saved from any screen: said where it landed.
    await window.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Reports' }).click();
    await window.getByRole('button', { name: 'Export or copy' }).click();
    await window.getByRole('dialog').getByRole('button', { name: 'Save CSV' }).click();
    await expect(window.getByText('Look where the file was saved')).toBeVisible();
    await expect(window.getByText('The file is in a folder that is copied to a cloud service.')).toBeVisible();
    expect(readdirSync(cloud)).toEqual(['gap.csv']);
    const audit = await window.evaluate(() => (globalThis as unknown as { vsk: VskBridge }).vsk.call('audit.list', {}));
    expect(audit).toMatchObject({ ok: true });
    const { rows } = (audit as { value: CallOutput<'audit.list'> }).value;
    expect(rows).toContainEqual(expect.objectContaining({ action: 'save file', detail: 'gap; synchronised' }));
  } finally {
    await app.close();
  }
});
