// Where the window was and how large its writing, remembered between starts; free of Electron, so that plain tests can
// try it. The file holds numbers only.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Rectangle = { x: number; y: number; width: number; height: number };

/** `bounds` is null at the first start; `zoom` is 1 for the usual size. */
export type WindowState = { bounds: Rectangle | null; maximised: boolean; zoom: number };

export const smallestWindow = { width: 900, height: 600 };
const usualWindow = { width: 1366, height: 768 };

/** Sizes of writing that the menu steps through; the largest is three times the usual. */
export const zoomSteps = [0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** How much of the window's top edge must be on a display for it to count as reachable, in pixels. */
const grip = { width: 120, height: 40 };

/**
 * The next larger (`by` 1) or smaller (`by` -1) size of writing.
 * @example nextZoom(1, 1) // 1.1
 */
export function nextZoom(zoom: number, by: 1 | -1): number {
  const further =
    by === 1 ? zoomSteps.find((step) => step > zoom + 0.01) : zoomSteps.findLast((step) => step < zoom - 0.01);
  return further ?? zoom;
}

/**
 * Where to open the window: where it was, or, when no display shows its top edge any more (a screen was unplugged), in
 * the middle of the first one. Never larger than its display.
 *
 * @param displays the work areas of the displays there are now, the main one first
 */
export function boundsToOpen(saved: Rectangle | null, displays: readonly Rectangle[]): Rectangle {
  const main = displays[0] ?? { x: 0, y: 0, ...usualWindow };
  const sizeOn = (display: Rectangle) => ({
    width: Math.min(saved?.width ?? usualWindow.width, display.width),
    height: Math.min(saved?.height ?? usualWindow.height, display.height),
  });
  if (saved !== null) {
    for (const display of displays) {
      const there = { x: saved.x, y: saved.y, ...sizeOn(display) };
      if (reaches(there, display)) return { ...there, y: Math.max(there.y, display.y) };
    }
  }
  const { width, height } = sizeOn(main);
  const x = main.x + Math.round((main.width - width) / 2);
  return { x, y: main.y + Math.round((main.height - height) / 2), width, height };
}

function reaches(window: Rectangle, display: Rectangle): boolean {
  const across = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x);
  const down = Math.min(window.y + grip.height, display.y + display.height) - Math.max(window.y, display.y);
  return across >= grip.width && down >= grip.height / 2;
}

/** What was remembered; the first start's values where there is nothing, or nothing sensible. */
export function readWindowState(file: string): WindowState {
  const first: WindowState = { bounds: null, maximised: false, zoom: 1 };
  try {
    const { bounds, maximised, zoom } = JSON.parse(readFileSync(file, 'utf8')) as Partial<WindowState>;
    return {
      bounds: isRectangle(bounds) ? bounds : null,
      maximised: maximised === true,
      zoom: typeof zoom === 'number' && zoom >= zoomSteps[0] && zoom <= 3 ? zoom : 1,
    };
  } catch {
    return first;
  }
}

/** Replaces the file whole. A full disk costs the place of the window and nothing else. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    console.error(`The place of the window could not be remembered (${(error as NodeJS.ErrnoException).code})`);
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Record<string, unknown>;
  const whole = [x, y, width, height].every((n) => Number.isInteger(n) && Math.abs(n as number) < 100_000);
  return whole && (width as number) >= smallestWindow.width / 2 && (height as number) >= smallestWindow.height / 2;
}
