import { BrowserWindow, type WebContents } from 'electron';
import { appOrigin } from './appFiles.ts';
import { windowPlace } from './windowPlace.ts';
import { smallestWindow } from './windowState.ts';

/**
 * Opens the app's one window where it was last: sandboxed, isolated from the preload, without Node. It is shown once its
 * first page has been painted, so that nobody sees an empty frame.
 *
 * @param preload the preload's file, one CommonJS script because a sandboxed one cannot be a module
 * @param developerTools off in packaged builds
 */
export function openWindow(preload: string, developerTools: boolean): BrowserWindow {
  const { opening, follow } = windowPlace();
  const window = new BrowserWindow({
    title: 'VSK Tracker',
    ...opening.bounds,
    minWidth: Math.min(smallestWindow.width, opening.bounds.width),
    minHeight: Math.min(smallestWindow.height, opening.bounds.height),
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
      zoomFactor: opening.zoom,
    },
  });
  window.once('ready-to-show', () => (opening.maximised ? window.maximize() : window.show()));
  follow(window);
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
