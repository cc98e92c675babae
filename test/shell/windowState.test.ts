import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { boundsToOpen, nextZoom, readWindowState, writeWindowState, zoomSteps } from '#shell/windowState.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsk-window-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'window.json');
const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 1920, height: 1040 };

describe('where the window opens', () => {
  test.each([
    ['at the first start in the middle', null, [laptop], { x: 37, y: 79, width: 1366, height: 768 }],
    [
      'where it was',
      { x: 100, y: 60, width: 1000, height: 700 },
      [laptop],
      { x: 100, y: 60, width: 1000, height: 700 },
    ],
    [
      'on the second display',
      { x: 1500, y: 10, width: 1200, height: 800 },
      [laptop, beside],
      { x: 1500, y: 10, width: 1200, height: 800 },
    ],
    [
      'in the middle when that display is gone',
      { x: 1500, y: 10, width: 1200, height: 800 },
      [laptop],
      { x: 120, y: 63, width: 1200, height: 800 },
    ],
    [
      'in the middle when only a sliver would be left to hold it by',
      { x: 1400, y: 60, width: 1000, height: 700 },
      [laptop],
      { x: 220, y: 113, width: 1000, height: 700 },
    ],
    ['no larger than its display', { x: 0, y: 30, width: 3000, height: 2000 }, [laptop], { ...laptop, y: 30 }],
    [
      'on a small display at the first start',
      null,
      [{ x: 0, y: 0, width: 1024, height: 700 }],
      { x: 0, y: 0, width: 1024, height: 700 },
    ],
    [
      'with its title below the bar at the top',
      { x: 10, y: 6, width: 1000, height: 700 },
      [laptop],
      { x: 10, y: 25, width: 1000, height: 700 },
    ],
  ])('%s', (_what, saved, displays, opened) => expect(boundsToOpen(saved, displays)).toEqual(opened));

  test('always with enough of its top edge on a display to be moved by', () => {
    const number = fc.integer({ min: -9_000, max: 9_000 });
    const size = fc.integer({ min: 450, max: 9_000 });
    fc.assert(
      fc.property(
        number,
        number,
        size,
        size,
        fc.constantFrom([laptop], [laptop, beside]),
        (x, y, width, height, displays) => {
          const opened = boundsToOpen({ x, y, width, height }, displays);
          const reachable = displays.some(
            (display) =>
              Math.min(opened.x + opened.width, display.x + display.width) - Math.max(opened.x, display.x) >= 120 &&
              opened.y >= display.y &&
              opened.y < display.y + display.height,
          );
          expect(reachable).toBe(true);
        },
      ),
    );
  });
});

describe('what is remembered', () => {
  test('comes back, and leaves nothing beside the file', () => {
    const state = { bounds: { x: -8, y: 0, width: 1200, height: 800 }, maximised: true, zoom: 1.5 };
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    expect(readdirSync(folder)).toEqual(['window.json']);
  });

  test.each([
    ['cut off', '{"bounds": {"x"'],
    ['empty', ''],
    ['null', 'null'],
    ['of other values', '{"bounds": {"x": "a", "y": 0, "width": 1, "height": 1}, "maximised": "yes", "zoom": 40}'],
    ['of a window too small to see', '{"bounds": {"x": 0, "y": 0, "width": 10, "height": 10}}'],
  ])('that is %s is as if it were not there', (_what, content) => {
    writeFileSync(file, content);
    expect(readWindowState(file)).toEqual({ bounds: null, maximised: false, zoom: 1 });
  });

  test('is numbers only', () => {
    writeWindowState(file, { bounds: laptop, maximised: false, zoom: 1 });
    expect(readFileSync(file, 'utf8').replace(/bounds|maximised|false|zoom|width|height/g, '')).toMatch(/^[\W\dxy]+$/);
  });

  test('that cannot be written is said and costs nothing else', () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    writeWindowState(join(file, 'below a file'), { bounds: laptop, maximised: false, zoom: 1 });
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });
});

test.each([
  [1, 1, 1.1],
  [1, -1, 0.9],
  [3, 1, 3],
  [0.75, -1, 0.75],
  [1.3, 1, 1.5],
  [1.0999999, 1, 1.25],
] as const)('writing at %d, a step by %d, is at %d', (zoom, by, next) => expect(nextZoom(zoom, by)).toBe(next));

test('writing reaches 200 %', () => expect(zoomSteps).toContain(2));
