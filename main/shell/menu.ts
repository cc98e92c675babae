import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, ShellEvent } from '#contract/bridge.ts';

/** The application menu. What the window carries out itself goes to it as a `menu` event. */
export function setMenu(window: () => BrowserWindow | null, developerTools: boolean): void {
  const send = (command: MenuCommand) => () => {
    const event: ShellEvent = { kind: 'menu', command };
    window()?.webContents.send('vsk:event', event);
  };
  const file: MenuItemConstructorOptions[] = [
    { label: 'Lock', accelerator: 'CmdOrCtrl+L', click: send('lock') },
    { type: 'separator' },
    process.platform === 'darwin' ? { role: 'close' } : { role: 'quit', label: 'Exit' },
  ];
  const view: MenuItemConstructorOptions[] = [
    // Ctrl+K itself belongs to the page, so that it also works in the preview host.
    { label: 'Search', accelerator: 'CmdOrCtrl+K', registerAccelerator: false, click: send('search') },
    { label: 'Keys', click: send('keys') },
    { type: 'separator' },
    { role: 'resetZoom', label: 'Usual size' },
    { role: 'zoomIn', label: 'Larger' },
    { role: 'zoomOut', label: 'Smaller' },
    { role: 'togglefullscreen', label: 'Full screen' },
  ];
  if (developerTools) view.push({ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
      { label: 'File', submenu: file },
      { role: 'editMenu' },
      { label: 'View', submenu: view },
      { label: 'Help', submenu: [{ role: 'about', label: 'About VSK Tracker' }] },
    ]),
  );
}
