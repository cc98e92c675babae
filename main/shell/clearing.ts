// What a lock takes out of the window and off the clipboard; the store itself is the data process's.
import { app, type BrowserWindow, clipboard, type WebContents } from 'electron';
import { clipboardMemory } from './clipboardMemory.ts';
import { handleFromOwnWindow, hearFromOwnWindow, invalid } from './senderCheck.ts';

/** Milliseconds until the page's own copy has reached the clipboard: it tells before, not after. */
const copyTakes = 150;

/** Milliseconds a page may take to show that it lives; one that hangs longer still shows names, and is ended. */
const pagePatience = 3_000;

/** Milliseconds the end of the app waits for the clipboard. */
const clipboardPatience = 1_000;

/** The longest text the page may put on the clipboard, in characters: a table of some thousand rows. */
const longestText = 5_000_000;

/**
 * Answers the two clipboard calls of the window, and returns what every lock has to do:
 * - the clipboard is emptied if the app filled it and nothing else has been copied since, at the app's end too;
 * - the session's caches and storages are emptied, save local storage, which holds the colour scheme and the layout
 *   of tables and never a child's data;
 * - the page's history is forgotten, since addresses carry what was searched for;
 * - a page that no longer answers is ended and loaded anew. One that answers clears its own views (`locked` event).
 */
export function clearAtLock(window: () => BrowserWindow | null) {
  const contents = () => window()?.webContents ?? null;
  const memory = clipboardMemory(clipboard);

  handleFromOwnWindow('vsk:copyText', contents, async (text) => {
    if (typeof text !== 'string' || text.length > longestText)
      return invalid('a text to copy, of 5 million characters at most');
    await memory.write(text);
    return { ok: true, value: null };
  });
  hearFromOwnWindow('vsk:noteCopied', contents, () => setTimeout(() => void memory.note(), copyTakes));

  // The newer clipboard answers by promise, so the end of the app waits for it, though not for ever.
  app.on('will-quit', (event) => {
    if (!memory.holds()) return;
    event.preventDefault();
    const patience = new Promise((resolve) => setTimeout(resolve, clipboardPatience));
    void Promise.race([memory.clearOwn(), patience]).finally(() => app.exit());
  });

  return function onLocked(): void {
    void memory.clearOwn();
    const page = contents();
    if (page === null || page.isDestroyed()) return;
    void page.session.clearCache();
    void page.session.clearStorageData({
      storages: ['cookies', 'filesystem', 'indexdb', 'shadercache', 'serviceworkers', 'cachestorage'],
    });
    page.navigationHistory.clear();
    void endIfHanging(page);
  };
}

async function endIfHanging(page: WebContents): Promise<void> {
  const silent = Symbol('silent');
  const answer = page.executeJavaScript('0').catch(() => 0);
  const patience = new Promise((resolve) => setTimeout(() => resolve(silent), pagePatience));
  if ((await Promise.race([answer, patience])) !== silent || page.isDestroyed()) return;
  console.error('The page did not answer after a lock; it is ended and loaded again');
  page.forcefullyCrashRenderer();
}
