import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, ShellEvent } from '#contract/bridge.ts';
import { zoomBy } from './windowPlace.ts';

/** The application menu. What the window carries out itself goes to it as a `menu` event. */
export function setMenu(window: () => BrowserWindow | null, developerTools: boolean, lock: () => void): void {
  const send = (command: MenuCommand) => () => {
    const event: ShellEvent = { kind: 'menu', command };
    window()?.webContents.send('vsk:event', event);
  };
  const zoom = (by: 1 | -1 | 0) => () => {
    const shown = window();
    if (shown !== null) zoomBy(shown, by);
  };
  const file: MenuItemConstructorOptions[] = [
    { label: 'Lock', accelerator: 'CmdOrCtrl+L', click: lock },
    { type: 'separator' },
    process.platform === 'darwin' ? { role: 'close' } : { role: 'quit', label: 'Exit' },
  ];
  const view: MenuItemConstructorOptions[] = [
    // Ctrl+K itself belongs to the page, so that it also works in the preview host.
    { label: 'Search', accelerator: 'CmdOrCtrl+K', registerAccelerator: false, click: send('search') },
    { type: 'separator' },
    { label: 'Usual size', accelerator: 'CmdOrCtrl+0', click: zoom(0) },
    { label: 'Larger', accelerator: 'CmdOrCtrl+Plus', click: zoom(1) },
    // The plus key without Shift, as on a British keyboard.
    { label: 'Larger', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true, click: zoom(1) },
    { label: 'Smaller', accelerator: 'CmdOrCtrl+-', click: zoom(-1) },
    { role: 'togglefullscreen', label: 'Full screen' },
  ];
  if (developerTools) view.push({ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' });
  const help: MenuItemConstructorOptions[] = [
    { label: 'Keys', click: send('keys') },
    { label: 'Diagnostics', click: send('diagnostics') },
    { type: 'separator' },
    { label: 'About VSK Tracker', click: () => app.showAboutPanel() },
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
      { label: 'File', submenu: file },
      { role: 'editMenu' },
      { label: 'View', submenu: view },
      { role: 'help', label: 'Help', submenu: help },
    ]),
  );
  app.setAboutPanelOptions({
    applicationName: 'VSK Tracker',
    applicationVersion: `${app.getVersion()}, built ${__BUILD_DATE__}`,
    copyright: '© 2026 Virtual School Kent',
    // macOS would add Electron's own version in brackets.
    version: '',
  });
}
