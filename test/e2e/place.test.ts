// The window comes back where it was and as large as it was written; the menu does what it says.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import type { VskBridge } from '#contract/bridge.ts';
import type { WindowState } from '#shell/windowState.ts';
import { expect, startApp, test } from './fixtures.ts';

const place = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { bounds: window?.getNormalBounds(), zoom: window?.webContents.getZoomFactor() };
  });

/** Chooses an entry of the menu as a person does. */
const choose = (app: ElectronApplication, menu: string, entry: string) =>
  app.evaluate(
    ({ Menu, BrowserWindow }, [top, label]) => {
      const item = Menu.getApplicationMenu()
        ?.items.find((one) => one.label === top)
        ?.submenu?.items.find((one) => one.label === label);
      if (item === undefined) throw new Error(`The menu ${top} has no ${label}`);
      const [window] = BrowserWindow.getAllWindows();
      item.click(undefined, window, window?.webContents);
    },
    [menu, entry] as const,
  );

test('killed, the app opens where it was and as large as it was written', async ({
  app,
  profile,
  runtime,
  appFolder,
  today,
}) => {
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 130, y: 90, width: 1100, height: 700 }),
  );
  await choose(app, 'View', 'Larger');
  await choose(app, 'View', 'Larger');
  const file = join(profile, 'window.json');
  // Written after a moment of rest.
  const remembered = () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WindowState).zoom : null);
  await expect.poll(remembered).toBeCloseTo(1.25);
  const before = await place(app);
  app.process().kill('SIGKILL');

  const again = await startApp({ runtime, profile, appArguments: [], appFolder, opensWindow: true, today });
  const after = await place(again.app);
  await again.app.close();
  expect(after.bounds).toEqual(before.bounds);
  expect(after.bounds).toMatchObject({ width: 1100, height: 700 });
  expect(after.zoom).toBeCloseTo(1.25);
});

test('a place on a display that is gone is given up', async ({ profile, runtime, appFolder, today }) => {
  const gone: WindowState = { bounds: { x: 9_000, y: 9_000, width: 1000, height: 700 }, maximised: false, zoom: 2 };
  writeFileSync(join(profile, 'window.json'), JSON.stringify(gone));
  const { app } = await startApp({ runtime, profile, appArguments: [], appFolder, opensWindow: true, today });
  const { bounds, zoom } = await place(app);
  await app.close();
  expect(bounds?.x).toBeLessThan(1_600);
  expect(bounds).toMatchObject({ width: 1000, height: 700 });
  expect(zoom).toBeCloseTo(2);
});

test('the menu tells the window, steps the writing and shows what the app is', async ({ app, window }) => {
  await window.evaluate(() => {
    const commands: string[] = [];
    Object.assign(globalThis, { commands });
    (globalThis as unknown as { vsk: VskBridge }).vsk.onEvent((event) => {
      if (event.kind === 'menu') commands.push(event.command);
    });
  });
  for (const [menu, entry] of [
    ['File', 'Lock'],
    ['View', 'Search'],
    ['Help', 'Keys'],
    ['Help', 'Diagnostics'],
  ] as const) {
    await choose(app, menu, entry);
  }
  const commands = () => window.evaluate(() => (globalThis as unknown as { commands: string[] }).commands);
  await expect.poll(commands).toEqual(['lock', 'search', 'keys', 'diagnostics']);

  await choose(app, 'View', 'Smaller');
  expect((await place(app)).zoom).toBeCloseTo(0.9);
  await choose(app, 'View', 'Usual size');
  expect((await place(app)).zoom).toBeCloseTo(1);

  await app.evaluate(({ app: electronApp }) => {
    const shown: unknown[] = [];
    electronApp.showAboutPanel = () => shown.push('shown');
    Object.assign(globalThis, { shown });
  });
  await choose(app, 'Help', 'About VSK Tracker');
  expect(await app.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown)).toEqual(['shown']);
});
