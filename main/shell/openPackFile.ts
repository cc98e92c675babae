import { basename } from 'node:path';
import { app, BrowserWindow } from 'electron';
import type { PackFile, ShellEvent } from '#contract/bridge.ts';
import { packPathsIn, readPackFile } from './packFiles.ts';
import { handleFromOwnWindow, type OwnWindow } from './senderCheck.ts';

/**
 * Review packs that a person opened from outside: by a double click, on the command line, or while the app runs already.
 * Their paths wait here, and the window takes them one by one once somebody has unlocked the store: it never learns more than
 * a file's name and bytes, and cannot ask for a file that nobody opened. Call before the app is ready.
 */
export function answerPackFiles(own: OwnWindow): void {
  const waiting = packPathsIn(process.argv.slice(1), process.cwd());

  const add = (paths: readonly string[]) => {
    waiting.push(...paths.filter((path) => !waiting.includes(path)));
    const contents = own();
    if (paths.length === 0 || contents === null || contents.isDestroyed()) return;
    const window = BrowserWindow.fromWebContents(contents);
    if (window?.isMinimized()) window.restore();
    window?.focus();
    const event: ShellEvent = { kind: 'packFile' };
    contents.send('vsk:event', event);
  };
  app.on('second-instance', (_event, argv, cwd) => add(packPathsIn(argv.slice(1), cwd)));
  // macOS hands files over this way, before the window is there too.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    add(packPathsIn([path], '/'));
  });

  handleFromOwnWindow('vsk:packFile.waiting', own, async () => {
    const [first] = waiting;
    return { ok: true, value: first === undefined ? null : basename(first) };
  });
  handleFromOwnWindow<PackFile | null>('vsk:packFile.take', own, async () => {
    const path = waiting.shift();
    return path === undefined ? { ok: true, value: null } : readPackFile(path);
  });
}
