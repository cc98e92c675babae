import { join } from 'node:path';
import { app, type BrowserWindow, screen } from 'electron';
import { boundsToOpen, nextZoom, type Rectangle, readWindowState, writeWindowState } from './windowState.ts';

/** Milliseconds of rest before a moved window's place is written: a crash then costs the last move at most. */
const rest = 500;

export type WindowPlace = {
  /** Where to open, and how large the writing is. */
  opening: { bounds: Rectangle; maximised: boolean; zoom: number };
  /** Remembers from now on where the window is. */
  follow(window: BrowserWindow): void;
};

/** The remembered place of the window, `<userData>/window.json`, put on the displays there are now. */
export function windowPlace(): WindowPlace {
  const file = join(app.getPath('userData'), 'window.json');
  const saved = readWindowState(file);
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const bounds = boundsToOpen(
    saved.bounds,
    [primary, ...others].map(({ workArea }) => workArea),
  );
  return {
    opening: { bounds, maximised: saved.maximised, zoom: saved.zoom },
    follow(window) {
      let waiting: NodeJS.Timeout | undefined;
      const save = () => {
        clearTimeout(waiting);
        if (window.isDestroyed()) return;
        const zoom = window.webContents.getZoomFactor();
        writeWindowState(file, { bounds: window.getNormalBounds(), maximised: window.isMaximized(), zoom });
      };
      const later = () => {
        clearTimeout(waiting);
        waiting = setTimeout(save, rest);
      };
      window.on('resize', later);
      window.on('move', later);
      window.on('maximize', later);
      window.on('unmaximize', later);
      window.on('close', save);
      window.on('closed', () => clearTimeout(waiting));
      // Ctrl with the wheel: Electron tells of the wish and leaves the rest to the app.
      window.webContents.on('zoom-changed', (_event, direction) => zoomBy(window, direction === 'in' ? 1 : -1));
      window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(readWindowState(file).zoom));
    },
  };
}

/** Makes the window's writing a step larger (1) or smaller (-1), or as usual (0), and has it remembered. */
export function zoomBy(window: BrowserWindow, by: 1 | -1 | 0): void {
  const contents = window.webContents;
  contents.setZoomFactor(by === 0 ? 1 : nextZoom(contents.getZoomFactor(), by));
  // Nothing else tells of a changed size of writing; a resize has it written after a rest.
  window.emit('resize');
}
