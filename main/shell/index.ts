// The desktop app's main process: one line per concern. It never touches the database, which the data process owns.
import { join } from 'node:path';
import { app, type BrowserWindow, ipcMain, MessageChannelMain, session } from 'electron';
import { registerAppScheme, serveApp } from './appScheme.ts';
import { childLauncher } from './childLauncher.ts';
import { answerDialogs } from './dialogs.ts';
import { denyNavigation, denyPermissions } from './hardening.ts';
import type { DataProcessStart } from './launcher.ts';
import { setMenu } from './menu.ts';
import { isFromOwnWindow } from './senderCheck.ts';
import { superviseDataProcess } from './supervisor.ts';
import { utilityLauncher } from './utilityLauncher.ts';
import { openWindow } from './window.ts';

const out = join(import.meta.dirname, '..');
const preload = join(out, 'preload', 'preload.cjs');
const developerTools = !app.isPackaged;
let window: BrowserWindow | null = null;
const ownWindow = () => window;

// A second start of the app on the same profile shows the first one's window: one writer, ever.
if (!app.requestSingleInstanceLock()) app.quit();
else void start();

async function start(): Promise<void> {
  registerAppScheme();
  denyNavigation();
  await app.whenReady();

  denyPermissions(session.defaultSession);
  serveApp(join(out, 'renderer'));
  setMenu(ownWindow, developerTools);
  answerDialogs(ownWindow);

  const supervisor = superviseDataProcess(launcher());
  ipcMain.on('vsk:connect', (event) => {
    if (!isFromOwnWindow(event, 'vsk:connect', () => window?.webContents ?? null)) return;
    supervisor.connect({
      channel() {
        const { port1, port2 } = new MessageChannelMain();
        return { forDataProcess: port1, give: () => event.sender.postMessage('vsk:port', null, [port2]) };
      },
      tell: (state) => !event.sender.isDestroyed() && event.sender.send('vsk:event', { kind: 'dataProcess', state }),
    });
  });

  const open = () => {
    window = openWindow(preload, developerTools);
    window.on('closed', () => {
      window = null;
    });
  };
  open();
  app.on('activate', () => window ?? open());
  app.on('second-instance', () => window?.show());
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit());
  app.on('will-quit', () => supervisor.stop());
}

/** The product runs the data process inside Electron; a build for tests can hand it to another Node. */
function launcher() {
  const dataProcess: DataProcessStart = {
    script: join(import.meta.dirname, 'dataProcess.js'),
    arguments: ['--home', app.getPath('userData'), ...(process.argv.includes('--demo') ? ['--demo'] : [])],
  };
  // Written so that a release build drops the condition with the launcher and the variable's name.
  if (__CHILD_LAUNCHER__ && process.env.VSK_NODE) return childLauncher(dataProcess, process.env.VSK_NODE);
  return utilityLauncher(dataProcess);
}
