// The desktop app's main process: one line per concern. It never touches the database, which the data process owns.
import { join } from 'node:path';
import { app, type BrowserWindow, MessageChannelMain, session } from 'electron';
import { registerAppScheme, serveApp } from './appScheme.ts';
import { childLauncher } from './childLauncher.ts';
import { clearAtLock } from './clearing.ts';
import { answerDialogs } from './dialogs.ts';
import { denyHosts, denyNavigation, denyNetwork, denyPermissions } from './hardening.ts';
import { answerInstallUpdate } from './installUpdate.ts';
import { answerKeychain } from './keychain.ts';
import type { DataProcessStart } from './launcher.ts';
import { lockByThePerson, lockWithTheSystem } from './locks.ts';
import { setMenu } from './menu.ts';
import { answerPackFiles } from './openPackFile.ts';
import { hearFromOwnWindow } from './senderCheck.ts';
import { superviseDataProcess } from './supervisor.ts';
import { utilityLauncher } from './utilityLauncher.ts';
import { openWindow } from './window.ts';

const out = join(import.meta.dirname, '..');
const preload = join(out, 'preload', 'preload.cjs');
const developerTools = !app.isPackaged;
let window: BrowserWindow | null = null;
const ownWindow = () => window;
const ownContents = () => window?.webContents ?? null;

// A second start of the app on the same profile shows the first one's window: one writer, ever.
if (!app.requestSingleInstanceLock()) app.quit();
else void start();

async function start(): Promise<void> {
  registerAppScheme();
  denyNavigation();
  denyHosts();
  answerPackFiles(ownContents);
  await app.whenReady();

  denyPermissions(session.defaultSession);
  denyNetwork(session.defaultSession);
  serveApp(join(out, 'renderer'));
  answerDialogs(ownWindow);
  answerKeychain(ownContents);
  answerInstallUpdate(ownContents);

  const supervisor = superviseDataProcess(launcher(), { onLocked: clearAtLock(ownWindow) });
  lockWithTheSystem(supervisor.lock);
  setMenu(ownWindow, developerTools, lockByThePerson(ownWindow, supervisor));
  hearFromOwnWindow('vsk:connect', ownContents, ({ sender }) =>
    supervisor.connect({
      channel() {
        const { port1, port2 } = new MessageChannelMain();
        return { forDataProcess: port1, give: () => sender.postMessage('vsk:port', null, [port2]) };
      },
      tell: (event) => !sender.isDestroyed() && sender.send('vsk:event', event),
    }),
  );

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
