import { BrowserWindow, type WebContents } from 'electron';
import { appOrigin } from './appFiles.ts';

/**
 * Opens the app's one window: sandboxed, isolated from the preload, without Node. It is shown once its first page has
 * been painted, so that nobody sees an empty frame.
 *
 * @param preload the preload's file, one CommonJS script because a sandboxed one cannot be a module
 * @param developerTools off in packaged builds
 */
export function openWindow(preload: string, developerTools: boolean): BrowserWindow {
  const window = new BrowserWindow({
    title: 'VSK Tracker',
    width: 1366,
    height: 768,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: '#f5f6f8',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: developerTools,
    },
  });
  window.once('ready-to-show', () => window.show());
  reloadWhenCrashed(window.webContents);
  void window.loadURL(`${appOrigin}/`);
  return window;
}

/** A crashed page is loaded anew, as often as three times; the store is untouched, it lives in the data process. */
function reloadWhenCrashed(contents: WebContents): void {
  let reloads = 0;
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || reloads >= 3) return;
    reloads += 1;
    console.error(`The window's page ended (${reason}); loading it again`);
    contents.reload();
  });
}
