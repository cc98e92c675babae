// The list of 10,000 children in a browser over the preview host: no task of the page's main thread over 50 ms while it is
// scrolled from top to bottom, by the wheel and with Page Down. The page's own 'longtask' entries decide; the trace tells
// how long the longest task was, passed and of processor time, also where none is over 50 ms.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { testPassphrase } from '#test/make/aStore.ts';
import { startPreviewHost } from '#test/screens/support/previewHost.ts';
import { builtRenderer, fillPassphrase, openBrowser, openPage } from './_browser.ts';
import { note, report } from './_measure.ts';
import { benchStore, benchToday } from './_population.ts';

const CHILDREN = 10_000;
/** What a turn of the wheel scrolls. */
const NOTCH = 100;
const frame = 1000 / 60;

type TraceEvent = { name: string; ph: string; pid: number; tid: number; dur?: number; tdur?: number; args?: unknown };
type Watched = { longTasks: number[] };
declare global {
  interface Window {
    vskBench: Watched;
  }
}

const watchTasks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.vskBench = { longTasks: [] };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.vskBench.longTasks.push(entry.duration);
    }).observe({ type: 'longtask' });
  });

/** The longest tasks of the page's main thread in a trace: milliseconds that passed, and of the processor. */
function longestTask(trace: Buffer): { wall: number; cpu: number } {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && JSON.stringify(args).includes('CrRendererMain'))
      .map(({ pid, tid }) => `${pid}.${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.includes('RunTask') && main.has(`${pid}.${tid}`),
  );
  if (tasks.length === 0) throw new Error('The trace has no tasks of the main thread.');
  return {
    wall: Math.max(...tasks.map(({ dur = 0 }) => dur / 1000)),
    cpu: Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000)),
  };
}

async function whileTraced(browser: Browser, page: Page, name: string, scroll: () => Promise<void>): Promise<void> {
  await page.waitForTimeout(1000);
  await watchTasks(page);
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  const started = performance.now();
  await scroll();
  const took = performance.now() - started;
  // The observer is told of a task after it; a moment lets the last be told.
  await page.waitForTimeout(300);
  const trace = longestTask(await browser.stopTracing());
  const long = await page.evaluate(() => window.vskBench.longTasks);
  report(
    `longest main-thread task, ${CHILDREN.toLocaleString('en-GB')} children, ${name}`,
    Math.max(trace.wall, ...long),
    50,
    'ms',
    `${long.length} tasks over 50 ms; most CPU of a task ${trace.cpu.toFixed(1)} ms; scrolled for ${(took / 1000).toFixed(1)} s`,
  );
}

if (builtRenderer()) {
  const home = mkdtempSync(join(tmpdir(), 'vsk-bench-'));
  const browser = await openBrowser();
  try {
    const { store } = await benchStore({ children: CHILDREN, markedYears: ['2024/25'], folder: home });
    // Without a recovery key the window asks for one before its pages.
    const { recoveryKey } = await store.call('keys.newRecoveryKey', {});
    await store.call('keys.confirmRecoveryKey', { recoveryKey });
    store.host.close();
    const preview = await startPreviewHost({ home, demo: false, today: benchToday });
    try {
      const page = await openPage(browser, preview.url);
      await fillPassphrase(page, testPassphrase);
      await page.getByRole('button', { name: 'Unlock', exact: true }).click();
      const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Children/ });
      await link.waitFor();
      const asked = performance.now();
      await link.click();
      const rows = page.getByRole('grid', { name: 'Children' });
      await rows.locator('tr[data-index="0"]').waitFor();
      note(`the list is there ${Math.round(performance.now() - asked)} ms after it was asked for`);
      const total = Number(await rows.getAttribute('aria-rowcount')) - 1;
      if (total !== CHILDREN) throw new Error(`The list has ${total} children, not ${CHILDREN}.`);

      await whileTraced(browser, page, 'by the wheel from top to bottom', async () => {
        const box = await rows.boundingBox();
        await page.mouse.move((box?.x ?? 0) + 300, 500);
        const height = await page.locator('.vsk-table-scroll').evaluate((element) => element.scrollHeight);
        // Faster than a hand: a screen every few frames, to the last row.
        for (let at = 0; at < height; at += NOTCH * 6) {
          await page.mouse.wheel(0, NOTCH * 6);
          await page.waitForTimeout(frame);
        }
        await rows.locator(`tr[data-index="${CHILDREN - 1}"]`).waitFor();
      });

      await whileTraced(browser, page, 'with Page Down from top to bottom', async () => {
        await page.locator('.vsk-table-scroll').evaluate((element) => element.scrollTo(0, 0));
        await rows.locator('tr[data-index="0"]').focus();
        const focused = () =>
          page.evaluate(() => Number((document.activeElement as HTMLElement | null)?.dataset.index ?? -1));
        for (let presses = 0; (await focused()) < CHILDREN - 1; presses += 1) {
          if (presses > CHILDREN) throw new Error('Page Down never reached the last child.');
          await page.keyboard.press('PageDown');
          await page.waitForTimeout(frame);
        }
      });

      await whileTraced(browser, page, 'thrown to and fro by the scroll bar', async () => {
        for (let step = 0; step < 60; step += 1) {
          await page
            .locator('.vsk-table-scroll')
            .evaluate((element, share) => element.scrollTo(0, element.scrollHeight * share), ((step * 37) % 60) / 60);
          await page.waitForTimeout(frame * 3);
        }
      });
    } finally {
      await preview.stop();
    }
  } finally {
    await browser.close();
    rmSync(home, { recursive: true, force: true });
  }
}
